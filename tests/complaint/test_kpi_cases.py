from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import freeze_time

from ..indicator.kpi_case import KpiCase

HOURS = st.integers(0, 24 * 80)
CASES = st.lists(
    st.fixed_dictionaries(
        {
            "received": HOURS.map(lambda n: datetime(2026, 5, 20) + timedelta(hours=n)),
            "acknowledged": st.none() | st.integers(0, 200),
            "resolved": st.none() | st.integers(100, 400),
            "closed": st.none() | st.integers(200, 900),
            "state": st.sampled_from(["received", "closed", "closed", "cancelled"]),
            "person": st.integers(0, 2),
        }
    ),
    max_size=6,
)


class TestKpiCases(KpiCase):
    posts = ("director", "customer_service_manager", "service_clerk")
    assigned_since = date(2026, 1, 1)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.periods._generate(cls.company)
        cls.handlers = [
            cls.users["service_clerk"],
            cls.users["customer_service_manager"],
        ]
        cls.pool = cls.env["mkt.complaint"].create([{"name": "Case"}] * 6)
        cls.env["mkt.complaint"].search(
            [("id", "not in", cls.pool.ids)]
        ).state = "cancelled"

    def write_cases(self, cases):
        """Give the cases of the pool these dates; the rest of the pool is cancelled."""
        self.pool.write({"state": "cancelled", "user_id": False})
        handlers = [self.env["res.users"], *self.handlers]
        for complaint, case in zip(self.pool, cases, strict=False):
            moments = {
                name: case[name] is not None
                and case["received"] + timedelta(hours=case[name])
                for name in ("acknowledged", "resolved", "closed")
            }
            complaint.write(
                {
                    "state": case["state"],
                    "received_at": case["received"],
                    "acknowledged_at": moments["acknowledged"],
                    "resolved_at": moments["resolved"],
                    "closed_at": moments["closed"],
                    "user_id": handlers[case["person"]].id,
                }
            )
        self.env.flush_all()

    def expected(self, moment, measure, user):
        self.env.cr.execute(
            f"""
            SELECT date_trunc('month', {moment} + interval '8 hours')::date, {measure}
            FROM mkt_complaint
            WHERE state <> 'cancelled' AND {moment} IS NOT NULL AND company_id = %s
                AND (%s::int IS NULL OR user_id = %s)
            GROUP BY 1
            """,
            [self.company.id, user, user],
        )
        return dict(self.env.cr.fetchall())

    @given(CASES)
    @settings(max_examples=12)
    def test_against_sql(self, cases):
        self.write_cases(cases)
        hours = "AVG(EXTRACT(epoch FROM {} - received_at) / 3600)".format
        for name, moment, measure in (
            ("cases_received", "received_at", "COUNT(*)"),
            ("cases_closed", "closed_at", "COUNT(*)"),
            (
                "hours_to_acknowledge",
                "acknowledged_at",
                hours("acknowledged_at"),
            ),
            ("hours_to_resolve", "resolved_at", hours("resolved_at")),
        ):
            kpi = self.kpi(name)
            self.compute(kpi)
            for user in (None, *self.handlers):
                found = self.values.search(
                    [
                        ("kpi_id", "=", kpi.id),
                        ("period_kind", "=", "month"),
                        ("scope", "=", "user" if user else "company"),
                        ("user_id", "=", user and user.id),
                    ]
                )
                expected = self.expected(moment, measure, user and user.id)
                self.assertEqual(set(found.mapped("date_from")), set(expected))
                for row in found:
                    self.assertAlmostEqual(row.value, float(expected[row.date_from]), 2)

    def test_time_limits_kept(self):
        """Each limit counts once: kept when the step was taken, missed when it passed."""
        policy = self.env["mkt.sla.policy"].search([("metric", "=", "acknowledge")])
        self.assertTrue(policy)
        with freeze_time("2026-09-07 02:00:00"):
            kept, missed, waiting, cancelled = (
                self.make_complaint(user_id=self.handlers[0].id) for _n in range(4)
            )
            kept.action_acknowledge()
        with freeze_time("2026-09-25 02:00:00"):
            missed.action_acknowledge()
            cancelled.action_cancel("by mistake")
            self.env["mkt.sla.clock"].search([])._alert(datetime(2026, 9, 25, 2))
        self.env.flush_all()
        kpi = self.kpi("limits_kept")
        self.compute(kpi)
        clocks = (kept + missed + waiting).clock_ids
        expected_kept = clocks.filtered(lambda c: c.state == "met")
        expected_missed = clocks.filtered("breached_at")
        self.assertTrue(expected_kept)
        self.assertIn(missed, expected_missed.complaint_id)
        self.assertIn(waiting, expected_missed.complaint_id)
        row = self.value(kpi, self.period("month", datetime(2026, 9, 1).date()))
        self.assertEqual(row.numerator, len(expected_kept))
        self.assertEqual(row.denominator, len(expected_kept | expected_missed))

    def test_rating(self):
        with freeze_time("2026-10-10 02:00:00"):
            for rate in (5, 1, 3):
                complaint = self.make_complaint(
                    partner_id=self.customer.id, user_id=self.handlers[0].id
                )
                complaint.rating_apply(
                    rate, token=complaint._for_customer()._rating_get_access_token()
                )
        self.env.flush_all()
        kpi = self.kpi("case_rating")
        self.compute(kpi)
        self.assertFigure(kpi, self.period("month"), 3)
        self.assertEqual(self.value(kpi, self.period("month")).denominator, 3)
