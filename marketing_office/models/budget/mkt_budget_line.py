from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.amount import LARGEST
from ...tools.deletion import guards_deletion
from ...tools.text import title_of


class BudgetLine(models.Model):
    """The money for one category; the counters follow the ledger, entry by entry."""

    _name = "mkt.budget.line"
    _description = "Budget Line"
    _inherit = ["mkt.approval.part.mixin"]
    _finished = {
        "approved": ("active", "note"),
        "refused": (),
        "superseded": (),
        "closed": (),
    }
    _approval_document = "budget_id"
    _check_company_auto = True
    _order = "budget_id, category_sequence, id"
    _governed = ("overrun", "reserved", "spent", "approved_planned")
    _fixed_after_creation = ("budget_id",)

    budget_id = fields.Many2one(
        "mkt.budget", required=True, index=True, ondelete="cascade"
    )
    category_id = fields.Many2one(
        "mkt.budget.category",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('is_in_force', '=', True)]",
    )
    category_sequence = fields.Integer(related="category_id.sequence", store=True)
    company_id = fields.Many2one(
        related="budget_id.company_id", store=True, precompute=True, index=True
    )
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
        f"CHECK (planned <= {LARGEST})",
        "A budget line holds at most 1,000,000,000,000.",
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
            line.display_name = title_of(line.budget_id.name, line.category_id.name)

    def _search_display_name(self, operator, value):
        if operator == "in":
            # an import names a line exactly
            names = [Domain("display_name", "ilike", name) for name in value if name]
            found = self.search(Domain.OR(names))
            return Domain(
                "id", "in", found.filtered(lambda m: m.display_name in value).ids
            )
        if operator != "ilike":
            return NotImplemented
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

    @guards_deletion
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

    def _twin(self, budget):
        """A line for the same category without money in another budget."""
        return self.create(
            {"budget_id": budget.id, "category_id": self.category_id.id, "planned": 0}
        )

    def action_view_entries(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_office.mkt_budget_entry_action"
        )
        return {**action, "domain": [("line_id", "=", self.id)], "context": {}}
