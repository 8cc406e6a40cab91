from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.exceptions import AccessError
from odoo.tests import freeze_time

from ..common import Undone
from .sales_case import SalesCase


@freeze_time("2026-11-20 04:00:00")
class TestSalesExplanation(SalesCase):
    """A plan of 2027, drawn up in November 2026."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.next_year = cls.period("year", date(2027, 1, 1))

    def make_plan(self, target=1000, **vals):
        return super().make_plan(target, period_id=self.next_year.id, **vals)

    def make_buyer(self, days, amount=100, user=None):
        """A customer who has ordered on these days, in the seller's hands."""
        customer = self.make_customer(f"Buyer {days[0]}", is_company=True)
        for day in days:
            self.sell(amount, day, user, partner_id=customer.id)
        if user:
            self.give_customer(customer, user)
        self.env["mkt.customer.standing"]._compute_figures(self.company)
        return customer

    def make_opportunity(self, customer=None, amount=400, **vals):
        lead = self.env["crm.lead"].create(
            {
                "name": "Plant",
                "type": "opportunity",
                "partner_id": customer and customer.id,
                "expected_revenue": amount,
                "company_id": self.company.id,
                "user_id": self.seller.id,
                "team_id": self.team.id,
                "date_deadline": "2027-03-31",
                **vals,
            }
        )
        lead.probability = vals.get("probability", 50)
        return lead

    def explain(self, plan):
        plan.action_explain()
        return self.line(plan)

    def test_median_order_by_median_interval(self):
        days = [date(2026, 5, 1), date(2026, 7, 30), date(2026, 10, 28)]
        customer = self.make_buyer(days, 100, self.seller)
        plan = self.make_plan()
        company = self.explain(plan)
        # every 90 days from 28 October on: 26 January, 26 April, 25 July, 23 October
        self.assertEqual(company.carried, 400)
        self.assertEqual(company.pipeline, 0)
        self.assertEqual(company.nobody, 600)
        mine = self.line(plan, self.seller)
        self.assertEqual((mine.carried, mine.nobody), (400, 100))
        self.assertEqual(self.line(plan, self.other).carried, 0)
        self.assertEqual(self.line(plan, self.team, "team").carried, 400)
        source = plan.source_ids
        self.assertEqual(source.partner_id, customer)
        self.assertEqual(source.due_count, 4)
        self.assertEqual(source.next_on, date(2027, 1, 26))
        self.assertEqual((source.median_days, source.median_amount), (90, 100))

    def test_two_orders_are_no_rhythm(self):
        self.make_buyer([date(2026, 9, 1), date(2026, 11, 1)], 100, self.seller)
        self.assertEqual(self.explain(self.make_plan()).carried, 0)

    def test_who_is_overdue_carries_nothing(self):
        days = [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]
        self.make_buyer(days, 100, self.seller)
        self.assertEqual(self.explain(self.make_plan()).carried, 0)

    def test_an_opportunity_takes_the_place_of_the_rhythm(self):
        days = [date(2026, 5, 1), date(2026, 7, 30), date(2026, 10, 28)]
        customer = self.make_buyer(days, 100, self.seller)
        contact = self.make_customer("Buyer's Contact", parent_id=customer.id)
        lead = self.make_opportunity(contact, 400)
        plan = self.make_plan()
        company = self.explain(plan)
        self.assertEqual((company.carried, company.pipeline), (0, 200))
        self.assertEqual(company.nobody, 800)
        for change in (
            {"date_deadline": "2026-12-31"},
            {"date_deadline": "2027-01-01", "active": False},
        ):
            lead.write(change)
            company = self.explain(plan)
            self.assertEqual((company.carried, company.pipeline), (400, 0))

    def test_an_opportunity_of_nobody_belongs_to_its_team_or_the_company(self):
        self.make_opportunity(user_id=False)
        self.make_opportunity(amount=60, user_id=False, team_id=False)
        plan = self.make_plan()
        self.assertEqual(self.explain(plan).pipeline, 230)
        self.assertEqual(self.line(plan, self.team, "team").pipeline, 200)
        self.assertEqual(self.line(plan, self.seller).pipeline, 0)

    def test_who_may_explain(self):
        plan = self.make_plan()
        with self.assertRaises(AccessError):
            plan.with_user(self.users["finance_manager"]).action_explain()

    @given(
        st.lists(
            st.tuples(
                st.integers(1, 120),
                st.integers(3, 5),
                st.decimals(1, 9999, places=2).map(float),
                st.booleans(),
                st.booleans(),
            ),
            max_size=3,
        ),
        st.decimals(1, 99999, places=2).map(float),
    )
    @settings(max_examples=10, deadline=None)
    def test_the_three_are_the_target(self, buyers, target):
        with Undone(self.env):
            for interval, orders, amount, is_mine, has_lead in buyers:
                last = date(2026, 11, 15)
                days = [last - timedelta(interval * n) for n in range(orders)]
                user = self.seller if is_mine else None
                customer = self.make_buyer(days, amount, user)
                if has_lead:
                    self.make_opportunity(customer, amount)
            plan = self.make_plan(target)
            plan.action_explain()
            for line in plan.line_ids:
                parts = line.carried + line.pipeline + line.nobody
                self.assertEqual(round(parts, 2), line.target)
                if line._parts():
                    below = sum(line._parts().mapped("carried"))
                    self.assertLessEqual(round(below, 2), line.carried)

    def test_what_was_missed_and_with_whom(self):
        days = [date(2026, 5, 1), date(2026, 7, 30), date(2026, 10, 28)]
        customer = self.make_buyer(days, 100, self.seller)
        prospect = self.make_customer("Prospect", is_company=True)
        self.make_opportunity(prospect, 400)
        plan = self.make_plan()
        self.approve(plan)
        with freeze_time("2027-07-01 04:00:00"):
            self.sell(150, date(2027, 2, 1), self.seller, partner_id=customer.id)
            self.sell(20, date(2027, 3, 1), self.seller, partner_id=prospect.id)
            self.sell(30, date(2027, 3, 1), self.seller)
            self.env.invalidate_all()
            line = self.line(plan, self.seller)
            self.assertEqual(line.missing, 300)
            self.assertEqual(line.missing_carried, 250)
            self.assertEqual(line.missing_pipeline, 180)
            self.assertEqual(line.missing_nobody, -130)
            of = {source.partner_id: source for source in plan.source_ids}
            self.assertEqual((of[customer].actual, of[customer].missing), (150, 250))
            self.assertEqual((of[prospect].actual, of[prospect].missing), (20, 180))

    def test_forecast(self):
        days = [date(2026, 5, 1), date(2026, 7, 30), date(2026, 10, 28)]
        self.make_buyer(days, 100, self.seller)
        self.make_opportunity(amount=400)
        plan = self.approve(self.make_plan())
        self.assertEqual(self.line(plan).forecast, 600)
        with freeze_time("2027-05-01 04:00:00"):
            self.sell(70, date(2027, 4, 26), self.seller)
            # the rhythm's customer is overdue by now, the opportunity's day is past
            self.env.invalidate_all()
            self.assertEqual(self.line(plan).forecast, 70)
