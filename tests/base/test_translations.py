"""The committed translations are those of the code. `bin/i18n` renews them."""

import ast
import re
from io import BytesIO
from pathlib import Path

import polib

import odoo.orm
from odoo.tests import TransactionCase
from odoo.tools.translate import code_translations, trans_export

ADDON = Path(__file__).parents[2] / "marketing_office"
I18N = ADDON / "i18n"
PLACE = re.compile(r"%(?:\(\w+\))?s")


def catalog_of(name):
    path = I18N / name
    assert path.is_file(), f"{path} is missing: run bin/i18n"
    return polib.pofile(path)


def terms(catalog):
    """What decides about a translation: everything but dates and translations."""
    return {
        entry.msgid: (entry.comment, sorted(entry.occurrences)) for entry in catalog
    }


def calls_in_f_strings(tree):
    """Lines of terms within f-strings: who collects the terms does not see these."""
    for text in ast.walk(tree):
        if isinstance(text, ast.JoinedStr):
            for call in ast.walk(text):
                if isinstance(call, ast.Call):
                    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
                    if name in ("_", "_lt"):
                        yield call.lineno


def texts_said(tree):
    """The texts that are given to be translated."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and call.args:
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            text = getattr(call.args[0], "value", None)
            if name in ("_", "_lt") and isinstance(text, str):
                yield text


class TestTranslations(TransactionCase):
    def test_no_term_is_hidden_in_an_f_string(self):
        hidden = [
            f"{path.relative_to(ADDON)}:{line}"
            for path in sorted(ADDON.rglob("*.py"))
            for line in calls_in_f_strings(ast.parse(path.read_text()))
        ]
        self.assertFalse(hidden)

    def test_pot_is_what_odoo_exports(self):
        buffer = BytesIO()
        trans_export(None, ["marketing_office"], buffer, "po", self.env)
        exported = terms(polib.pofile(buffer.getvalue().decode()))
        self.assertEqual(
            terms(catalog_of("marketing_office.pot")), exported, "run bin/i18n"
        )

    def test_what_the_host_says_is_chinese(self):
        """Its own catalogue lacks what its ORM says: `i18n_extra/` has it."""
        known = code_translations.get_python_translations("base", "zh_CN")
        said = {
            text
            for path in Path(odoo.orm.__path__[0]).rglob("*.py")
            for text in texts_said(ast.parse(path.read_text()))
        }
        self.assertGreater(len(said), 30)
        self.assertFalse([text for text in said if not known.get(text)])
        for entry in polib.pofile(ADDON / "i18n_extra" / "zh_CN.po"):
            places = [sorted(PLACE.findall(t)) for t in (entry.msgid, entry.msgstr)]
            self.assertEqual(*places)

    def test_names_follow_the_language_of_the_reader(self):
        """A name made of words that are translated is another one in each language."""
        fixed = [
            f"{model._name}: {path}"
            for model in self.env.values()
            if model._name.startswith("mkt.") and not model._abstract
            for path in self._translated_parts(model)
        ]
        self.assertFalse(fixed, "@api.depends_context('lang')")

    def _translated_parts(self, model):
        """What the model's name is made of and has translations, unless it follows them."""
        registry = self.env.registry
        name = model._fields["display_name"]
        if "lang" in registry.field_depends_context[name]:
            return
        for path in registry.field_depends[name]:
            of, field = model, None
            for part in path.split("."):
                field = of._fields[part]
                of = self.env[field.comodel_name] if field.relational else of
            if field.relational and of._name != "res.partner":
                field = of._fields["display_name"]
                if of._rec_name and of._fields[of._rec_name].translate:
                    yield path
            # names of people and firms are the same in all languages
            if of._name != "res.partner" and (
                getattr(field, "translate", False)
                or "lang" in registry.field_depends_context.get(field, ())
            ):
                yield path

    def test_chinese_is_complete(self):
        catalog = catalog_of("zh_CN.po")
        template = catalog_of("marketing_office.pot")
        self.assertEqual(terms(catalog), terms(template), "run bin/i18n")
        self.assertFalse([entry.msgid for entry in catalog.untranslated_entries()])
        self.assertFalse([entry.msgid for entry in catalog.fuzzy_entries()])
        self.assertFalse([entry.msgid for entry in catalog.obsolete_entries()])
