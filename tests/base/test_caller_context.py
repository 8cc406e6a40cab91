import json

from odoo.models import MAGIC_COLUMNS

from ..common import OfficeCase, Undone
from ..governed_records import SAMPLES, VALS, forged

TRACKING_OFF = ("tracking_disable", "mail_notrack")


class TestCallerContext(OfficeCase):
    """What stands in the context of a call, or is kept as a default, bends no rule."""

    posts = ("customer_service_manager",)
    mail_disabled = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        companies = cls.company + cls.company_b
        cls.boss = cls.make_holder(
            "director", groups="base.group_system", companies=companies
        )
        cls.newcomer = cls.make_user("newcomer", companies=companies)
        cls.clerk = cls.users["customer_service_manager"]
        cls.mixin = cls.env.registry["mkt.governed.mixin"]
        cls.models = [
            cls.env[name]
            for name, model in cls.env.registry.items()
            if name.startswith("mkt.")
            and issubclass(model, cls.mixin)
            and not model._abstract
        ]

    def for_each_model(self, check):
        for model in self.models:
            with self.subTest(model=model._name), Undone(self.env):
                check(model)

    def make(self, model, context=None):
        """A record that a checked method makes while the boss calls it."""
        vals = VALS[model._name](self)
        return (
            model.with_user(self.boss).sudo().with_context(context or {}).create(vals)
        )

    def test_every_discussed_model_is_governed(self):
        thread = self.env.registry["mail.thread"]
        for name, model in self.env.registry.items():
            if name.startswith("mkt.") and issubclass(model, thread):
                with self.subTest(model=name):
                    order = model.mro()
                    # the host asks the context: it has to be cleaned before
                    self.assertLess(order.index(self.mixin), order.index(thread))

    def tracked(self, record, name, key):
        """Fields whose change is on record when the field is written under the key."""
        with Undone(self.env):
            before = record.message_ids
            record.with_context(**{key: True})[name] = forged(record, name)
            self.env.cr.precommit.run()
            record.invalidate_recordset()
            messages = (record.message_ids - before).sudo()
            return messages.tracking_value_ids.field_id.mapped("name")

    def test_changes_are_tracked(self):
        def check(model):
            record = self.make(model)
            # a text before a day, which has to stand in order with others
            tracked = sorted(
                record._track_get_fields(),
                key=lambda name: (record._fields[name].type != "char", name),
            )
            names = [
                name
                for name in tracked
                if record._fields[name].type in ("char", "float", "date", "selection")
                and not record._fields[name].compute
            ]
            self.env.cr.precommit.clear()
            for key in TRACKING_OFF if names else ():
                self.assertIn(names[0], self.tracked(record, names[0], key), key)

        threads = [m for m in self.models if hasattr(m, "_track_get_fields")]
        self.models = threads
        self.for_each_model(check)

    def forged_values(self, model):
        """Other values than usual for the fields of the model that can have a default."""
        record = self.make(model)
        return {
            name: forged(record, name)
            for name, field in model._fields.items()
            if field.store and name not in MAGIC_COLUMNS
            # the present moment is another one each time
            if field.type in SAMPLES and field.type != "datetime"
        }

    def test_checked_methods_take_no_defaults_from_the_context(self):
        def check(model):
            values = self.forged_values(model)
            context = {f"default_{name}": value for name, value in values.items()}
            made = model.with_user(self.boss).sudo()
            defaults = made.with_context(**context).default_get(list(values))
            self.assertEqual(defaults, made.default_get(list(values)))

        self.for_each_model(check)

    def test_defaults_that_a_user_keeps(self):
        def check(model):
            theirs = model.with_user(self.boss)
            values = self.forged_values(model)
            governed = [n for n in values if n in model._governed_names()]
            usual = (
                theirs.default_get(governed),
                theirs.sudo().default_get(list(values)),
            )
            fields = self.env["ir.model.fields"]
            self.env["ir.default"].with_user(self.boss).create(
                [
                    {
                        "field_id": fields._get(model._name, name).id,
                        "user_id": self.boss.id,
                        "json_value": json.dumps(value),
                    }
                    for name, value in values.items()
                    if not model._fields[name].type.endswith("2many")
                ]
            )
            self.assertEqual(theirs.default_get(governed), usual[0])
            self.assertEqual(theirs.sudo().default_get(list(values)), usual[1])

        self.for_each_model(check)

    def test_archived_rules_and_limits_stay_archived(self):
        rules = self.env["mkt.approval.rule"].with_context(active_test=False)
        asked = rules._posts(self.company, "campaign", 100)
        leadership = self.post("leadership")
        self.assertNotEqual(asked, leadership)
        rules.create(
            {
                "kind": "campaign",
                "amount_from": 0,
                "post_id": leadership.id,
                "company_id": self.company.id,
                "active": False,
            }
        )
        self.assertEqual(rules._posts(self.company, "campaign", 100), asked)
        case = self.make_complaint()
        limits = self.env["mkt.sla.policy"].with_context(active_test=False)
        for limit in limits.search([]):
            limit.copy({"hours": 999, "sequence": -1, "active": False})
        for limit in limits._matching(case)[case].values():
            self.assertLess(limit.hours, 999)

    def test_numbers_are_those_of_today(self):
        cases = self.env["mkt.complaint"].with_user(self.clerk)
        for moment in ("1999-01-01", "no moment at all"):
            context = {"ir_sequence_date": moment, "ir_sequence_date_range": moment}
            case = cases.with_context(**context).create({"name": "Relay fails"})
            year = self.company._mkt_today().year
            self.assertIn(f"{year}-", case.number)

    def test_notices_are_not_skipped(self):
        signal = self.make(self.env["mkt.signal"])
        signal.activity_schedule("marketing_office.mail_activity_type_signal")
        self.assertTrue(signal.activity_ids)
        told = signal.with_context(mail_activity_automation_skip=True)
        told._answer("no_change", "It is over.")
        self.assertFalse(signal.activity_ids)
