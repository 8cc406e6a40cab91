"""The share of plan goals reached, beside SQL that is written by hand."""

from datetime import date

from odoo.fields import Command

from ..indicator.kpi_case import KpiCase

BY_HAND = """
    SELECT to_char(due, 'YYYY-MM'), 100.0 * COUNT(*) FILTER (WHERE margin >= 0)
        / COUNT(*)
    FROM (
        SELECT period.date_to AS due,
            CASE kpi.direction WHEN 'higher' THEN 1 ELSE -1 END * ((
                SELECT entry.value FROM mkt_kpi_entry entry
                WHERE entry.kpi_id = goal.kpi_id
                    AND entry.period_id = goal.period_id
            ) - goal.target) AS margin
        FROM mkt_plan_goal goal, mkt_plan plan, mkt_kpi kpi, mkt_period period
        WHERE plan.id = goal.plan_id AND kpi.id = goal.kpi_id
            AND period.id = goal.period_id AND plan.company_id = %(company)s
            AND plan.state IN ('approved', 'closed') AND period.date_to < %(today)s
    ) goals GROUP BY 1
"""


class TestKpiPlanGoals(KpiCase):
    posts = ("director", "sales_staff")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.share = cls.kpi("plan_goals")
        cls.more = cls.make_kpi(name="Shops won", kind="manual")
        cls.less = cls.make_kpi(name="Days late", kind="manual", direction="lower")
        cls.plan = cls.env["mkt.plan"].create(
            {
                "name": "Plan",
                "period_id": cls.period("year").id,
                "state": "approved",
                "goal_ids": [
                    Command.create(
                        {
                            "kpi_id": kpi.id,
                            "period_id": cls.period("month", date(2026, month, 1)).id,
                            "target": target,
                        }
                    )
                    for kpi, month, target in (
                        (cls.more, 8, 10),
                        (cls.less, 8, 5),
                        (cls.more, 9, 10),
                        (cls.less, 9, 5),
                    )
                ],
            }
        )
        for kpi, month, value in (
            (cls.more, 8, 10),
            (cls.less, 8, 6),
            (cls.less, 9, 5),
        ):
            cls.env["mkt.kpi.entry"].create(
                {
                    "kpi_id": kpi.id,
                    "period_id": cls.period("month", date(2026, month, 1)).id,
                    "value": value,
                    "source": "Test",
                }
            )

    def figures(self):
        self.compute(self.more, self.less, self.share)
        values = self.values.search(
            [
                ("kpi_id", "=", self.share.id),
                ("period_kind", "=", "month"),
                ("has_value", "=", True),
                ("company_id", "=", self.company.id),
            ]
        )
        return {f"{v.date_from:%Y-%m}": v.value for v in values}

    def assertAgrees(self):
        found = self.figures()
        self.env.flush_all()
        self.env.cr.execute(
            BY_HAND,
            {"company": self.company.id, "today": self.company._mkt_today()},
        )
        expected = {month: float(share) for month, share in self.env.cr.fetchall()}
        self.assertEqual(found, expected)
        return found

    def test_equal_to_sql(self):
        # in September one goal has no figure: it was due and is not reached
        self.assertEqual(self.assertAgrees(), {"2026-08": 50, "2026-09": 50})
        self.assertFigure(self.share, self.period("quarter", date(2026, 7, 1)), 50)
        self.assertFigure(self.share, self.period("month", date(2026, 7, 1)), None)

    def test_a_target_of_zero_counts_alike_everywhere(self):
        goals = self.plan.goal_ids
        goals.target = 0
        self.env["mkt.kpi.target"].create([goal._target_vals() for goal in goals])
        entries = self.env["mkt.kpi.entry"].search([("kpi_id", "in", goals.kpi_id.ids)])
        judged = goals - goals[2]  # of which there is no figure
        for value in (-1, 0, 1):
            with self.subTest(value):
                entries.value = value
                more, less = value >= 0, value <= 0
                self.assertEqual(
                    self.assertAgrees(),
                    {"2026-08": 50 * (more + less), "2026-09": 50 * less},
                )
                met = more + 2 * less
                self.env.invalidate_all()
                self.assertEqual(self.plan.goals_reached, f"{met} of 3")
                for shown in (judged, self.rows(judged)):
                    self.assertEqual(shown.mapped("colour").count("green"), met)
                    words = shown.mapped("achievement_label")
                    self.assertEqual(words.count("Met"), met)

    def rows(self, goals):
        return self.values.union(
            *(self.value(goal.kpi_id, goal.period_id) for goal in goals)
        )

    def test_goals_of_drafts_and_of_old_versions_do_not_count(self):
        for state in ("draft", "superseded"):
            self.plan.state = state
            self.assertEqual(self.assertAgrees(), {})

    def test_a_goal_whose_period_lasts_is_not_due(self):
        today = self.company._mkt_today()
        self.plan.goal_ids[0].period_id = self.period("month", today)
        self.assertEqual(
            set(self.assertAgrees()) & {f"{today:%Y-%m}"},
            set(),
        )

    def test_of_its_own_company_alone(self):
        self.compute(self.more, self.less, self.share, company=self.company_b)
        self.assertFalse(
            self.values.search(
                [
                    ("kpi_id", "=", self.share.id),
                    ("company_id", "=", self.company_b.id),
                    ("has_value", "=", True),
                ]
            )
        )

    def test_computed_behind_the_indicators_it_judges(self):
        every = self.env["mkt.kpi"].search([])
        self.assertEqual(every._in_order()[-1], self.share)
        ratio = self.make_kpi(
            kind="ratio", numerator_id=self.share.id, denominator_id=self.more.id
        )
        ordered = (every | ratio)._in_order()
        self.assertEqual(ordered[-2:], self.share | ratio)

    def test_drill_down_opens_the_goals(self):
        self.figures()
        value = self.value(self.share, self.period("quarter", date(2026, 7, 1)))
        director = value.with_user(self.users["director"])
        action = director.action_drill_down()
        goals = self.env["mkt.plan.goal"].search(action["domain"])
        self.assertEqual(goals, self.plan.goal_ids)

    def test_one_query(self):
        runs = self.compute(self.more, self.less, self.share)
        run = runs.filtered(lambda r: r.kpi_id == self.share)
        calendar = run._calendar(run._periods())
        self.env.flush_all()
        self.company._mkt_today()
        before = self.env.cr.sql_log_count
        self.share._figures(self.company, calendar)
        self.assertEqual(self.env.cr.sql_log_count - before, 1)
