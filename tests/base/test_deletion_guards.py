import inspect

from odoo.exceptions import UserError

from ..common import OfficeCase, Undone
from ..kept_records import KEPT

UNINSTALL = {"_force_unlink": True}


class TestDeletionGuards(OfficeCase):
    """What the addon keeps from deletion stays, whatever a caller's context says."""

    posts = ()

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        companies = cls.company + cls.company_b
        cls.boss = cls.make_holder(
            "director", groups="base.group_system", companies=companies
        )
        cls.newcomer = cls.make_user("newcomer")
        cls.guards = {
            (name, method.__name__): method
            for name, model in cls.env.registry.items()
            if not model._abstract
            for method in cls.env[name]._ondelete_methods
            if method.__module__.startswith("odoo.addons.marketing_office.")
        }

    def for_each_guard(self, check):
        """Call check(guard, record it keeps, as whoever may do most) for each guard."""
        for (model, name), method in self.guards.items():
            with self.subTest(model=model, guard=name), Undone(self.env):
                check(method, KEPT[model, name](self).with_user(self.boss))

    def test_every_guard_is_tried(self):
        self.assertEqual(set(self.guards), set(KEPT))

    def test_no_guard_hides_another(self):
        for (model, name), _method in self.guards.items():
            classes = inspect.getmro(self.env.registry[model])
            declared = [c for c in classes if name in vars(c)]
            with self.subTest(model=model, guard=name):
                self.assertEqual(len(declared), 1)

    def test_a_context_opens_no_guard(self):
        def check(guard, record):
            # the host asks a guard whether the context may skip it
            self.assertIs(guard._ondelete, True)
            for context in ({}, UNINSTALL, {**UNINSTALL, "module": "marketing_office"}):
                with self.assertRaises(UserError):
                    guard(record.with_context(**context))

        self.for_each_guard(check)

    def test_a_context_deletes_nothing(self):
        def check(_guard, record):
            with self.assertRaises(UserError):
                record.with_context(**UNINSTALL).unlink()
            self.assertTrue(record.sudo().exists())

        self.for_each_guard(check)

    def test_uninstalling_opens_the_guards(self):
        module = self.env["ir.module.module"]._get("marketing_office")

        def check(guard, record):
            module.state = "to remove"
            with self.assertRaises(UserError):
                guard(record)
            guard(record.with_context(**UNINSTALL))

        self.for_each_guard(check)
