from datetime import date

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import freeze_time

from ..common import Undone
from .sales_case import SalesCase

# of orders: what came in a month less what was said of it, by hand
BY_HAND = """
    SELECT 100 * SUM(ABS(said.forecast - came.amount)) / SUM(came.amount)
    FROM mkt_sales_forecast said
    CROSS JOIN LATERAL (
        SELECT COALESCE(SUM(line.price_subtotal / sale.currency_rate), 0) AS amount
        FROM sale_order sale JOIN sale_order_line line ON line.order_id = sale.id
        WHERE sale.company_id = said.company_id AND sale.state = 'sale'
            AND date_trunc('month', sale.date_order AT TIME ZONE 'UTC'
                AT TIME ZONE 'Asia/Shanghai') = said.date_from
            AND (said.user_id IS NULL OR sale.user_id = said.user_id)
            AND (said.team_id IS NULL OR sale.team_id = said.team_id)
    ) came
    WHERE said.company_id = %s AND said.kind = %s
        AND COALESCE(said.team_id, said.user_id, 0) = %s
"""


class TestSalesForecast(SalesCase):
    """What was said of August and September when they began, and what came."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls.approve(cls.make_plan(120_000))
        cls.forecasts = cls.env["mkt.sales.forecast"]

    def make_lead(self, day, amount, user=None):
        return self.env["crm.lead"].create(
            {
                "name": "Plant",
                "type": "opportunity",
                "expected_revenue": amount,
                "probability": 50,
                "user_id": (user or self.seller).id,
                "team_id": self.team.id,
                "company_id": self.company.id,
                "date_deadline": day,
            }
        )

    def run_cron(self, day):
        """What the scheduled action does at noon of the day."""
        with freeze_time(f"{day} 04:00:00"), self.enter_registry_test_mode():
            self.env.ref(
                "marketing_office.ir_cron_forecast_sales"
            ).method_direct_trigger()
        self.env.invalidate_all()

    def said(self, month, record=None, kind="person"):
        scope = (kind, record.id) if record else ("company", 0)
        return self.forecasts.search([("date_from", "=", month)]).filtered(
            lambda forecast: forecast._scope() == scope
        )

    def two_months(self):
        """August: said 1,000, came 800. September: said 500, came 700 and 40 of nobody."""
        leads = self.make_lead("2026-08-20", 2000), self.make_lead("2026-09-20", 1000)
        self.run_cron("2026-08-01")
        self.sell(800, date(2026, 8, 31), self.seller, team_id=self.team.id)
        leads[0].active = False
        self.run_cron("2026-09-01")
        self.sell(700, date(2026, 9, 1), self.seller, team_id=self.team.id)
        self.sell(40, date(2026, 9, 30))
        self.run_cron("2026-10-08")

    def test_kept_when_the_month_begins(self):
        lead = self.make_lead("2026-08-20", 2000)
        self.run_cron("2026-08-01")
        mine, whole = self.said(date(2026, 8, 1), self.seller), self.said("2026-08-01")
        self.assertEqual((mine.forecast, whole.forecast), (1000, 1000))
        self.assertEqual(self.said(date(2026, 8, 1), self.other).forecast, 0)
        self.assertIs(mine.actual, False)
        # what is heard later changes nothing of what was said
        lead.expected_revenue = 9000
        self.run_cron("2026-08-02")
        self.assertEqual(mine.forecast, 1000)
        self.assertEqual(len(self.said(date(2026, 8, 1), self.seller)), 1)

    def test_what_was_sold_before_counts_and_today_does_not(self):
        self.sell(70, date(2026, 8, 2), self.seller)
        self.sell(900, date(2026, 8, 3), self.seller)
        self.run_cron("2026-08-03")
        self.assertEqual(self.said(date(2026, 8, 1), self.seller).forecast, 70)

    def test_too_late_in_the_month_nothing_is_kept(self):
        self.run_cron("2026-08-06")
        self.assertFalse(self.forecasts.search([]))

    def test_a_plan_that_is_not_in_force_says_nothing(self):
        draft = self.make_plan(period_id=self.period("month", date(2026, 8, 1)).id)
        self.run_cron("2026-08-01")
        self.assertFalse(self.forecasts.search([("plan_id", "=", draft.id)]))

    def test_what_came(self):
        self.two_months()
        august = self.said(date(2026, 8, 1), self.seller)
        self.assertEqual((august.forecast, august.actual), (1000, 800))
        self.assertEqual((august.deviation, august.miss, august.error), (200, 200, 25))
        september = self.said(date(2026, 9, 1), self.seller)
        self.assertEqual((september.deviation, september.miss), (-200, 200))
        self.assertEqual(self.said(date(2026, 9, 1)).actual, 740)
        # an order that comes in late counts, until the month is closed
        late = self.sell(100, date(2026, 9, 30), self.seller)
        self.run_cron("2026-10-09")
        self.assertEqual(september.actual, 800)
        september.period_id.state = "closed"
        late._action_cancel()
        self.run_cron("2026-10-10")
        self.assertEqual(september.actual, 800)

    def test_it_stands_beside_the_forecast(self):
        self.two_months()
        with freeze_time("2026-10-08 04:00:00"):
            line = self.line(self.plan, self.seller)
            self.assertAlmostEqual(line.forecast_error, 100 * 400 / 1500, 1)
            company = self.line(self.plan)
            self.assertAlmostEqual(company.forecast_error, 100 * 440 / 1540, 1)
            # who sold nothing has no error: nothing came to compare with
            self.assertIs(self.line(self.plan, self.other).forecast_error, False)
        with freeze_time("2027-11-01 04:00:00"):
            self.env.invalidate_all()
            self.assertIs(line.forecast_error, False)
        action = line.with_user(self.seller).action_view_forecasts()
        found = self.forecasts.with_user(self.seller).search(action["domain"])
        self.assertEqual(found.user_id, self.seller)

    def test_the_indicator_and_the_hand_written_query(self):
        self.two_months()
        kpi = self.kpi("forecast_error")
        self.compute(kpi)
        self.env.flush_all()
        year = self.year
        for kind, record, scope in (
            ("company", None, {}),
            ("team", self.team, {"team_id": self.team}),
            ("person", self.seller, {"user_id": self.seller}),
        ):
            self.env.cr.execute(
                BY_HAND, [self.company.id, kind, record.id if record else 0]
            )
            [[expected]] = self.env.cr.fetchall()
            self.assertGreater(expected, 0)
            self.assertFigure(kpi, year, float(expected), **scope)
        self.assertFigure(
            kpi, self.period("month", date(2026, 8, 1)), 25, user_id=self.seller
        )
        value = self.value(kpi, year, user_id=self.seller)
        action = value.with_user(self.users["director"]).action_drill_down()
        behind = self.forecasts.search(action["domain"])
        self.assertEqual(set(behind.mapped("forecast")), {1000, 500})

    def test_who_reads_and_nobody_writes(self):
        self.two_months()
        mine, theirs = (
            self.said(date(2026, 8, 1), user) for user in (self.seller, self.other)
        )
        self.assertEqual(mine.with_user(self.seller).forecast, 1000)
        with self.assertRaises(AccessError):
            theirs.with_user(self.seller).read(["forecast"])
        for code in ("sales_manager", "director", "finance_manager", "leadership"):
            theirs.with_user(self.users[code]).read(["forecast"])
            with self.assertRaises(AccessError):
                theirs.with_user(self.users[code]).forecast = 1

    def test_a_revision_goes_on_where_the_plan_was(self):
        self.run_cron("2026-08-01")
        revision = self.plan.action_revise("The market has grown")
        self.approve(revision)
        self.run_cron("2026-08-02")
        months = self.said(date(2026, 8, 1), self.seller)
        self.assertEqual(months.plan_id, self.plan)
        self.run_cron("2026-09-01")
        self.assertEqual(self.said(date(2026, 9, 1), self.seller).plan_id, revision)

    def test_queries_do_not_grow_with_people(self):
        counts = []
        for size in (5, 25):
            with Undone(self.env):
                people = self.env["res.users"].create(
                    [{"name": f"F{n}", "login": f"f{size}-{n}"} for n in range(size)]
                )
                self.team.member_ids = [Command.link(u.id) for u in people]
                revision = self.plan.action_revise("More people")
                revision.action_fill()
                revision.action_allocate()
                self.approve(revision)
                with freeze_time("2026-08-01 04:00:00"):
                    self.env.flush_all()
                    self.env.invalidate_all()
                    before = self.cr.sql_log_count
                    # as the scheduled action does
                    revision.sudo()._keep_forecast()
                    revision.line_ids.mapped("forecast_error")
                    self.env.flush_all()
                    counts.append(self.cr.sql_log_count - before)
                self.assertGreater(len(self.forecasts.search([])), size)
        self.assertEqual(*counts)
