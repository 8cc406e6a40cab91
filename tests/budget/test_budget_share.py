"""The months among which a budget line's amount is divided."""

from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL, mute_logger

from ..common import OfficeCase
from .budget_case import DECIDERS, BudgetMixin


class TestBudgetShare(BudgetMixin, OfficeCase):
    posts = (*DECIDERS, "promotion_manager", "sales_manager", "service_clerk")
    assigned_since = "2020-01-01"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.users["promotion_manager"]
        cls.next_year = cls.year(year=cls.today.year + 1)
        cls.draft = cls.make_budget(
            {"advertising": 1000.0, "travel": 0.05},
            user=cls.manager,
            period_id=cls.next_year.id,
        )
        cls.advertising = cls.line_of(cls.draft, "advertising")

    def amounts(self, line=None):
        shares = (line or self.advertising).share_ids.sorted("month")
        return shares.mapped("planned")

    def share(self, line, *amounts):
        """Shares of the first months; 0 in those after them."""
        months = line.budget_id._months()
        amounts += (0,) * (len(months) - len(amounts))
        line._share({line: dict(zip(months, amounts, strict=True))})

    def planned_by_month(self, line):
        months = self.env["mkt.budget.month"].search(
            [("line_id", "=", line.id)], order="month"
        )
        return months.mapped("planned")

    def test_even_in_one_click_and_cents_in_the_last_month(self):
        self.draft.action_spread()
        self.assertEqual(self.amounts(), [83.33] * 11 + [83.37])
        travel = self.line_of(self.draft, "travel")
        self.assertEqual(self.amounts(travel), [0] * 11 + [0.05])
        months = self.advertising.share_ids.sorted("month").mapped("month")
        year = self.today.year + 1
        self.assertEqual(months, [date(year, n, 1) for n in range(1, 13)])
        self.assertFalse(self.draft.line_ids.filtered("is_shared_wrong"))

    def test_one_click_leaves_months_that_add_up(self):
        self.share(self.advertising, 400, 600)
        self.draft.action_spread()
        self.assertEqual(self.amounts()[:3], [400, 600, 0])
        self.advertising.planned = 1200
        self.draft.action_spread()
        self.assertEqual(self.amounts(), [100] * 12)

    def test_months_must_add_up_before_submission(self):
        self.share(self.advertising, 400, 500)
        self.assertTrue(self.advertising.is_shared_wrong)
        with self.assertRaisesRegex(UserError, "900.00.*1,000.00"):
            self.draft.action_submit()
        self.assertEqual(self.draft.state, "draft")
        self.advertising.share_ids.sorted("month")[2].planned = 100
        self.draft.action_submit()
        self.assertEqual(self.draft.state, "submitted")

    def test_another_period_wants_other_months(self):
        self.advertising.action_spread()
        self.draft.period_id = self.year(year=self.today.year + 2)
        with self.assertRaisesRegex(UserError, "Change the months of the period"):
            self.draft.action_submit()
        self.draft.action_spread()
        self.draft.action_submit()

    def test_governed_like_the_line(self):
        self.advertising.action_spread()
        first = self.advertising.share_ids[0]
        travel = self.line_of(self.draft, "travel")
        self.draft.action_submit()
        for change in (
            lambda: first.write({"planned": 1}),
            lambda: first.unlink(),
            lambda: self.advertising.action_spread(),
            lambda: self.draft.action_spread(),
            lambda: first.create({"line_id": travel.id, "month": first.month}),
        ):
            with self.assertRaises(UserError):
                change()
        self.approve(self.draft)
        with self.assertRaises(UserError):
            first.planned = 1
        self.assertEqual(self.draft.state, "approved")
        self.assertAlmostEqual(sum(self.amounts()), 1000, 2)

    def test_who_divides_it(self):
        self.advertising.action_spread()
        share = self.advertising.share_ids[0]
        for code in ("leadership", "service_clerk", "sales_manager"):
            user = self.users[code]
            with self.subTest(code), self.assertRaises(AccessError):
                share.with_user(user).planned = 1
            with self.subTest(code), self.assertRaises(AccessError):
                self.draft.with_user(user).action_spread()
        share.with_user(self.users["finance_manager"]).planned = 83.33
        self.assertEqual(
            share.with_user(self.users["leadership"]).planned, share.planned
        )

    def test_bad_months_and_amounts(self):
        shares = self.env["mkt.budget.share"].with_user(self.manager)
        year = self.today.year + 1
        for month in (date(year, 1, 2), date(year + 1, 1, 1), date(year - 1, 12, 1)):
            with self.subTest(month), self.assertRaises(ValidationError):
                shares.create({"line_id": self.advertising.id, "month": month})
        self.advertising.action_spread()
        first = self.advertising.share_ids[0]
        for planned, error in ((-1, IntegrityError), (10**13, ValidationError)):
            with (
                self.assertRaises(error),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                first.planned = planned
                self.env.flush_all()
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            shares.create({"line_id": self.advertising.id, "month": first.month})

    def test_no_amount_is_finer_than_a_cent(self):
        shares = self.env["mkt.budget.share"].with_user(self.manager)
        first, second, third = self.advertising.budget_id._months()[:3]
        amounts = {first: 0.001, second: 209000.00000000003, third: 0.015}
        shares.create(
            [
                {"line_id": self.advertising.id, "month": month, "planned": planned}
                for month, planned in amounts.items()
            ]
        )
        other = self.make_budget(
            {"advertising": 0.1 + 0.2},
            user=self.manager,
            period_id=self.year(year=self.today.year + 2).id,
        )
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT planned::text FROM mkt_budget_share WHERE line_id = %s ORDER BY month",
            [self.advertising.id],
        )
        stored = [planned for (planned,) in self.env.cr.fetchall()]
        self.assertEqual(stored, ["0.00", "209000.00", "0.02"])
        self.env.cr.execute(
            "SELECT planned::text FROM mkt_budget_line WHERE budget_id = %s", [other.id]
        )
        self.assertEqual(self.env.cr.fetchone(), ("0.30",))

    def test_plan_beside_what_was_spent_by_month(self):
        self.share(self.line, 0, 300, 500, 200)
        request = self.approved(120)
        self.receipt(request, 120).date = date(self.today.year, 2, 3)
        self.settle(request)
        self.env.flush_all()
        months = self.env["mkt.budget.month"].search(
            [("line_id", "=", self.line.id)], order="month"
        )
        self.assertEqual(months.mapped("planned"), [0, 300, 500, 200] + [0] * 8)
        self.assertEqual(months.mapped("spent")[:3], [0, 120, 0])
        action = self.budget.with_user(self.manager).action_view_months()
        found = months.with_user(self.manager).search(action["domain"])
        self.assertAlmostEqual(sum(found.mapped("planned")), 1500, 2)

    def test_transfers_are_borne_in_proportion(self):
        self.share(self.line, 0, 300, 500, 200)
        self.share(self.travel, *([0] * 10), 499.99, 0.01)
        self.transfer(99.99)
        self.assertEqual(self.planned_by_month(self.line)[:5], [0, 330, 549.99, 220, 0])
        self.assertEqual(round(sum(self.planned_by_month(self.line)), 2), 1099.99)
        self.assertEqual(self.planned_by_month(self.travel)[10:], [400, 0.01])

    def test_plan_by_month_against_sql_written_by_hand(self):
        """In force, untouched: each month is what was entered, else a twelfth."""
        self.share(self.line, 0.01, 333.33, 333.33, 333.33)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT line.category_id, EXTRACT(MONTH FROM day)::int,
                    COALESCE((SELECT planned FROM mkt_budget_share share
                        WHERE share.line_id = line.id AND share.month = day),
                        CASE WHEN EXISTS (SELECT FROM mkt_budget_share share
                            WHERE share.line_id = line.id) THEN 0
                        ELSE line.planned / 12 END)
                FROM mkt_budget_line line, generate_series(%s::timestamp,
                    %s::timestamp, interval '1 month') day
                WHERE line.budget_id = %s ORDER BY 1, 2
                """,
                self.budget.date_from,
                self.budget.date_to,
                self.budget.id,
            )
        )
        for line, rounded in ((self.line, 0), (self.travel, 0.01)):
            found = self.planned_by_month(line)
            expected = [
                float(amount)
                for category, _month, amount in rows
                if category == line.category_id.id
            ]
            for month, amount in zip(found, expected, strict=True):
                self.assertAlmostEqual(month, amount, delta=rounded + 1e-9)

    def test_revision_and_next_period_keep_the_shape(self):
        self.share(self.line, 0, 300, 500, 200)
        revision = self.budget.with_user(self.users["finance_manager"]).action_revise(
            "prices"
        )
        new = self.line_of(revision, "advertising")
        self.assertEqual(self.amounts(new)[:5], [0, 300, 500, 200, 0])
        dialog = self.env["mkt.budget.copy"].with_user(self.users["finance_manager"])
        dialog = dialog.create({"budget_ids": self.budget.ids, "factor": 1.1})
        self.draft.unlink()
        action = dialog.action_copy()
        copied = self.env["mkt.budget"].browse(action["res_id"])
        line = self.line_of(copied, "advertising")
        self.assertEqual(self.amounts(line)[:5], [0, 330, 550, 220, 0])
        self.assertEqual(line.share_ids.sorted("month")[0].month, line.date_from)
        self.assertFalse(self.line_of(copied, "travel").share_ids)

    def test_as_many_queries_for_many_lines(self):
        def queries(budget):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.cr.sql_log_count
            budget.action_spread()
            self.env.flush_all()
            return self.cr.sql_log_count - start

        one = self.make_budget(
            {"travel": 5.0},
            user=self.manager,
            period_id=self.year(year=self.today.year + 2).id,
        )
        queries(one)
        one.line_ids.share_ids.unlink()
        base = queries(one)
        self.assertLessEqual(queries(self.draft), base)
