from psycopg2.errors import SerializationFailure
from psycopg2.extensions import TRANSACTION_STATUS_IDLE

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, format_date

# which counter an entry of the kind moves, and how; a plan, or an overrun, adds to what
# the line may use
EFFECTS = {
    "reserve": ("reserved", 1),
    "release": ("reserved", -1),
    "spend": ("spent", 1),
    "transfer": ("planned", 1),
    "adjust": ("overrun", 1),
}
USED = "reserved", "spent"
# of all who wait for a line one gets it at a time, and the others begin anew
ATTEMPTS = 1000
# what must be left on the line, for each unit of the amount
NEEDS = {"reserve": 1, "spend": 1, "transfer": -1}
# the totals of a budget are called like the counters of its lines
BUDGET_TOTALS = "planned", "reserved", "spent", "overrun", "available", "used_percent"
LINE_COUNTERS = *BUDGET_TOTALS, "forecast", "is_short"


class BudgetBooking(models.Model):
    """Bookings on a line: one statement checks it, moves its counters, adds the entry.

    Where money is booked for a request, its counters follow.

    Odoo's transactions see one snapshot: of two bookings on a line at the same instant
    the later one fails and is tried again.
    """

    _inherit = "mkt.budget.line"

    def _book(self, kind, amount, source_key, spent_on=None, **vals):
        """Book an amount in the company's currency; called as superuser by checked methods.

        `vals` are further values of the entry. Raises UserError where the line has not
        that much left or, given the day of an expense, takes none on that day. The order
        of bookings keeps the line in its limits after each one.
        """
        self.ensure_one()
        if not amount:
            return
        self.flush_recordset()
        request = self.env["mkt.expense.request"].browse(vals.get("request_id"))
        is_open = self._is_open(spent_on) if spent_on else SQL("TRUE")
        booking = self._booking(kind, amount, source_key, is_open, vals)
        self.env.cr.execute(booking)
        booked = self.env.cr.fetchone()
        # what the database has refused is explained by what stands there
        self.invalidate_recordset(LINE_COUNTERS, flush=False)
        if not booked:
            self._explain_refusal(kind, amount, spent_on, request)
            return
        self.env["mkt.budget"].invalidate_model(BUDGET_TOTALS, flush=False)
        request.invalidate_recordset(["entry_ids"], flush=False)
        counter, sign = EFFECTS[kind]
        request._count(counter, sign * booked[0])
        request.invalidate_model(["line_available"], flush=False)
        self.env["mkt.budget.transfer"].invalidate_model(
            ["from_available"], flush=False
        )

    def _explain_refusal(self, kind, amount, spent_on, request):
        """Raise the UserError that says why an amount, unless it is zero, was not booked."""
        if self._currency().is_zero(amount):
            return
        self._check_room(NEEDS.get(kind, 0) * amount, request)
        if spent_on:
            self._check_may_spend(spent_on)
        raise UserError(self.env._("The budget line does not have that much left."))

    def _currency(self):
        # alone: nobody needs the many fields of a company here
        currency = self.with_context(prefetch_fields=False).currency_id
        return currency.with_env(self.env)

    def _is_open(self, day):
        """SQL of what `_check_may_spend` checks."""
        self.env["mkt.budget.category"].flush_model(["active"])
        self.env["mkt.period"].flush_model(["state"])
        return SQL(
            """
            line.state = 'approved' AND line.active
            AND %s BETWEEN line.date_from AND line.date_to
            AND (SELECT active FROM mkt_budget_category WHERE id = line.category_id)
            AND (SELECT state = 'open' FROM mkt_period WHERE id = line.period_id)
            """,
            day,
        )

    def _booking(self, kind, amount, source_key, is_open, vals):
        counter, sign = EFFECTS[kind]
        used, limit = (sign, 0) if counter in USED else (0, sign)
        entry = {
            "kind": kind,
            "source_key": source_key,
            "date": self.env["res.company"]._mkt_today_of(SQL("booked.company_id")),
            "currency_id": SQL("currency_id"),
            "currency_amount": SQL("amount"),
            "create_uid": self.env.uid,
            "write_uid": self.env.uid,
            **{name: None if value is False else value for name, value in vals.items()},
        }
        # written by hand, for speed: an approval is little else than this
        return SQL(
            """
            WITH money AS MATERIALIZED (
                SELECT ROUND(%(amount)s / rounding::numeric) * rounding::numeric AS amount,
                    id AS currency_id
                FROM res_currency WHERE id = (SELECT currency_id FROM res_company
                    WHERE id = (SELECT company_id FROM mkt_budget_line WHERE id = %(line)s))
            ), booked AS (
                UPDATE mkt_budget_line line
                SET %(counter)s = line.%(counter)s + %(sign)s * money.amount,
                    available = line.available + %(freed)s * money.amount,
                    used_percent = COALESCE(ROUND(
                        100 * (line.reserved + line.spent + %(used)s * money.amount)
                        / NULLIF(line.planned + line.overrun + %(limit)s * money.amount, 0),
                        1), 0),
                    write_uid = %(uid)s, write_date = %(now)s
                FROM money
                WHERE line.id = %(line)s AND money.amount <> 0 AND %(is_open)s
                    AND %(needs)s * money.amount <= GREATEST(line.available, 0)
                RETURNING line.id, line.budget_id, line.category_id,
                    line.department_id, line.company_id,
                    money.amount, money.currency_id
            )
            INSERT INTO mkt_budget_entry (line_id, budget_id, category_id,
                department_id, company_id, amount, create_date, write_date, %(names)s)
            SELECT id, budget_id, category_id, department_id, company_id, amount,
                %(now)s, %(now)s, %(values)s
            FROM booked RETURNING amount
            """,
            amount=SQL("%s::numeric", amount),
            now=SQL("%s::timestamp", fields.Datetime.now()),
            line=self.id,
            uid=self.env.uid,
            counter=SQL.identifier(counter),
            sign=sign,
            freed=limit - used,
            used=used,
            limit=limit,
            needs=NEEDS.get(kind, 0),
            is_open=is_open,
            names=SQL(", ").join(map(SQL.identifier, entry)),
            values=SQL(", ").join(entry.values()),
        )

    @api.model
    def _wait_for_turn(self, lines):
        """Let one booking on a line after the other see what the one before has done.

        `lines` is a query of their ids. A transaction that has waited for another one
        keeps its old snapshot, and fails; as long as it has written nothing it begins
        anew at once. Where something has been written, the host's retry does the same
        later, and slower.
        """
        self.env.flush_all()
        cr = self.env.cr
        if self._has_written():
            return
        # in one order, so that nobody waits for one who waits for them
        turn = SQL(
            "SELECT id FROM mkt_budget_line WHERE id = ANY(ARRAY(%s)) ORDER BY id"
            " FOR NO KEY UPDATE",
            lines,
        )
        for _attempt in range(ATTEMPTS):
            try:
                cr.execute(turn, log_exceptions=False)
                break
            except SerializationFailure:
                cr.rollback()

    def _has_written(self):
        cr = self.env.cr
        if cr.precommit._funcs or cr.postcommit._funcs:
            return True
        if cr._cnx.info.transaction_status == TRANSACTION_STATUS_IDLE:
            return False
        cr.execute("SELECT pg_current_xact_id_if_assigned() IS NOT NULL")
        return cr.fetchone()[0]

    def _check_may_spend(self, day=None):
        """Raise UserError unless the line is in force, and open on the day of an expense."""
        self.ensure_one()
        if self.state != "approved":
            raise UserError(
                self.env._("%(line)s is not in force.", line=self.display_name)
            )
        if not self.active or not self.category_id.active:
            raise UserError(self.env._("%(line)s is archived.", line=self.display_name))
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

    def _check_room(self, needed, request=None):
        """Raise UserError where more is needed, for a request, than the line has left."""
        currency = self._currency()
        if currency.compare_amounts(needed, self.available) <= 0:
            return
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
