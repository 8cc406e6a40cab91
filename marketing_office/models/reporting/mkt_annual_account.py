from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_compare

from ...tools.deletion import guards_deletion
from ...tools.optional import OptionalFloat, OptionalMonetary

# what differs by more than this share of the plan is explained
MOST_WITHOUT_REASON = 10


class AnnualAccount(models.Model):
    """The office's money in one year: plan, spending and the reasons where they differ."""

    _name = "mkt.annual.account"
    _description = "Annual Accounts"
    _inherit = ["mkt.governed.mixin", "mail.thread"]
    _finished = {"closed": ()}
    _order = "date_from desc, id desc"
    _check_company_auto = True
    _governed = ("state", "closed_by_id", "closed_on", "compiled_at")
    _fixed_after_creation = ("company_id", "period_id")

    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    period_id = fields.Many2one(
        "mkt.period",
        "Year",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('company_id', '=', company_id), ('kind', '=', 'year'), ('is_past', '=', True)]",
    )
    date_from = fields.Date(related="period_id.date_from", store=True)
    state = fields.Selection(
        [("draft", "Draft"), ("closed", "Closed Accounts")],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
    )
    user_id = fields.Many2one(
        "res.users",
        "Drawn Up by",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
    )
    line_ids = fields.One2many("mkt.annual.account.line", "account_id")
    note = fields.Text()
    compiled_at = fields.Datetime("Compiled on", readonly=True, copy=False)
    closed_by_id = fields.Many2one(
        "res.users", "Closed by", readonly=True, copy=False, ondelete="restrict"
    )
    closed_on = fields.Date("Accounts Closed on", readonly=True, copy=False)
    unexplained_count = fields.Integer(
        "To Be Explained", compute="_compute_unexplained_count"
    )

    _year_uniq = models.UniqueIndex(
        "(period_id)", "There are accounts of this year already."
    )

    @api.depends("period_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for account in self:
            account.display_name = self.env._(
                "Annual Accounts %s", account.period_id.code or ""
            )

    @api.depends("line_ids.needs_reason")
    def _compute_unexplained_count(self):
        for account in self:
            account.unexplained_count = len(account.line_ids.filtered("needs_reason"))

    @api.model_create_multi
    def create(self, vals_list):
        accounts = super().create(vals_list)
        for account in accounts:
            if account.period_id.kind != "year" or not account.period_id.is_past:
                raise UserError(self.env._("Choose a year that is over."))
        # sudo: figures are the ledger's; the user was let draw up the accounts
        accounts.sudo()._compile()
        return accounts

    @guards_deletion
    def _unlink_except_draft(self):
        if any(account.state != "draft" for account in self):
            raise UserError(self.env._("Closed accounts stay on record."))

    def action_compile(self):
        """Bring the figures up to the ledger; the reasons stay."""
        self.check_access("write")
        self._check_state("draft")
        # sudo: figures are governed; checked above
        self.sudo()._compile()

    def action_close(self):
        """All that differs by more than a tenth is explained: the figures stay as they are."""
        self.check_access("write")
        self._check_state("draft")
        # sudo: figures are governed; checked above
        self.sudo()._compile()
        for account in self:
            if lines := account.line_ids.filtered("needs_reason"):
                raise UserError(
                    self.env._(
                        "Explain first what differs by more than %(percent)s%%:"
                        " %(lines)s",
                        percent=MOST_WITHOUT_REASON,
                        lines=", ".join(lines.mapped("display_name")),
                    )
                )
            account._set_state(
                "closed",
                closed_by_id=self.env.uid,
                closed_on=account.company_id._mkt_today(),
            )

    def _compile(self):
        """A line for each department and category of the year's budgets; as superuser."""
        for account in self:
            wanted = account._figures()
            there = {
                (line.department_id, line.category_id): line
                for line in account.line_ids
            }
            for key, figures in wanted.items():
                if key in there:
                    there[key].write(figures)
                else:
                    department, category = key
                    account.line_ids.create(
                        {
                            "account_id": account.id,
                            "department_id": department.id,
                            "category_id": category.id,
                            **figures,
                        }
                    )
            gone = [line.id for key, line in there.items() if key not in wanted]
            account.line_ids.browse(gone).unlink()
            account.compiled_at = fields.Datetime.now()

    def _figures(self):
        """{(department, category): planned, spent, spent the year before}."""
        start, stop = self.period_id._half_open()
        before = self.period_id._year_before()[1]
        found = {}
        for name, first, last in (
            ("now", start, stop),
            ("last_year_spent", before, start),
        ):
            rows = self.env["mkt.budget.month"]._read_group(
                [
                    ("company_id", "=", self.company_id.id),
                    ("month", ">=", first),
                    ("month", "<", last),
                ],
                ["department_id", "category_id"],
                ["planned:sum", "overrun:sum", "spent:sum"],
            )
            for department, category, planned, overrun, spent in rows:
                figures = found.setdefault((department, category), {})
                if name == "now":
                    figures |= {"planned": planned + overrun, "spent": spent}
                else:
                    figures[name] = spent
        return {key: f for key, f in found.items() if "planned" in f}


class AnnualAccountLine(models.Model):
    """What one department planned and spent on one category in the year, and why it differs."""

    _name = "mkt.annual.account.line"
    _description = "Line of Annual Accounts"
    _inherit = ["mkt.open.part.mixin"]
    _order = "account_id, department_id, category_id, id"
    _governed = ("planned", "spent", "last_year_spent", "department_id", "category_id")
    _fixed_after_creation = ("account_id",)

    account_id = fields.Many2one(
        "mkt.annual.account", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="account_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    department_id = fields.Many2one(
        "hr.department", required=True, readonly=True, ondelete="restrict"
    )
    category_id = fields.Many2one(
        "mkt.budget.category", required=True, readonly=True, ondelete="restrict"
    )
    planned = fields.Monetary("Planned Amount", readonly=True)
    spent = fields.Monetary(readonly=True)
    last_year_spent = OptionalMonetary("Spent the Year Before", readonly=True)
    difference = fields.Monetary(compute="_compute_difference")
    difference_percent = OptionalFloat(
        "Difference (%)", compute="_compute_difference", digits=(16, 1)
    )
    reason = fields.Text("Why It Differs")
    needs_reason = fields.Boolean("To Be Explained", compute="_compute_needs_reason")

    @api.depends("department_id", "category_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for line in self:
            names = line.department_id.name, line.category_id.name
            line.display_name = " · ".join(filter(None, names))

    @api.depends("planned", "spent")
    def _compute_difference(self):
        for line in self:
            line.difference = line.spent - line.planned
            line.difference_percent = (
                100 * line.difference / line.planned if line.planned else None
            )

    @api.depends("planned", "spent", "reason")
    def _compute_needs_reason(self):
        for line in self:
            most = line.planned * MOST_WITHOUT_REASON / 100
            places = line.currency_id.decimal_places or 0
            is_off = float_compare(abs(line.spent - line.planned), most, places + 2) > 0
            line.needs_reason = is_off and not (line.reason or "").strip()

    def _check_document_open(self):
        self.account_id._check_state("draft")
