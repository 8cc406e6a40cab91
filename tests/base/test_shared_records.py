from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Domain

from ..common import POSTS, OfficeCase, Undone
from ..governed_records import VALS

# what has no company is one for all: nobody but Settings writes it
WITHOUT_COMPANY = ("mkt.post", "mkt.sla.level", "mkt.desk.card", "mkt.customer.grade")


class TestSharedRecords(OfficeCase):
    """Nobody of one company changes what another lives by."""

    posts = POSTS

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.boss, cls.newcomer = cls.users["director"], cls.make_user("newcomer")
        cls.admin = cls.make_user("settings", groups="base.group_system")
        cls.optional = [
            model
            for name, model in cls.env.items()
            if name.startswith("mkt.")
            and model._auto
            and not model._abstract
            and not model._transient
            and "company_id" in model._fields
            and model._fields["company_id"].store
            and not model._fields["company_id"].required
            and not model._fields["company_id"].related
        ]
        cls.shared = [
            model
            for model in cls.optional
            if isinstance(model, cls.env.registry["mkt.shared.mixin"])
        ]

    def default(self, model):
        vals = {**VALS[model._name](self), "company_id": False}
        return model.create(vals)

    def test_models(self):
        names = {model._name for model in self.optional}
        self.assertLessEqual({"mkt.sla.policy", "mkt.approval.rule", "mkt.kpi"}, names)
        self.assertGreaterEqual(len(self.shared), 5)

    def test_no_post_writes_what_is_shared(self):
        for model in self.optional:
            for code, user in self.users.items():
                with self.subTest(model=model._name, post=code):
                    vals = {**VALS[model._name](self), "company_id": False}
                    with Undone(self.env), self.assertRaises(UserError):
                        model.with_user(user).create(vals)
                    with Undone(self.env):
                        record = self.default(model).with_user(user)
                        for operation in ("write", "unlink"):
                            self.assertFalse(record.has_access(operation))

    def test_no_post_makes_its_own_shared(self):
        for model in self.optional:
            with self.subTest(model=model._name), Undone(self.env):
                vals = {**VALS[model._name](self), "company_id": self.company.id}
                record = model.create(vals)
                for user in self.users.values():
                    theirs = record.with_user(user)
                    if theirs.has_access("write"):
                        with self.assertRaises(AccessError):
                            theirs.write({"company_id": False})

    def test_what_has_no_company(self):
        for name in WITHOUT_COMPANY:
            model = self.env[name]
            for code, user in self.users.items():
                with self.subTest(model=name, post=code):
                    for operation in ("write", "create", "unlink"):
                        self.assertFalse(model.with_user(user).has_access(operation))

    def test_settings_keep_the_defaults(self):
        for model in self.optional:
            with self.subTest(model=model._name):
                self.assertTrue(
                    self.default(model).with_user(self.admin).has_access("write")
                )

    def test_adapted_for_the_company(self):
        for model in self.shared:
            adapter = next(
                user
                for user in self.users.values()
                if model.with_user(user).has_access("create")
            )
            with self.subTest(model=model._name), Undone(self.env):
                default = self.default(model)
                action = default.with_user(adapter).action_adapt()
                copy = default.adapted_ids
                self.assertEqual(copy.company_id, self.company)
                self.assertTrue(action["res_model"], model._name)
                self.assertTrue(copy.with_user(adapter).has_access("write"))
                # a second time opens the same
                default.with_user(adapter).action_adapt()
                self.assertEqual(default.adapted_ids, copy)
                if "active" in model:
                    copy.active = False
                for company, holds in ((self.company, False), (self.company_b, True)):
                    by_domain = model.search(
                        model._domain_of(company) & Domain("id", "=", default.id)
                    )
                    self.assertEqual(bool(by_domain), holds)
                    here = default.with_company(company)
                    here.invalidate_recordset()
                    self.assertEqual(here.is_in_force, holds)
                with self.assertRaises(UserError):
                    copy.with_user(adapter).action_adapt()

    def test_who_does_not_keep_rules_adapts_none(self):
        for model in self.shared:
            with self.subTest(model=model._name), self.assertRaises(AccessError):
                self.default(model).with_user(self.users["member"]).action_adapt()


class TestAdaptedRules(OfficeCase):
    """The company's copy goes before the shared default where rules are looked up."""

    posts = ("director", "leadership")

    def test_time_limit(self):
        policies = self.env["mkt.sla.policy"]
        policies.search([]).active = False
        shared = policies.create({"name": "Shared", "metric": "resolve", "hours": 8})
        shared.with_user(self.users["director"]).action_adapt()
        own = shared.adapted_ids
        own.with_user(self.users["director"]).hours = 4
        here = self.make_complaint()
        there = self.make_complaint(company_id=self.company_b.id)
        found = policies._matching(here | there)
        self.assertEqual(found[here]["resolve"], own)
        self.assertEqual(found[there]["resolve"], shared)

    def test_approval_rules(self):
        rules = self.env["mkt.approval.rule"]
        rules.search([]).active = False
        director, leadership = self.post("director"), self.post("leadership")
        shared = rules.create(
            [
                {"kind": "budget", "amount_from": 0, "post_id": director.id},
                {"kind": "budget", "amount_from": 1000, "post_id": leadership.id},
            ]
        )
        shared[0].with_user(self.users["leadership"]).action_adapt()
        self.assertEqual(
            rules._posts(self.company, "budget", 5000), director | leadership
        )
        shared[0].adapted_ids.with_user(self.users["leadership"]).amount_from = 9999
        self.assertEqual(rules._posts(self.company, "budget", 5000), leadership)
        self.assertEqual(
            rules._posts(self.company_b, "budget", 5000), director | leadership
        )

    def test_makeup_workday(self):
        workdays = self.env["mkt.makeup.workday"]
        shared = workdays.create({"date": "2099-01-03", "like_weekday": "0"})
        own = workdays.create(
            {
                "date": "2099-01-03",
                "like_weekday": "4",
                "company_id": self.company.id,
            }
        )
        days = "2099-01-01", "2099-01-31"
        self.assertEqual(workdays._of_company(self.company, *days), own)
        self.assertEqual(workdays._of_company(self.company_b, *days), shared)

    def test_causes_of_another_company(self):
        cause = self.env["mkt.complaint.cause"].create(
            {"name": "Theirs", "company_id": self.company_b.id}
        )
        with self.assertRaises(UserError):
            self.make_complaint(cause_id=cause.id)

    def test_categories_of_another_company(self):
        category = self.env["mkt.budget.category"].create(
            {"name": "Theirs", "company_id": self.company_b.id}
        )
        vals = {
            **VALS["mkt.budget"](self),
            "line_ids": [Command.create({"category_id": category.id, "planned": 1})],
        }
        with self.assertRaises(UserError):
            self.env["mkt.budget"].create(vals)
