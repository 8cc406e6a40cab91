"""Whatever happens in whatever order: the limits hold and the ledger agrees."""

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.exceptions import UserError
from odoo.tools import SQL

from ..common import OfficeCase
from .budget_case import DECIDERS, BudgetMixin

AMOUNTS = st.integers(1, 150_000).map(lambda cents: cents / 100)
STEPS = st.one_of(
    st.tuples(st.just("ask"), AMOUNTS),
    st.tuples(st.just("receipt"), AMOUNTS),
    st.tuples(st.just("bill"), st.tuples(st.integers(0, 5), AMOUNTS)),
    st.tuples(st.just("refund"), st.tuples(st.integers(0, 5), AMOUNTS)),
    st.tuples(st.just("reset"), st.integers(0, 5)),
    st.tuples(st.just("settle"), st.integers(0, 5)),
    st.tuples(st.just("cancel"), st.integers(0, 5)),
    st.tuples(st.just("transfer"), AMOUNTS),
    st.tuples(st.just("revise"), AMOUNTS),
    st.tuples(st.just("close"), AMOUNTS),
    st.tuples(st.just("overbudget"), st.sampled_from(["warn", "refuse"])),
)


class TestBudgetProperty(BudgetMixin, OfficeCase):
    posts = DECIDERS

    @settings(max_examples=40)
    @given(st.lists(STEPS, max_size=12))
    def test_any_sequence(self, steps):
        # every example begins anew
        savepoint = self.env.cr.savepoint()
        try:
            self.requests, self.bills, self.current = [], [], self.budget
            self.bookings = 0
            for name, value in steps:
                try:
                    with self.env.cr.savepoint():
                        getattr(self, f"do_{name}")(value)
                except UserError:
                    self.env.invalidate_all()
                self.env.flush_all()
                self.check()
        finally:
            savepoint.close(rollback=True)
            self.env.invalidate_all()
            self.env.registry.clear_cache()

    def check(self):
        self.assertLedgerAgrees()
        lines = self.env["mkt.budget.line"].search(
            [("department_id", "=", self.promotion.id)]
        )
        for line in lines:
            limit, used = line.planned + line.overrun, line.reserved + line.spent
            self.assertLessEqual(round(used, 2), round(limit, 2))
            of_line = self.env["mkt.expense.request"].search(
                [("line_id", "=", line.id)]
            )
            if line.state == "approved":
                reserved = sum(of_line.mapped("reserved"))
                self.assertAlmostEqual(line.reserved, reserved, 2)
            # what goes over the plan is granted to an open request, or really needed
            needed = max(self.granted(line), used - line.planned)
            self.assertAlmostEqual(line.overrun, needed, 2, line.display_name)
            self.assertAlmostEqual(line.available, line.planned + needed - used, 2)

    def granted(self, line):
        """What approvals have allowed beyond the plan, for requests that are open."""
        return self.env.execute_query(
            SQL(
                """SELECT COALESCE(SUM(entry.amount), 0)::float FROM mkt_budget_entry entry
                JOIN mkt_expense_request request ON request.id = entry.request_id
                WHERE entry.line_id = %s AND entry.kind = 'adjust'
                AND request.state = 'approved'
                AND entry.res_model = 'mkt.expense.request'""",
                line.id,
            )
        )[0][0]

    def pick(self, number):
        if not self.requests:
            raise UserError("nothing there")
        return self.requests[number % len(self.requests)]

    def do_ask(self, amount):
        line = self.line_of(self.current, "advertising")
        day = max(self.today, line.date_from)
        request = self.request(amount, line_id=line.id, date=day)
        self.requests.append(self.approve(request))

    def do_receipt(self, amount):
        request = self.pick(-1)
        self.receipt(request, amount)
        request.with_user(self.users["finance_manager"]).action_book_receipts()

    # bills themselves are tested with the host's documents; here only what they book
    def do_bill(self, value, sign=1):
        number, amount = value[0], sign * value[1]
        request = self.pick(number)
        if request.state not in ("approved", "settled"):
            raise UserError("no bill is linked to it")
        self.bookings += 1
        source = self.env["account.move.line"].browse(10**8 + self.bookings)
        self.bills.append((request, source))
        request.sudo()._sync_spending(source, amount)

    def do_refund(self, value):
        self.do_bill(value, sign=-1)

    def do_reset(self, number):
        if self.bills:
            request, source = self.bills[number % len(self.bills)]
            request.sudo()._sync_spending(source, 0)

    def do_settle(self, number):
        self.settle(self.pick(number))

    def do_cancel(self, number):
        self.pick(number).with_user(self.person).action_cancel("not needed")

    def do_transfer(self, amount):
        transfer = (
            self.env["mkt.budget.transfer"]
            .with_user(self.users["finance_manager"])
            .create(
                {
                    "from_line_id": self.line_of(self.current, "advertising").id,
                    "to_line_id": self.line_of(self.current, "travel").id,
                    "amount": amount,
                    "reason": "a fair",
                }
            )
        )
        transfer.action_submit()
        self.approve(transfer)

    def do_revise(self, amount):
        manager = self.users["finance_manager"]
        revision = self.current.with_user(manager).action_revise("prices")
        self.line_of(revision, "advertising").planned = amount
        revision.action_submit()
        self.approve(revision)
        self.current = revision

    def do_close(self, amount):
        following = self.make_budget(
            planned={"advertising": amount, "travel": 500},
            period_id=self.year(year=self.current.date_from.year + 1).id,
        )
        self.put_in_force(following)
        self.current.sudo()._carry_over()
        self.current = following

    def do_overbudget(self, value):
        self.company.mkt_overbudget = value
