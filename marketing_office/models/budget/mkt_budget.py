from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_list

from ...tools.amount import LARGEST

# who draws up the budget of the own department
DEPARTMENT_MANAGERS = (
    "marketing_manager",
    "sales_manager",
    "promotion_manager",
    "customer_service_manager",
)
CEILING_POSTS = "director", "leadership"
OPEN_STATES = "draft", "submitted"


class Budget(models.Model):
    """What a department may spend in a period, by category."""

    _name = "mkt.budget"
    _description = "Budget"
    _inherit = ["mkt.period.document.mixin"]
    _order = "date_from desc, department_id, version desc, id desc"
    _approval_content = ("department_id", "line_ids", "ceiling")
    _approval_bounds = ("ceiling",)
    _same_in_revisions = ("department_id", "period_id")

    # not stored: the department is named in the reader's language
    name = fields.Char("Budget", compute="_compute_name", search="_search_name")
    department_id = fields.Many2one(
        "hr.department",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )
    previous_id = fields.Many2one(
        "mkt.budget", "Revision of", readonly=True, copy=False, index="btree_not_null"
    )
    ceiling = fields.Monetary(
        tracking=True,
        help="Given from above by the Director or the leadership: the lines together"
        " cannot exceed it. 0: none.",
    )
    note = fields.Text()
    # an archived line takes no requests; its money is planned, reserved, spent as before
    line_ids = fields.One2many(
        "mkt.budget.line", "budget_id", copy=True, context={"active_test": False}
    )
    planned = fields.Monetary("Planned Amount", compute="_compute_totals")
    overrun = fields.Monetary(compute="_compute_totals")
    reserved = fields.Monetary(compute="_compute_totals")
    spent = fields.Monetary(compute="_compute_totals")
    available = fields.Monetary(compute="_compute_totals")
    used_percent = fields.Float("Used (%)", compute="_compute_totals", digits=(16, 1))
    present_id = fields.Many2one(
        "mkt.budget",
        "Budget There Already",
        compute="_compute_present_id",
        help="The department has it for the same period: revise it instead.",
    )
    planned_twice = fields.Char(
        "Planned Already", compute="_compute_planned_twice", compute_sudo=True
    )

    _ceiling_sensible = models.Constraint(
        f"CHECK (ceiling IS NULL OR (ceiling >= 0 AND ceiling <= {LARGEST}))",
        "A ceiling is neither negative nor more than 1,000,000,000,000.",
    )
    _in_force_uniq = models.UniqueIndex(
        "(company_id, period_id, department_id) WHERE state IN ('approved', 'closed')",
        "The department has a budget in force for this period already: revise it.",
    )
    _open_uniq = models.UniqueIndex(
        "(company_id, period_id, department_id) WHERE state IN ('draft', 'submitted')",
        "A budget of the department for this period is being drawn up already.",
    )

    @api.depends_context("lang")
    def _compute_display_name(self):
        return super()._compute_display_name()

    @api.depends("period_id.code", "department_id.name", "version")
    @api.depends_context("lang")
    def _compute_name(self):
        for budget in self:
            parts = [budget.department_id.name or "", budget.period_id.code or ""]
            budget.name = " ".join(filter(None, parts)) + budget._version_suffix()

    def _search_name(self, operator, value):
        if operator == "in":
            words = [Domain("name", "ilike", name) for name in value if name]
            found = self.search(Domain.OR(words))
            return [("id", "in", found.filtered(lambda b: b.name in value).ids)]
        if operator != "ilike":
            return NotImplemented
        return Domain.AND(self._name_has(word) for word in value.split())

    def _name_has(self, word):
        """Whether the word stands in the department, the period or the version."""
        number = word.removeprefix("v")
        return (
            Domain("department_id.name", "ilike", word)
            | Domain("period_id.code", "ilike", word)
            | Domain("version", "=", int(number) if number.isdecimal() else 0)
        )

    @api.depends(
        "line_ids.planned", "line_ids.overrun", "line_ids.reserved", "line_ids.spent"
    )
    def _compute_totals(self):
        for budget in self:
            lines = budget.line_ids
            budget.planned = sum(lines.mapped("planned"))
            budget.overrun = sum(lines.mapped("overrun"))
            budget.reserved = sum(lines.mapped("reserved"))
            budget.spent = sum(lines.mapped("spent"))
            limit = budget.planned + budget.overrun
            used = budget.reserved + budget.spent
            budget.available = limit - used
            budget.used_percent = 100 * used / limit if limit else 0

    @api.depends("period_id", "department_id", "previous_id", "state")
    def _compute_present_id(self):
        drafts = self.filtered(lambda b: b.state == "draft" and not b.previous_id)
        present = self.search(
            [
                ("period_id", "in", drafts.period_id.ids),
                ("department_id", "in", drafts.department_id.ids),
                ("state", "not in", ("refused", "superseded")),
                ("id", "not in", drafts.ids),
            ],
            order="id",
        )
        by_key = present.grouped(lambda b: (b.period_id.id, b.department_id.id))
        for budget in self:
            key = budget.period_id._origin.id, budget.department_id._origin.id
            found = by_key.get(key, present.browse()) if budget in drafts else False
            budget.present_id = found and found[0]

    @api.depends(
        "line_ids.category_id", "department_id", "date_from", "date_to", "state"
    )
    @api.depends_context("lang")
    def _compute_planned_twice(self):
        self.planned_twice = False
        open_ = self.filtered(lambda b: b.state in OPEN_STATES and b.date_to)
        for budget, others in open_._lines_planned_twice().items():
            budget.planned_twice = bool(others) and budget._words_on_lines(others)

    @api.model_create_multi
    def create(self, vals_list):
        budgets = super().create(vals_list)
        budgets.filtered("ceiling")._check_ceiling_given_from_above()
        return budgets

    def write(self, vals):
        if "ceiling" in vals:
            self._check_ceiling_given_from_above()
        result = super().write(vals)
        if "department_id" in vals:
            self._check_may_prepare()
        return result

    def _check_ceiling_given_from_above(self):
        if self.env.su:
            return
        held = set(self.env.user.mkt_companies(*CEILING_POSTS))
        if not set(self.company_id.ids) <= held:
            raise AccessError(
                self.env._(
                    "Only the Director or the leadership can set the ceiling: ask one"
                    " of them."
                )
            )

    def _check_may_prepare(self):
        """Raise AccessError unless the user draws up the budgets of the departments."""
        if self.env.su:
            return
        for budget in self:
            if not budget._may_prepare(self.env.user):
                raise AccessError(
                    self.env._(
                        "The budget of %(department)s is drawn up by its manager or"
                        " the Finance Manager.",
                        department=budget.department_id.name,
                    )
                )

    def _may_prepare(self, user):
        if user._mkt_holds(self.company_id, "finance_manager", "director"):
            return True
        own = user.mkt_domain_of("department_id", "department_id", *DEPARTMENT_MANAGERS)
        # sudo: whose department it is decides, whatever the user may read of it
        return bool(self.sudo().filtered_domain(own))

    # ------------------------------------------------------------- approval

    def _approval_kinds(self):
        return ["budget"]

    def _approval_amount(self):
        return self.planned

    def _check_submission(self):
        result = super()._check_submission()
        if not self.planned:
            raise UserError(
                self.env._("%(budget)s: plan an amount first.", budget=self.name)
            )
        if (
            self.ceiling
            and self.currency_id.compare_amounts(self.planned, self.ceiling) > 0
        ):
            raise UserError(
                self.env._(
                    "%(budget)s: the lines add up to %(planned)s, over the ceiling of"
                    " %(ceiling)s.",
                    budget=self.name,
                    planned=self.currency_id.format(self.planned),
                    ceiling=self.currency_id.format(self.ceiling),
                )
            )
        # sudo: what other budgets plan, whatever the user may read
        self.sudo()._check_planned_once()
        return result

    def _check_planned_once(self):
        """Raise UserError where another budget in force plans the same money."""
        for budget, others in self._lines_planned_twice().items():
            if others:
                raise UserError(budget._words_on_lines(others))

    def _lines_planned_twice(self):
        """{budget: lines of other budgets in force that plan the same}, by one query."""
        lines = self.env["mkt.budget.line"].with_context(active_test=False)
        found = lines.search(
            [
                ("company_id", "in", self.company_id.ids),
                ("department_id", "in", self.department_id.ids),
                ("category_id", "in", self.line_ids.category_id.ids),
                ("state", "=", "approved"),
            ],
            order="category_sequence, id",
        )
        return {budget: found.filtered(budget._plans_the_same) for budget in self}

    def _plans_the_same(self, line):
        """Whether the line of another budget is for what this one plans, for the same days."""
        return (
            line.company_id == self.company_id._origin
            and line.department_id == self.department_id._origin
            and line.category_id in self.line_ids.category_id._origin
            and line.budget_id not in (self | self.previous_id)._origin
            and line.date_from <= self.date_to
            and line.date_to >= self.date_from
        )

    def _words_on_lines(self, others):
        return self.env._(
            "%(budgets)s plans this already, for the same days: %(categories)s."
            " Take it out here, or revise the budget that has it.",
            budgets=format_list(self.env, others.budget_id.mapped("name")),
            categories=format_list(self.env, others.category_id.mapped("name")),
        )

    def _before_decision(self):
        # sudo: a revision takes over what the version before has booked
        budgets = self.sudo()
        (budgets | budgets.previous_id).line_ids._take_turn()

    def _on_approved(self):
        self._check_planned_once()
        for line in self.line_ids:
            line.approved_planned = line.planned

    # ------------------------------------------------------------- screens

    def action_view_entries(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_office.mkt_budget_entry_action"
        )
        return {**action, "domain": [("budget_id", "=", self.id)], "context": {}}

    def action_export_xlsx(self):
        """The address under which the browser gets the budgets as a workbook."""
        numbers = ",".join(map(str, self.ids))
        return {
            "type": "ir.actions.act_url",
            "url": f"/marketing_office/budgets.xlsx?ids={numbers}",
            "target": "download",
        }
