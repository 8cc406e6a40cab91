from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, format_date

# which counter an entry of the kind moves, and how
EFFECTS = {
    "reserve": ("reserved", 1),
    "release": ("reserved", -1),
    "spend": ("spent", 1),
    "transfer": ("planned", 1),
    "give_back": ("planned", 1),
    "adjust": ("overrun", 1),
}
# the counters that use the line's money up, and those that say how much there is
USED = "reserved", "spent"
COUNTERS = *USED, "planned", "overrun"


class BudgetBooking(models.Model):
    """Bookings on a line: one guarded statement moves a counter, an entry says why.

    Where money is booked for a request, its counters follow.

    Odoo's transactions see one snapshot: of two bookings on a line at the same instant
    the later one fails, and the host tries it again.
    """

    _inherit = "mkt.budget.line"

    def _book(self, kind, amount, source_key, spent_on=None, **vals):
        """Book an amount in the company's currency; called as superuser by checked methods.

        `vals` are further values of the entry. Raises UserError where the line has not
        that much left or, given the day of an expense, takes none on that day. The order
        of bookings keeps the line in its limits after each one.
        """
        self.ensure_one()
        amount = self.currency_id.round(amount)
        if not amount:
            return
        if spent_on:
            self._check_may_spend(spent_on)
        counter, sign = EFFECTS[kind]
        request = self.env["mkt.expense.request"].browse(vals.get("request_id"))
        self._move_counter(counter, sign * amount, request)
        if request:
            request[counter] += sign * amount
        self.env["mkt.budget.entry"].create(
            {
                "line_id": self.id,
                "budget_id": self.budget_id.id,
                "category_id": self.category_id.id,
                "department_id": self.department_id.id,
                "company_id": self.company_id.id,
                "kind": kind,
                "amount": amount,
                "date": self.company_id._mkt_today(),
                "currency_id": self.currency_id.id,
                "currency_amount": amount,
                "source_key": source_key,
                **vals,
            }
        )

    def _move_counter(self, counter, change, request):
        """Change a counter of the line; raise UserError where it has not that much left."""
        needed = change if counter in USED else -change
        self.flush_recordset(COUNTERS)
        moved = self.env.execute_query(
            SQL(
                """
                UPDATE mkt_budget_line SET %(counter)s = %(counter)s + %(change)s
                WHERE id = %(line)s
                    AND %(needed)s <= planned + overrun - reserved - spent
                RETURNING id
                """,
                counter=SQL.identifier(counter),
                change=change,
                line=self.id,
                needed=needed,
            )
        )
        if not moved:
            # the message names what others have left meanwhile
            self.invalidate_recordset(flush=False)
            self._raise_no_room(needed, request)
        self.invalidate_recordset([counter], flush=False)
        self.modified([counter])

    def _check_may_spend(self, day=None):
        """Raise UserError unless the line is in force, and open on the day of an expense."""
        self.ensure_one()
        if self.state != "approved":
            raise UserError(
                self.env._(
                    "%(line)s is not in force: choose a line of an approved budget.",
                    line=self.display_name,
                )
            )
        if not self.active or not self.category_id.active:
            raise UserError(
                self.env._(
                    "%(line)s is archived: choose another budget line.",
                    line=self.display_name,
                )
            )
        if self.period_id.state == "closed":
            raise UserError(
                self.env._("%(period)s is closed.", period=self.period_id.display_name)
            )
        if day and not self.date_from <= day <= self.date_to:
            raise UserError(
                self.env._(
                    "%(date)s is not in the budget's period, %(period)s.",
                    date=format_date(self.env, day),
                    period=self.period_id.display_name,
                )
            )

    def _check_room(self, needed):
        """Raise UserError where more is needed than the line has left."""
        if self.currency_id.compare_amounts(needed, self.available) > 0:
            self._raise_no_room(needed)

    def _raise_no_room(self, needed, request=None):
        currency = self.currency_id
        if request:
            name = f"{request.display_name} · {request.category_id.name}"
        else:
            name = self.display_name
        raise UserError(
            self.env._(
                "%(line)s has %(available)s left, not %(needed)s.",
                line=name,
                available=currency.format(self.available),
                needed=currency.format(needed),
            )
        )

    def _move_to(self, new, document, key):
        """Hand what is reserved, spent and overrun to the line of a revision."""
        vals = {"res_model": document._name, "res_id": document.id}
        reserved, spent = self.reserved, self.spent
        self._book("release", reserved, f"{key}:release:out", **vals)
        self._book("spend", -spent, f"{key}:spend:out", **vals)
        self._hand_overrun(new, self.overrun, key)
        new._book("spend", spent, f"{key}:spend:in", **vals)
        new._book("reserve", reserved, f"{key}:reserve:in", **vals)
        # a bill of a request that was cancelled may still come back
        self._hand_over_requests(
            new,
            Domain("state", "not in", ("refused", "cancelled"))
            | Domain("bill_line_ids", "!=", False),
        )
        forecasts = self.env["mkt.budget.forecast"]
        forecasts.search([("line_id", "=", self.id)]).line_id = new
        new._free_overrun()

    def _carry_to(self, new, document):
        """Hand open reservations to the next period's line, and the money with them."""
        vals = {"res_model": document._name, "res_id": document.id}
        key = f"mkt.budget,{document.id}:carry:{self.id}"
        reserved = self.reserved
        money = min(reserved, self.planned)
        self._book("release", reserved, f"{key}:release", **vals)
        self._book("transfer", -money, f"{key}:out", **vals)
        new._book("transfer", money, f"{key}:in", **vals)
        # an overrun is no money: it goes along as far as it was only reserved
        handed = self._hand_overrun(new, reserved - money, key)
        # and so does what a credit note has brought before its bill
        credit = reserved - money - handed
        self._book("spend", credit, f"{key}:credit:out", **vals)
        new._book("spend", -credit, f"{key}:credit:in", **vals)
        new._book("reserve", reserved, f"{key}:reserve", **vals)
        # what was spent stays where it was spent, and its request with it
        self._hand_over_requests(new, Domain("state", "=", "approved"))
        new._free_overrun()

    def _hand_over_requests(self, new, domain):
        requests = self.env["mkt.expense.request"].search(
            Domain("line_id", "=", self.id) & domain
        )
        requests.line_id = new
