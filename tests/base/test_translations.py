"""The committed translations are those of the code. `bin/i18n` renews them."""

from io import BytesIO
from pathlib import Path

import polib

from odoo.tests import TransactionCase
from odoo.tools.translate import trans_export

I18N = Path(__file__).parents[2] / "marketing_office" / "i18n"


def catalog_of(name):
    path = I18N / name
    assert path.is_file(), f"{path} is missing: run bin/i18n"
    return polib.pofile(path)


def terms(catalog):
    """What decides about a translation: everything but dates and translations."""
    return {
        entry.msgid: (entry.comment, sorted(entry.occurrences)) for entry in catalog
    }


class TestTranslations(TransactionCase):
    def test_pot_is_what_odoo_exports(self):
        buffer = BytesIO()
        trans_export(None, ["marketing_office"], buffer, "po", self.env)
        exported = terms(polib.pofile(buffer.getvalue().decode()))
        self.assertEqual(
            terms(catalog_of("marketing_office.pot")), exported, "run bin/i18n"
        )

    def test_chinese_is_complete(self):
        catalog = catalog_of("zh_CN.po")
        template = catalog_of("marketing_office.pot")
        self.assertEqual(terms(catalog), terms(template), "run bin/i18n")
        self.assertFalse([entry.msgid for entry in catalog.untranslated_entries()])
        self.assertFalse([entry.msgid for entry in catalog.fuzzy_entries()])
        self.assertFalse([entry.msgid for entry in catalog.obsolete_entries()])
