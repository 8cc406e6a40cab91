"""One document, several people or tabs at the same instant: one decision counts."""

from odoo.exceptions import UserError

from ..budget.budget_workers import make_competition, state_of, tidy_up
from ..concurrency import ConcurrencyCase


class TestApprovalConcurrency(ConcurrencyCase):
    def setUp(self):
        super().setUp()
        self.competition = self.commit(lambda env: make_competition(env, 1, 1, share=5))
        self.addCleanup(self.commit, lambda env: tidy_up(env, self.competition))
        self.request_id = self.competition["shares"][0][0]
        self.manager = self.competition["manager"]
        self.member = self.commit(lambda env: self.request(env).user_id.id)

    def request(self, env):
        return env["mkt.expense.request"].browse(self.request_id)

    def approve(self, env):
        self.request(env).with_user(self.manager).action_approve()

    def at_once(self, *calls):
        """Each (user, method, arguments) at the same instant: (state, refusals)."""
        outcomes = self.together(
            *(
                lambda env, m=method, a=arguments: getattr(self.request(env), m)(*a)
                for _user, method, *arguments in calls
            ),
            user_ids=[user for user, *_call in calls],
        )
        problems = [each for each in outcomes if isinstance(each, Exception)]
        for problem in problems:
            self.assertIsInstance(problem, UserError)
        state = self.commit(lambda env: state_of(env, self.competition))
        for name in ("overspent", "differences", "lines", "without_reason"):
            self.assertFalse(state[name], name)
        return next(iter(state["states"])), len(problems)

    def test_approved_in_two_tabs(self):
        call = self.manager, "action_approve"
        self.assertEqual(self.at_once(call, call), ("approved", 1))

    def test_approved_and_refused(self):
        state, refusals = self.at_once(
            (self.manager, "action_approve"), (self.manager, "action_refuse", "no")
        )
        self.assertIn(state, ("approved", "refused"))
        self.assertEqual(refusals, 1)

    def test_approved_and_withdrawn(self):
        state, refusals = self.at_once(
            (self.manager, "action_approve"), (self.member, "action_withdraw")
        )
        self.assertIn(state, ("approved", "draft"))
        self.assertEqual(refusals, 1)

    def test_settled_and_cancelled(self):
        self.commit(self.approve)
        state, refusals = self.at_once(
            (self.manager, "action_settle"), (self.member, "action_cancel", "rain")
        )
        self.assertIn(state, ("settled", "cancelled"))
        self.assertEqual(refusals, 1)

    def test_settled_twice(self):
        self.commit(self.approve)
        call = self.manager, "action_settle"
        self.assertEqual(self.at_once(call, call), ("settled", 1))

    def test_two_lines_of_bills(self):
        self.commit(self.approve)

        def spend(env, number):
            source = env["account.move.line"].browse(10**8 + number)
            self.request(env)._sync_spending(source, 1)

        outcomes = self.together(*(lambda env, n=n: spend(env, n) for n in range(4)))
        self.assertEqual(outcomes, [None] * 4)
        self.assertEqual(self.commit(lambda env: self.request(env).spent), 4)
        state = self.commit(lambda env: state_of(env, self.competition))
        self.assertFalse(state["differences"] or state["lines"])
