"""An amount that no office has was mistyped: over all figures of our models."""

from odoo.exceptions import UserError, ValidationError

from odoo.addons.marketing_office.models.base.mkt_written_mixin import LIMITS
from odoo.addons.marketing_office.tools.amount import LARGEST

from ..common import OfficeCase
from ..entered_fields import entered_fields

ABSURD = {kind: 10 * largest for kind, largest in LIMITS.items()}


class TestAbsurdFigures(OfficeCase):
    posts = ("market_researcher",)

    def figures(self):
        """(Model, field, a value beyond measure) of all figures that people enter."""
        for name, field in entered_fields(self.env):
            if field.type in ABSURD:
                yield name, field.name, ABSURD[field.type]

    def test_figures_are_found(self):
        found = {(model, name) for model, name, _absurd in self.figures()}
        for row in (
            ("mkt.observation", "price"),
            ("mkt.market.size", "size"),
            ("mkt.expense.request", "amount"),
            ("mkt.plan.goal", "target"),
            ("mkt.brand.awareness", "asked_count"),
        ):
            self.assertIn(row, found)

    def test_none_is_entered(self):
        administrator = self.make_user("settings", groups="base.group_system")
        for model, name, absurd in self.figures():
            records = self.env[model].with_user(administrator)
            for value in (absurd, -absurd, float("inf")):
                with self.subTest(model=model, field=name, value=value):
                    may = records.has_access("create")
                    refused = ValidationError if may else UserError
                    with self.assertRaises(refused):
                        records.create({name: value})
                    # over another figure, on whatever record
                    with self.assertRaises(refused):
                        records.write({name: value})

    def test_money_is_rounded_as_it_is_stored(self):
        """The host rounds by a currency that is known before the record is there."""
        for name, model in self.env.registry.items():
            if not name.startswith("mkt.") or model._abstract or not model._auto:
                continue
            for field in model._fields.values():
                # from which amount a rule holds is nothing that is added up
                if (
                    field.type != "monetary"
                    or not field.store
                    or name == "mkt.approval.rule"
                ):
                    continue
                with self.subTest(model=name, field=field.name):
                    given = model._fields[field.get_currency_field(self.env[name])]
                    if given.related:
                        given = model._fields[given.related.split(".")[0]]
                    self.assertTrue(given.precompute or not given.compute)

    def test_large_ones_are(self):
        observations = self.env["mkt.observation"].with_user(
            self.users["market_researcher"]
        )
        vals = {"name": "A whole power station", "kind": "price", "price": LARGEST}
        self.assertEqual(observations.create(vals).price, LARGEST)
