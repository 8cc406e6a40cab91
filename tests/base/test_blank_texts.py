"""A name or reason that nobody sees is none: over all required texts of our models."""

from odoo.exceptions import UserError

from ..common import OfficeCase

BLANK = ("", "  ", "\u3000", "\u200b\ufeff", " \u2060\t")


class TestBlankTexts(OfficeCase):
    posts = ()

    def required_texts(self):
        """(Model, field) of all that people write and must, in documents and settings."""
        for name, model in sorted(self.env.registry.items()):
            if not name.startswith("mkt.") or model._abstract or model._transient:
                continue
            governed = getattr(self.env[name], "_governed_names", set)()
            for field in model._fields.values():
                if (
                    field.type in ("char", "text")
                    and field.required
                    and field.store
                    and field.name not in governed
                    and not (field.compute or field.related or field.readonly)
                ):
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
