"""Two confirmations at the same instant: the pool is never exceeded."""

from datetime import date

from odoo.exceptions import UserError
from odoo.fields import Command

from ..concurrency import ConcurrencyCase

POOL = 1000.0


class TestIncentiveConcurrency(ConcurrencyCase):
    def setUp(self):
        super().setUp()
        made = self.commit(self._make)
        self.director, self.rounds, self.line, self.company = made
        self.addCleanup(self.commit, self._tidy)

    def _make(self, env):
        """A company with a Director, a pool, and two rounds that each want most of it."""
        company = env["res.company"].create({"name": self.id()})
        users = env["res.users"].with_context(no_reset_password=True)
        director, person = users.create(
            [
                {
                    "login": f"{name}-{self.id()}",
                    "name": name,
                    "company_id": company.id,
                    "company_ids": [Command.set(company.ids)],
                }
                for name in ("director", "person")
            ]
        )
        env["mkt.post.assignment"].create(
            {
                "company_id": company.id,
                "user_id": director.id,
                "post_id": env.ref("marketing_office.post_director").id,
                "date_from": company._mkt_today(),
                "department_id": env.ref("marketing_office.department_office").id,
            }
        )
        periods = env["mkt.period"]
        budget = env["mkt.budget"].create(
            {
                "company_id": company.id,
                "department_id": env.ref("marketing_office.department_office").id,
                "period_id": periods._of(company, "year", company._mkt_today()).id,
                "line_ids": [
                    Command.create(
                        {
                            "category_id": env.ref(
                                "marketing_office.category_other"
                            ).id,
                            "planned": POOL,
                        }
                    )
                ],
            }
        )
        budget._on_approved()
        budget.state = "approved"
        rounds = env["mkt.appraisal.round"].create(
            [
                {
                    "company_id": company.id,
                    "period_id": periods._of(company, "month", date(2026, m, 1)).id,
                    "pool_line_id": budget.line_ids.id,
                    "state": "released",
                }
                for m in (1, 2)
            ]
        )
        for appraisal_round in rounds:
            card = env["mkt.appraisal"].create(
                {
                    "round_id": appraisal_round.id,
                    "user_id": person.id,
                    "post_id": env.ref("marketing_office.post_member").id,
                    "state": "released",
                    "coefficient": 1,
                }
            )
            env["mkt.incentive"].create(
                {
                    "round_id": appraisal_round.id,
                    "appraisal_id": card.id,
                    "user_id": person.id,
                    "base": 700,
                }
            )
        return director.id, rounds.ids, budget.line_ids.id, company.id

    def _tidy(self, env):
        # raw: what is confirmed stays on record, and the test takes itself away
        for table in (
            "mkt_incentive",
            "mkt_appraisal",
            "mkt_appraisal_round",
            "mkt_budget_entry",
            "mkt_budget",
            "mkt_post_assignment",
        ):
            env.cr.execute(f"DELETE FROM {table} WHERE company_id = %s", [self.company])
        env["mkt.kpi.run"].search([("company_id", "=", self.company)]).unlink()
        env.cr.execute("DELETE FROM mkt_period WHERE company_id = %s", [self.company])
        users = env["res.users"].search([("company_id", "=", self.company)])
        users.active = False
        users.partner_id.active = False
        env["res.company"].browse(self.company).active = False

    def _confirm(self, round_id):
        def act(env):
            env["mkt.appraisal.round"].browse(round_id).action_confirm_incentives()
            return "confirmed"

        return act

    def _reserved(self):
        return self.commit(
            lambda env: env["mkt.budget.line"].browse(self.line).reserved
        )

    def test_two_rounds_want_one_pool(self):
        outcomes = self.together(
            *map(self._confirm, self.rounds), user_ids=[self.director] * 2
        )
        self.assertEqual(outcomes.count("confirmed"), 1, outcomes)
        [refused] = [outcome for outcome in outcomes if outcome != "confirmed"]
        self.assertIsInstance(refused, UserError)
        self.assertEqual(self._reserved(), 700.0)
        states = self.commit(
            lambda env: (
                env["mkt.incentive"]
                .search([("company_id", "=", self.company)])
                .mapped("state")
            )
        )
        self.assertEqual(sorted(states), ["confirmed", "draft"])

    def test_one_round_confirmed_twice(self):
        outcomes = self.together(
            *map(self._confirm, self.rounds[:1] * 2), user_ids=[self.director] * 2
        )
        self.assertEqual(outcomes.count("confirmed"), 1, outcomes)
        self.assertEqual(self._reserved(), 700.0)
