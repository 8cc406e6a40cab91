from odoo.exceptions import ValidationError
from odoo.tests import new_test_user

from ..concurrency import ConcurrencyCase


class TestAssignmentConcurrency(ConcurrencyCase):
    """Two people appoint one person at the same instant: the rules hold all the same."""

    def setUp(self):
        super().setUp()
        self.user_id = self.commit(self.make_user)
        self.addCleanup(self.commit, self.tidy_up)

    def make_user(self, env):
        return new_test_user(env, login="twice_appointed").id

    def tidy_up(self, env):
        self.assignments(env).write({"date_from": "2099-01-01", "date_to": False})
        self.assignments(env).unlink()
        env["res.users"].browse(self.user_id).unlink()

    def assignments(self, env):
        return env["mkt.post.assignment"].search([("user_id", "=", self.user_id)])

    def appoint(self, code, **vals):
        def appoint(env):
            post = env.ref(f"marketing_office.post_{code}")
            return (
                env["mkt.post.assignment"]
                .create({"user_id": self.user_id, "post_id": post.id, **vals})
                .ids
            )

        return appoint

    def assertOneWins(self, outcomes):
        errors = [o for o in outcomes if isinstance(o, ValidationError)]
        self.assertEqual(len(errors), 1, outcomes)
        self.assertEqual(self.commit(lambda env: len(self.assignments(env))), 1)

    def test_incompatible_posts(self):
        outcomes = self.together(
            self.appoint("director"), self.appoint("finance_manager")
        )
        self.assertOneWins(outcomes)

    def test_same_post_twice(self):
        outcomes = self.together(
            self.appoint("sales_manager"), self.appoint("sales_manager", role="deputy")
        )
        self.assertOneWins(outcomes)

    def test_compatible_posts(self):
        outcomes = self.together(
            self.appoint("sales_manager"), self.appoint("account_manager")
        )
        self.assertTrue(all(isinstance(o, list) for o in outcomes), outcomes)
        held = self.commit(
            lambda env: (
                env["res.users"]
                .browse(self.user_id)
                .group_ids.get_external_id()
                .values()
            )
        )
        self.assertLessEqual(
            {
                "marketing_office.group_sales_manager",
                "marketing_office.group_account_manager",
            },
            set(held),
        )
