"""Approval reserves, settlement spends and frees the rest."""

from odoo.exceptions import AccessError, UserError

from ..common import OfficeCase
from .budget_case import DECIDERS, BudgetMixin


class TestExpenseRequest(BudgetMixin, OfficeCase):
    posts = (*DECIDERS, "promotion_manager", "service_clerk")

    def test_submission_reserves_nothing(self):
        self.request(100)
        self.assertLine(reserved=0, available=1000)

    def test_the_reason_is_asked_for(self):
        for description in (False, "", " \n"):
            request = self.request(submit=False, description=description)
            with self.subTest(description=description):
                with self.assertRaisesRegex(UserError, "why"):
                    request.action_submit()
        request.description = "The fair needs them"
        request.action_submit()
        self.assertEqual(request.state, "submitted")

    def test_evidence_where_the_category_asks_for_it(self):
        self.category("advertising").needs_evidence = True
        request, travel = (
            self.request(submit=False),
            self.request(submit=False, line_id=self.travel.id),
        )
        with self.assertRaisesRegex(UserError, "evidence"):
            request.action_submit()
        travel.action_submit()
        offer = self.env["ir.attachment"].with_user(self.person)
        request.evidence_ids = offer.create({"name": "offer.txt", "raw": b"two"})
        request.action_submit()
        self.assertEqual(request.state, "submitted")

    def test_approval_reserves(self):
        request = self.approved(100)
        self.assertEqual(request.state, "approved")
        self.assertEqual(request.reserved, 100)
        self.assertLine(reserved=100, spent=0, available=900)
        self.assertLedgerAgrees()

    def test_sums_of_groups_are_money(self):
        requests = self.approved(100.10) | self.approved(60.25)
        finance = requests.with_user(self.users["finance_manager"])
        counters = ("reserved", "spent", "overrun")
        for field in finance.fields_get(counters).values():
            self.assertEqual(field["type"], "monetary")
            self.assertEqual(field["aggregator"], "sum")
        [group] = finance.formatted_read_group(
            [("id", "in", requests.ids)],
            ["category_id"],
            ["reserved:sum", "company_currency_id:array_agg_distinct"],
        )
        self.assertEqual(group["reserved:sum"], 160.35)
        self.assertEqual(
            group["company_currency_id:array_agg_distinct"],
            requests.company_currency_id.ids,
        )

    def test_less_spent_frees_the_rest(self):
        request = self.approved(100)
        self.receipt(request, 60)
        self.settle(request)
        self.assertEqual(request.state, "settled")
        self.assertLine(reserved=0, spent=60, available=940)
        self.assertLedgerAgrees()

    def test_receipts_in_parts(self):
        request = self.approved(100)
        self.receipt(request, 30)
        request.with_user(self.users["finance_manager"]).action_book_receipts()
        self.assertLine(reserved=70, spent=30)
        self.receipt(request, 70)
        self.settle(request)
        self.assertLine(reserved=0, spent=100)
        self.assertLedgerAgrees()

    def test_receipts_beyond_the_approval(self):
        request = self.approved(100)
        self.receipt(request, 100.01)
        with self.assertRaises(UserError):
            self.settle(request)

    def test_booked_receipt_stays(self):
        request = self.approved(100)
        receipt = self.receipt(request, 30)
        request.with_user(self.users["finance_manager"]).action_book_receipts()
        for operation in (receipt.unlink, lambda: receipt.write({"amount": 1})):
            with self.assertRaises(UserError):
                operation()

    def test_nobody_settles_the_own_request(self):
        manager = self.users["finance_manager"]
        request = self.approved(100, user=manager)
        self.receipt(request, 60, user=manager)
        theirs = self.approved(100)
        self.receipt(theirs, 60)
        with self.assertRaises(AccessError) as refused:
            self.settle(theirs | request)
        self.assertIn(request.number, str(refused.exception))
        self.assertEqual(theirs.state, "approved")
        theirs.with_user(self.person).action_cancel("not needed")
        self.settle(request, "director")
        self.assertLine(spent=60, reserved=0)

    def test_others_do_not_settle(self):
        request = self.approved(100)
        self.receipt(request, 60)
        with self.assertRaises(AccessError):
            self.settle(request, "promotion_manager")

    def test_refusal_reserves_nothing(self):
        request = self.request(100)
        request.with_user(self.users["finance_manager"]).action_refuse("too dear")
        self.assertEqual(request.state, "refused")
        self.assertEqual(request.approval_step_ids.mapped("comment"), ["too dear"])
        self.assertLine(reserved=0)

    def test_cancelling_frees(self):
        request = self.approved(100)
        request.with_user(self.person).action_cancel("rained off")
        self.assertLine(reserved=0, available=1000)
        self.assertLedgerAgrees()

    def test_what_is_spent_is_not_cancelled(self):
        request = self.approved(100)
        self.receipt(request, 60)
        request.with_user(self.users["finance_manager"]).action_book_receipts()
        with self.assertRaises(UserError):
            request.with_user(self.person).action_cancel("rained off")

    def test_over_budget_is_refused(self):
        with self.assertRaises(UserError):
            self.request(1000.01)
        self.approved(1000)
        with self.assertRaises(UserError):
            self.request(0.01)

    def test_what_others_took_meanwhile(self):
        first, second = self.request(600), self.request(600)
        self.approve(first)
        with self.assertRaises(UserError) as refused:
            self.approve(second)
        for part in (second.number, self.line.category_id.name, "400", "600"):
            self.assertIn(part, str(refused.exception))
        self.assertEqual(second.state, "submitted")
        self.assertLine(reserved=600)

    def test_overrun_needs_the_leadership(self):
        self.company.mkt_overbudget = "warn"
        request = self.request(1200)
        self.assertTrue(request.needs_overrun)
        posts = request.approval_step_ids.post_id.mapped("code")
        self.assertIn("leadership", posts)
        self.approve(request)
        self.assertLine(reserved=1200, overrun=200, available=0)
        self.assertLedgerAgrees()

    def test_overrun_that_was_not_needed_goes_back(self):
        self.company.mkt_overbudget = "warn"
        request = self.approved(1200)
        self.receipt(request, 1100)
        self.settle(request)
        self.assertLine(reserved=0, spent=1100, overrun=100, available=0)
        self.assertLedgerAgrees()

    def test_no_overrun_without_the_leadership(self):
        self.company.mkt_overbudget = "warn"
        first, second = self.request(600), self.request(600)
        self.approve(first)
        with self.assertRaises(UserError):
            self.approve(second)
        second.with_user(self.person).action_withdraw()
        second.with_user(self.person).action_submit()
        self.approve(second)
        self.assertLine(reserved=1200, overrun=200)


class TestExpenseRequestLimits(BudgetMixin, OfficeCase):
    posts = DECIDERS

    def test_amounts(self):
        for amount in (0, -1, 1e13):
            with self.subTest(amount=amount), self.assertRaises(Exception) as caught:
                with self.env.cr.savepoint():
                    self.request(amount)
            reason = "larger than" if amount > 0 else "_amount_sensible"
            self.assertIn(reason, str(caught.exception))

    def test_date_outside_the_period(self):
        with self.assertRaises(UserError):
            self.request(date=f"{self.today.year + 1}-01-01")

    def test_closed_period(self):
        request = self.request()
        self.budget.period_id.state = "closed"
        with self.assertRaises(UserError):
            self.approve(request)
        with self.assertRaises(UserError):
            self.request()

    def test_what_the_database_holds_decides(self):
        request = self.request(100)
        line = self.line.sudo()
        # what was read before is not what stands there now
        self.assertGreaterEqual(line.available, 100)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE mkt_budget_line SET planned = 50, available = 50 WHERE id = %s",
            [line.id],
        )
        with self.assertRaisesRegex(UserError, "50"), self.env.cr.savepoint():
            self.approve(request)
        self.assertEqual(request.state, "submitted")
        self.assertFalse(request.sudo().entry_ids)

    def test_archived_line(self):
        self.line.active = False
        with self.assertRaises(UserError):
            self.request()

    def test_foreign_line(self):
        clerk = self.make_holder("member", login="of_another_department")
        with self.assertRaises(UserError):
            self.request(user=clerk)

    def test_line_of_another_company(self):
        budget = self.make_budget(
            company_id=self.company_b.id, period_id=self.year(self.company_b).id
        )
        self.put_in_force(budget)
        with self.assertRaises(UserError):
            self.request(line_id=budget.line_ids[0].id)

    def test_currency_without_a_rate(self):
        currency = self.env["res.currency"].create(
            {"name": "XTS", "symbol": "X", "rounding": 0.01}
        )
        with self.assertRaises(UserError):
            self.request(currency_id=currency.id)

    def test_rate_of_the_day_is_kept(self):
        currency = self.env["res.currency"].create(
            {"name": "XTS", "symbol": "X", "rounding": 0.01}
        )
        rate = self.env["res.currency.rate"].create(
            {"currency_id": currency.id, "name": self.today, "rate": 4.0}
        )
        request = self.request(100, currency_id=currency.id)
        self.assertEqual(request.company_amount, 25)
        self.assertEqual(request.rate_date, self.today)
        rate.rate = 2.0
        self.approve(request)
        self.assertLine(reserved=25)
        # the rate of the receipt's day decides what was spent
        self.receipt(request, 100, currency_id=currency.id)
        self.settle(request)
        self.assertLine(reserved=0, spent=50)
        self.assertLedgerAgrees()

    def test_numbered_by_the_own_company(self):
        self.env["ir.sequence"].create(
            {
                "name": "Requests of the Second Company",
                "code": "mkt.expense.request",
                "prefix": "SECOND/",
                "company_id": self.company_b.id,
            }
        )
        second, first = self.env["mkt.expense.request"].create(
            [
                {
                    "name": "Posters",
                    "amount": 1,
                    "company_id": company.id,
                    "department_id": self.promotion.id,
                }
                for company in (self.company_b, self.company)
            ]
        )
        self.assertTrue(second.number.startswith("SECOND/"))
        self.assertFalse(first.number.startswith("SECOND/"))

    def test_submitted_content_is_frozen(self):
        request = self.request()
        with self.assertRaises(UserError):
            request.amount = 1
        request.action_withdraw()
        request.amount = 1
        self.assertEqual(request.amount, 1)

    def test_own_request_for_another(self):
        with self.assertRaises(AccessError):
            self.request(
                user=self.person, user_id=self.users["director"].id, submit=False
            )
