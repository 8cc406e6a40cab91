"""The helper of the concurrency tests really runs transactions side by side."""

from odoo.exceptions import UserError

from ..concurrency import ConcurrencyCase

KEY = "marketing_office.test_counter"


class TestConcurrencyHelper(ConcurrencyCase):
    def counter(self, env):
        return env["ir.config_parameter"].search([("key", "=", KEY)])

    def setUp(self):
        super().setUp()
        self.addCleanup(self.commit, lambda env: self.counter(env).unlink())
        self.commit(lambda env: env["ir.config_parameter"].set_param(KEY, "0"))

    def test_both_read_the_same_and_both_increments_count(self):
        seen = []

        def increment(env):
            counter = self.counter(env)
            seen.append(counter.value)
            counter.value = str(int(counter.value) + 1)
            return counter.value

        outcomes = self.together(increment, increment)

        self.assertCountEqual(outcomes, ["1", "2"])
        self.assertCountEqual(seen, ["0", "0", "1"], "the loser was not retried")
        self.assertEqual(self.commit(lambda env: self.counter(env).value), "2")

    def test_each_has_its_own_transaction(self):
        def transaction_id(env):
            return env.execute_query_dict("SELECT txid_current() AS id")[0]["id"]

        outcomes = self.together(*[transaction_id] * 3)

        self.assertEqual(len(set(outcomes)), 3)

    def test_outcomes_stand_in_order_and_errors_change_nothing(self):
        def refuse(env):
            self.counter(env).value = "9"
            raise UserError("refused")

        first, second = self.together(refuse, lambda env: "done")

        self.assertIsInstance(first, UserError)
        self.assertEqual(second, "done")
        self.assertEqual(self.commit(lambda env: self.counter(env).value), "0")

    def test_each_runs_as_its_user(self):
        admin = self.commit(lambda env: env.ref("base.user_admin").id)
        guest = self.commit(lambda env: env.ref("base.public_user").id)

        outcomes = self.together(
            *[lambda env: (env.uid, env.su)] * 2, user_ids=[admin, guest]
        )

        self.assertEqual(outcomes, [(admin, False), (guest, False)])
