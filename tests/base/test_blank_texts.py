"""A name or reason that nobody sees is none: over all required texts of our models."""

from odoo.exceptions import UserError

from ..common import OfficeCase
from ..entered_fields import entered_fields

BLANK = ("", "  ", "\u3000", "\u200b\ufeff", " \u2060\t")


class TestBlankTexts(OfficeCase):
    posts = ()

    def required_texts(self):
        """(Model, field) of all that people write and must, in documents and settings."""
        for name, field in entered_fields(self.env):
            if field.type in ("char", "text") and field.required:
                yield name, field.name

    def test_tables_are_found(self):
        found = set(self.required_texts())
        for row in (
            ("mkt.segment", "name"),
            ("mkt.complaint", "name"),
            ("mkt.sla.policy", "name"),
            ("mkt.competitor.product", "name"),
            ("mkt.market.size", "source"),
        ):
            self.assertIn(row, found)

    def test_none_is_entered(self):
        administrator = self.make_user("settings", groups="base.group_system")
        for model, name in self.required_texts():
            records = self.env[model].with_user(administrator)
            for blank in BLANK:
                with self.subTest(model=model, field=name, blank=ascii(blank)):
                    with self.assertRaisesRegex(UserError, "Write something"):
                        records.create({name: blank})
                    # over another text, on whatever record
                    with self.assertRaises(UserError):
                        records.write({name: blank})
