from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

# which counter an entry of the kind moves, and in which direction
EFFECTS = {
    "reserve": ("reserved", 1),
    "release": ("reserved", -1),
    "spend": ("spent", 1),
    "transfer": ("planned", 1),
    "adjust": ("overrun", 1),
}


class BudgetLine(models.Model):
    """The money for one category; the counters follow the ledger, entry by entry.

    Odoo's transactions see one snapshot: a counter is read, checked and written, so
    that of two bookings at the same instant the later one fails and is tried again.
    """

    _name = "mkt.budget.line"
    _description = "Budget Line"
    _inherit = ["mkt.governed.mixin"]
    _order = "budget_id, category_sequence, id"
    _governed = ("overrun", "reserved", "spent", "approved_planned")
    _fixed_after_creation = ("budget_id",)

    budget_id = fields.Many2one(
        "mkt.budget", required=True, index=True, ondelete="cascade"
    )
    category_id = fields.Many2one(
        "mkt.budget.category", required=True, index=True, ondelete="restrict"
    )
    category_sequence = fields.Integer(related="category_id.sequence", store=True)
    company_id = fields.Many2one(related="budget_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    department_id = fields.Many2one(
        related="budget_id.department_id", store=True, index=True
    )
    period_id = fields.Many2one(related="budget_id.period_id", store=True)
    date_from = fields.Date(related="budget_id.date_from", store=True)
    date_to = fields.Date(related="budget_id.date_to", store=True)
    state = fields.Selection(
        related="budget_id.state", store=True, string="Budget State"
    )
    active = fields.Boolean(default=True)
    note = fields.Char()
    planned = fields.Monetary("Planned Amount", required=True, default=0)
    approved_planned = fields.Monetary("Planned on Approval", readonly=True, copy=False)
    overrun = fields.Monetary(required=True, readonly=True, default=0, copy=False)
    reserved = fields.Monetary(required=True, readonly=True, default=0, copy=False)
    spent = fields.Monetary(required=True, readonly=True, default=0, copy=False)
    available = fields.Monetary(compute="_compute_available", store=True)
    used_percent = fields.Float(
        "Used (%)",
        compute="_compute_available",
        store=True,
        digits=(16, 1),
        aggregator="avg",
    )

    _no_overspend = models.Constraint(
        "CHECK (reserved + spent <= planned + overrun)",
        "The budget line does not have that much left.",
    )
    _counters = models.Constraint(
        "CHECK (reserved >= 0 AND overrun >= 0 AND planned >= 0)",
        "Planned and reserved amounts cannot be negative.",
    )
    _not_huge = models.Constraint(
        "CHECK (planned <= 1000000000000)", "This amount is too large for a budget."
    )
    _category_uniq = models.UniqueIndex(
        "(budget_id, category_id)", "A budget has one line for each category."
    )

    @api.depends("planned", "overrun", "reserved", "spent")
    def _compute_available(self):
        for line in self:
            limit, used = line.planned + line.overrun, line.reserved + line.spent
            line.available = limit - used
            line.used_percent = 100 * used / limit if limit else 0

    @api.depends("category_id.name", "budget_id.name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for line in self:
            line.display_name = (
                f"{line.budget_id.name or ''} · {line.category_id.name or ''}"
            )

    def _search_display_name(self, operator, value):
        if operator != "ilike":
            return super()._search_display_name(operator, value)
        words = value.replace("·", " ").split()
        return Domain.AND(
            Domain("category_id.name", "ilike", word)
            | Domain("budget_id.name", "ilike", word)
            for word in words
        )

    def _read_group_select(self, aggregate_spec, query):
        # the share of the sums; an average of shares would weigh small lines like large
        if aggregate_spec != "used_percent:avg":
            return super()._read_group_select(aggregate_spec, query)
        return self._used_percent_of(self, query)

    @api.model
    def _used_percent_of(self, model, query):
        """SQL of the share that is used of all rows of a group together."""
        columns = {
            name: model._field_to_sql(model._table, name, query)
            for name in ("planned", "overrun", "reserved", "spent")
        }
        return SQL(
            """COALESCE(100 * SUM(%(reserved)s + %(spent)s)
            / NULLIF(SUM(%(planned)s + %(overrun)s), 0), 0)""",
            **columns,
        )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_budget_is_draft()
        return lines

    def write(self, vals):
        if vals.keys() - {"active", "note"}:
            self._check_budget_is_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        for line in self:
            if line.state != "draft":
                raise UserError(
                    self.env._(
                        "%(line)s has been submitted and stays on record.",
                        line=line.display_name,
                    )
                )

    def _check_budget_is_draft(self):
        if self.env.su:
            return
        # sudo: the state decides, whatever the user may read
        for line in self.sudo():
            if line.budget_id.state != "draft":
                raise UserError(
                    self.env._(
                        "%(budget)s has been submitted: its lines change by a transfer"
                        " or a revision.",
                        budget=line.budget_id.name,
                    )
                )

    # ------------------------------------------------------------- the ledger

    def _book(self, kind, amount, source_key, **vals):
        """Write one entry and move its counter; called as superuser by checked methods.

        The order of bookings keeps the line in its limits after each one; what
        exceeds them is refused here, and by the database.
        """
        self.ensure_one()
        amount = self.currency_id.round(amount)
        if not amount:
            return self.env["mkt.budget.entry"]
        counter, sign = EFFECTS[kind]
        self._check_room(kind, amount)
        self[counter] = self.currency_id.round(self[counter] + sign * amount)
        return self.env["mkt.budget.entry"].create(
            {
                "line_id": self.id,
                "budget_id": self.budget_id.id,
                "category_id": self.category_id.id,
                "department_id": self.department_id.id,
                "company_id": self.company_id.id,
                "kind": kind,
                "amount": amount,
                "source_key": source_key,
                "date": self.company_id._mkt_today(),
                "currency_id": self.currency_id.id,
                "currency_amount": amount,
                **vals,
            }
        )

    @api.model
    def _wait_for_turn(self):
        """Let one booking after the other see what the one before has done.

        A transaction that only waited would wake up with its old snapshot, and fail.
        As long as it has written nothing it can begin anew, and take the lock before
        it takes its snapshot (LOCK TABLE alone can do that). Where something has been
        written, the host's retry after a serialization failure does the same later.
        """
        self.env.flush_all()
        cr = self.env.cr
        if cr.precommit._funcs or cr.postcommit._funcs:
            return
        cr.execute("SELECT pg_current_xact_id_if_assigned() IS NULL")
        if cr.fetchone()[0]:
            cr.rollback()
            cr.execute("LOCK TABLE mkt_budget_entry IN SHARE ROW EXCLUSIVE MODE")

    def _check_room(self, kind, amount):
        compare = self.currency_id.compare_amounts
        needs = {"reserve": amount, "spend": amount, "transfer": -amount}.get(kind, 0)
        if needs > 0 and compare(needs, self.available) > 0:
            raise UserError(
                self.env._(
                    "%(line)s has %(available)s left, not %(needed)s.",
                    line=self.display_name,
                    available=self.currency_id.format(self.available),
                    needed=self.currency_id.format(needs),
                )
            )

    def _move_to(self, new, document, key):
        """Hand what is reserved, spent and overrun to the line of a revision."""
        vals = {"res_model": document._name, "res_id": document.id}
        reserved, spent, overrun = self.reserved, self.spent, self.overrun
        for kind, amount in (
            ("release", reserved),
            ("spend", -spent),
            ("adjust", -overrun),
        ):
            self._book(kind, amount, f"{key}:{kind}:out", **vals)
        for kind, amount in (
            ("adjust", overrun),
            ("spend", spent),
            ("reserve", reserved),
        ):
            new._book(kind, amount, f"{key}:{kind}:in", **vals)
        self._hand_over_requests(new)

    def _carry_to(self, new, document):
        """Hand open reservations to the next period's line, and the money with them."""
        vals = {"res_model": document._name, "res_id": document.id}
        key = f"mkt.budget,{document.id}:carry:{self.id}"
        reserved = self.reserved
        # an overrun is no money: it ends here as far as it was only reserved
        money = min(reserved, self.planned)
        self._book("release", reserved, f"{key}:release", **vals)
        self._book("transfer", -money, f"{key}:out", **vals)
        new._book("transfer", money, f"{key}:in", **vals)
        new._book("adjust", reserved - money, f"{key}:adjust", **vals)
        new._book("reserve", reserved, f"{key}:reserve", **vals)
        self._hand_over_requests(new)

    def _hand_over_requests(self, new):
        requests = self.env["mkt.expense.request"].search(
            [("line_id", "=", self.id), ("state", "not in", ("refused", "cancelled"))]
        )
        requests.line_id = new

    def _twin(self, budget):
        """A line for the same category without money in another budget."""
        return self.create(
            {"budget_id": budget.id, "category_id": self.category_id.id, "planned": 0}
        )

    def action_view_entries(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_office.mkt_budget_entry_action"
        )
        return {**action, "domain": [("line_id", "=", self.id)], "context": {}}
