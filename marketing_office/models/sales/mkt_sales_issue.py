from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.deletion import guards_deletion
from ...tools.text import is_blank

REMINDER = "marketing_office.mail_activity_type_sales_issue"
# days until an issue should be solved, unless somebody says otherwise
DAYS = 5


class SalesIssue(models.Model):
    """What keeps an opportunity, an order or a customer from going on; it goes up unsolved."""

    _name = "mkt.sales.issue"
    _description = "Sales Issue"
    _inherit = ["mkt.escalation.mixin", "mail.thread", "mkt.coordination.mixin"]
    _order = "deadline, id"
    _check_company_auto = True
    _escalation_subject = "sales_issue"
    _escalation_reminder = REMINDER
    _waiting_states = ("open", "owned")
    _finished = {"solved": (), "dropped": ()}
    _governed = ("state", "settled_on", "settled_by_id", "owner_id")
    _fixed_after_creation = ("company_id", "user_id")

    name = fields.Char("Issue", required=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one(
        "res.users",
        "Raised by",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
        tracking=True,
    )
    owner_id = fields.Many2one(
        "res.users",
        "Solved by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    lead_id = fields.Many2one(
        "crm.lead",
        "Opportunity",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    order_id = fields.Many2one(
        "sale.order",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    cause = fields.Selection(
        [
            ("price", "Price or Discount"),
            ("terms", "Payment Terms or Credit"),
            ("delivery", "Delivery or Stock"),
            ("product", "Product Does Not Fit"),
            ("quality", "Quality or Sample"),
            ("competitor", "Competitor"),
            ("internal", "Slow Decisions of Ours"),
            ("customer", "Change at the Customer's"),
            ("other", "Other Cause"),
        ],
        index="btree_not_null",
        tracking=True,
    )
    description = fields.Text()
    solution = fields.Text(help="What was done, and what came of it.")
    deadline = fields.Date(
        "Solve by",
        required=True,
        index=True,
        default=lambda self: self.env.company._mkt_today() + timedelta(days=DAYS),
        tracking=True,
    )
    state = fields.Selection(
        [
            ("open", "Raised"),
            ("owned", "Being Solved"),
            ("solved", "Solved"),
            ("dropped", "Issue Dropped"),
        ],
        required=True,
        readonly=True,
        default="open",
        copy=False,
        tracking=True,
        index=True,
    )
    settled_on = fields.Date(readonly=True, copy=False)
    settled_by_id = fields.Many2one(
        "res.users", "Settled by", readonly=True, copy=False, ondelete="restrict"
    )
    days_open = fields.Integer(
        "Days Until Solved", compute="_compute_days_open", store=True, aggregator="avg"
    )

    @api.depends("lead_id", "order_id")
    def _compute_partner_id(self):
        for issue in self:
            # sudo: the customer of what the user has named
            named = issue.sudo()
            customer = named.order_id.partner_id or named.lead_id.partner_id
            issue.partner_id = customer.commercial_partner_id or issue.partner_id

    @api.depends("settled_on")
    def _compute_days_open(self):
        for issue in self:
            created = issue.create_date
            issue.days_open = (
                (issue.settled_on - created.date()).days
                if issue.settled_on and created
                else 0
            )

    @api.constrains("lead_id", "order_id", "partner_id")
    def _check_about(self):
        for issue in self:
            if not (issue.lead_id or issue.order_id or issue.partner_id):
                raise ValidationError(
                    self.env._(
                        "%(issue)s: say which opportunity, order or customer it is about.",
                        issue=issue.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        issues = super().create(vals_list)
        # sudo: whoever raises an issue need not be let give activities
        issues.sudo()._remind_asked()
        return issues

    @guards_deletion
    def _unlink_never(self):
        raise UserError(
            self.env._("Sales issues stay on record: drop what has become needless.")
        )

    # ------------------------------------------------------------- steps

    def action_take(self):
        """The user solves the issues."""
        self._check_may_take()
        self._check_state(*self._waiting_states)
        # sudo: governed fields, written after the checks above
        self.sudo().write({"state": "owned", "owner_id": self.env.uid})

    def _check_may_take(self):
        """Whoever may change an issue takes it."""
        self.check_access("write")

    def action_solve(self):
        """The issues are solved; cause and solution are on record."""
        self.check_access("write")
        self._check_state("owned")
        for issue in self:
            if not issue.cause or is_blank(issue.solution or ""):
                raise UserError(
                    self.env._(
                        "%(issue)s: enter the cause and what has solved it first.",
                        issue=issue.name,
                    )
                )
        self._settle("solved")

    def action_drop(self):
        """The issues have become needless; why is on record."""
        self.check_access("write")
        self._check_state(*self._waiting_states)
        for issue in self:
            if is_blank(issue.solution or ""):
                raise UserError(
                    self.env._(
                        "%(issue)s: write why it is dropped first.", issue=issue.name
                    )
                )
        self._settle("dropped")

    def _settle(self, state):
        # sudo: governed fields, written after the checks of the calling action
        for company, issues in self.sudo().grouped("company_id").items():
            issues.write(
                {
                    "state": state,
                    "settled_on": company._mkt_today(),
                    "settled_by_id": self.env.uid,
                }
            )
            issues._forget_reminders(REMINDER)

    # ------------------------------------------------------------- who is told

    def _reminder_deadline(self):
        return self.deadline

    def _asked_people(self):
        """Who solves it, else who leads the sales team."""
        holders = {
            company: self.env["mkt.post.assignment"]._holders(company, "sales_manager")
            for company in self.company_id
        }
        return {issue: issue.owner_id or holders[issue.company_id] for issue in self}

    def _notify(self, told):
        self._tell_people(
            told,
            "marketing_office.sales_issue_message",
            lambda env, issues: (
                env._("Sales issues that wait for a solution: %s", len(issues)),
                {"issues": issues},
            ),
        )
