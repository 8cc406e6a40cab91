"""What somebody tries who decides, or would like to: lists, reminders, odd arguments."""

from datetime import timedelta

from odoo.exceptions import AccessError, UserError

from ..budget.budget_case import DECIDERS, BudgetMixin
from ..common import OfficeCase


class TestApprovalAttacks(BudgetMixin, OfficeCase):
    posts = (*DECIDERS, "promotion_manager")
    planned = {"advertising": 1_000_000.0, "travel": 500.0}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.users["finance_manager"]
        cls.director = cls.users["director"]

    def requests(self, *amounts, **vals):
        documents = (self.request(amount, **vals) for amount in amounts)
        return self.env["mkt.expense.request"].concat(*documents)

    def remind(self):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref(
                "marketing_office.ir_cron_remind_approvals"
            ).method_direct_trigger()

    def reminded(self, document):
        document = document.sudo()
        document.invalidate_recordset()
        return document.activity_ids.user_id

    def queries(self, operation):
        self.env.flush_all()
        self.env.invalidate_all()
        start = self.cr.sql_log_count
        operation()
        self.env.flush_all()
        return self.cr.sql_log_count - start

    # ------------------------------------------------------------- lists

    def assertSameQueries(self, requests, operation):
        """As many for ten as for one."""
        self.queries(lambda: operation(requests[:1]))
        one = self.queries(lambda: operation(requests[1:2]))
        self.assertLessEqual(self.queries(lambda: operation(requests[2:])), one)

    def test_a_list_that_goes_on_to_the_next_post(self):
        requests = self.requests(*[20_000] * 12)
        self.assertSameQueries(
            requests, lambda some: some.with_user(self.manager).action_approve()
        )
        self.assertEqual(requests.next_post_id, self.post("director"))
        self.assertEqual(
            requests.sudo().approval_step_ids.filtered("is_next").mapped("post_id"),
            self.post("director"),
        )

    def test_a_list_that_is_refused(self):
        requests = self.requests(*[20_000] * 12)
        self.assertSameQueries(
            requests, lambda some: some.with_user(self.manager).action_refuse("no")
        )
        self.assertEqual(set(requests.mapped("state")), {"refused"})
        self.assertFalse(requests.sudo().approval_step_ids.filtered("is_next"))

    def test_a_list_that_is_reminded_of(self):
        requests = self.requests(*[10] * 12)
        self.remind()
        self.assertSameQueries(
            requests, lambda some: some.with_user(self.manager).action_refuse("no")
        )
        self.assertFalse(self.reminded(requests))

    def test_a_list_says_which_one_is_ones_own(self):
        theirs = self.requests(10, 20)
        own = self.request(30, user=self.manager)
        for method, *arguments in (("action_approve",), ("action_refuse", "no")):
            documents = (theirs | own).with_user(self.manager)
            with self.assertRaises(AccessError) as refused:
                getattr(documents, method)(*arguments)
            self.assertIn(own.number, str(refused.exception))
        self.assertEqual(set(theirs.mapped("state")), {"submitted"})

    def test_a_list_says_which_one_has_no_money(self):
        requests = self.requests(*[100] * 6, 5_000, *[100] * 13)
        self.line.sudo()._book("transfer", 3_000 - self.line.planned, "test")
        with self.assertRaises(UserError) as refused:
            requests.with_user(self.manager).action_approve()
        for part in (requests[6].number, "2,400", "5,000"):
            self.assertIn(part, str(refused.exception))
        self.assertEqual(set(requests.mapped("state")), {"submitted"})
        self.assertEqual(set(requests.mapped("reserved")), {0})
        self.assertLine(reserved=0)

    def test_a_list_says_which_one_takes_no_expenses(self):
        open_ones = self.requests(*[100] * 3)
        closed = self.request(100, line_id=self.travel.id)
        self.travel.active = False
        with self.assertRaises(UserError) as refused:
            (open_ones | closed).with_user(self.manager).action_approve()
        self.assertIn(closed.number, str(refused.exception))
        self.assertEqual(set(open_ones.mapped("state")), {"submitted"})

    def test_a_list_with_what_is_decided(self):
        decided, waiting = self.approved(), self.request()
        with self.assertRaises(UserError) as refused:
            (waiting | decided).with_user(self.manager).action_approve()
        self.assertIn(decided.number, str(refused.exception))
        self.assertEqual(waiting.state, "submitted")

    def test_a_list_with_what_is_gone(self):
        draft, waiting = self.request(submit=False), self.request()
        gone = draft.browse(draft.id)
        draft.unlink()
        for method, *arguments in (("action_approve",), ("action_refuse", "no")):
            documents = (waiting | gone).with_user(self.manager)
            with self.subTest(method), self.assertRaises(UserError):
                getattr(documents, method)(*arguments)
        self.assertEqual(waiting.state, "submitted")

    def test_of_several_companies(self):
        both = self.make_user("both_companies", companies=self.company | self.company_b)
        self.assign(both, "finance_manager")
        self.assign(both, "finance_manager", company_id=self.company_b.id)
        budget = self.make_budget(
            company_id=self.company_b.id, period_id=self.year(self.company_b).id
        )
        self.put_in_force(budget)
        theirs = self.env["mkt.expense.request"].create(
            {
                "name": "Posters",
                "description": "The fair needs them",
                "company_id": self.company_b.id,
                "line_id": self.line_of(budget, "travel").id,
                "amount": 100,
                "department_id": self.promotion.id,
                "user_id": self.person.id,
            }
        )
        theirs._submit(self.person)
        documents = (self.request() | theirs).with_user(both)
        with self.assertRaises(AccessError):
            documents.with_user(self.manager).action_approve()
        documents.with_context(
            allowed_company_ids=(self.company | self.company_b).ids
        ).action_approve()
        self.assertEqual(set(documents.mapped("state")), {"approved"})

    # ------------------------------------------------------------- who, and when

    def test_first_and_last_day(self):
        today = self.company._mkt_today()
        for number, (begin, end, may) in enumerate(
            (
                (today, today, True),
                (today - timedelta(5), today, True),
                (today + timedelta(1), False, False),
                (today - timedelta(5), today - timedelta(1), False),
            )
        ):
            with self.subTest(begin=begin, end=end):
                deputy = self.make_holder("member", login=f"deputy_{number}")
                self.assign(
                    deputy,
                    "finance_manager",
                    role="deputy",
                    date_from=begin,
                    date_to=end,
                )
                request = self.request().with_user(deputy)
                if may:
                    request.action_approve()
                    self.assertEqual(request.state, "approved")
                else:
                    with self.assertRaises(AccessError):
                        request.action_approve()

    def test_who_approved_before_it_was_withdrawn(self):
        request = self.request(20_000)
        request.with_user(self.manager).action_approve()
        request.with_user(self.person).action_withdraw()
        request.with_user(self.person).action_submit()
        request.with_user(self.manager).action_approve()
        self.assertEqual(request.next_post_id, self.post("director"))
        rounds = request.sudo().approval_step_ids.grouped("round")
        self.assertEqual(
            rounds[1].sorted("sequence").mapped("state"), ["approved", "skipped"]
        )

    def test_number_of_another_model(self):
        request = self.request()
        for name in ("mkt.budget", "mkt.budget.transfer", "mkt.campaign"):
            other = self.env[name].with_user(self.manager).browse(request.id)
            with self.subTest(name), self.assertRaises(UserError):
                other.action_approve()
        self.assertEqual(request.state, "submitted")

    def test_what_is_no_text(self):
        for argument in (5, {"a": 1}, ["a"], True):
            with self.subTest(argument=argument):
                approved, refused = self.requests(10, 10).with_user(self.manager)
                approved.action_approve(argument)
                comment = approved.sudo().approval_step_ids.comment
                self.assertEqual(comment, str(argument))
                given_up = approved.with_user(self.person)
                for step in (
                    refused.action_refuse,
                    refused.action_return,
                    given_up.action_cancel,
                ):
                    with self.assertRaisesRegex(UserError, "Give the reason"):
                        step(argument)
                self.assertEqual(refused.state, "submitted")
                self.assertEqual(given_up.state, "approved")

    # ------------------------------------------------------------- reminders

    def test_reminders_of_all_end_with_the_decision(self):
        deputy = self.make_holder("member", login="deputy")
        self.assign(deputy, "finance_manager", role="deputy")
        request, other = self.requests(20_000, 20_000)
        self.remind()
        self.assertEqual(self.reminded(request), self.manager | deputy)
        request.with_user(deputy).action_approve()
        self.assertEqual(self.reminded(request), self.director)
        self.assertEqual(self.reminded(other), self.manager | deputy)
        request.with_user(self.person).action_withdraw()
        self.assertFalse(self.reminded(request))

    def test_reminders_stay_where_nothing_is_decided(self):
        request = self.request(600_000)
        self.remind()
        with self.assertRaises(UserError):
            request.with_user(self.manager).action_refuse(" ")
        with self.assertRaises(AccessError):
            request.with_user(self.director).action_approve()
        self.assertEqual(self.reminded(request), self.manager)

    def test_who_has_decided_is_not_reminded_of_the_next_step(self):
        both = self.make_holder("finance_manager", login="both")
        self.assign(both, "leadership")
        request = self.request(200_000)
        request.with_user(both).action_approve()
        request.with_user(self.director).action_approve()
        self.remind()
        self.assertEqual(self.reminded(request), self.users["leadership"])
