from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.text import is_blank

# an expense may be charged to the activity
CHARGEABLE = "planned", "held"


class SalesActivity(models.Model):
    """A visit, an ordering fair, a channel meeting, a trial: what it cost, what came of it."""

    _name = "mkt.sales.activity"
    _description = "Sales Activity"
    _inherit = ["mkt.governed.mixin", "mail.thread", "mkt.coordination.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True
    _finished = {"held": ("order_ids",), "cancelled": ()}
    _governed = ("state",)
    _fixed_after_creation = ("company_id",)

    name = fields.Char("Sales Activity", required=True)
    kind = fields.Selection(
        [
            ("visit", "Customer Visit"),
            ("fair", "Ordering Fair"),
            ("channel", "Channel Meeting"),
            ("trial", "Product Trial"),
            ("other", "Other Activity"),
        ],
        required=True,
        default="visit",
        index=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    plan_id = fields.Many2one(
        "mkt.sales.plan",
        "Sales Plan",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('state', '=', 'approved'), ('company_id', '=', company_id)]",
        help="The plan that the activity helps to carry out.",
    )
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
        tracking=True,
    )
    date = fields.Date(required=True, index=True, tracking=True)
    place = fields.Char()
    customer_ids = fields.Many2many(
        "res.partner", string="Customers", ondelete="restrict"
    )
    purpose = fields.Text()
    expected_cost = fields.Monetary()
    request_ids = fields.One2many(
        "mkt.expense.request", "sales_activity_id", "Expense Requests", copy=False
    )
    cost = fields.Monetary(
        compute="_compute_cost",
        compute_sudo=True,
        help="Approved and settled expense requests.",
    )
    result = fields.Text(help="What came of it, and what follows.")
    order_ids = fields.Many2many(
        "sale.order", string="Orders That Came of It", copy=False, ondelete="restrict"
    )
    revenue = fields.Monetary(
        compute="_compute_revenue",
        compute_sudo=True,
        help="Untaxed, of the confirmed orders that came of it.",
    )
    state = fields.Selection(
        [("planned", "Planned"), ("held", "Held"), ("cancelled", "Cancelled")],
        required=True,
        readonly=True,
        default="planned",
        copy=False,
        tracking=True,
        index=True,
    )
    is_overdue = fields.Boolean(
        "Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )

    _cost_positive = models.Constraint(
        "CHECK (COALESCE(expected_cost, 0) >= 0)", "A cost is not less than nothing."
    )

    @api.depends("request_ids.state", "request_ids.company_amount")
    def _compute_cost(self):
        costs = dict(
            self.env["mkt.expense.request"]._read_group(
                [
                    ("sales_activity_id", "in", self.ids),
                    ("state", "in", ("approved", "settled")),
                ],
                ["sales_activity_id"],
                ["company_amount:sum"],
            )
        )
        for activity in self:
            activity.cost = costs.get(activity._origin, 0.0)

    @api.depends("order_ids.state", "order_ids.amount_untaxed")
    def _compute_revenue(self):
        amounts = dict(
            self.env["mkt.revenue"]
            .with_context(mkt_revenue_basis="ordered")
            ._read_group(
                [("order_id", "in", self.order_ids.ids)], ["order_id"], ["amount:sum"]
            )
        )
        for activity in self:
            activity.revenue = sum(amounts.get(o, 0.0) for o in activity.order_ids)

    @api.depends("state", "date", "company_id")
    def _compute_is_overdue(self):
        overdue = self.filtered_domain(self._overdue())
        for activity in self:
            activity.is_overdue = activity in overdue

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._overdue()

    @api.model
    def _overdue(self):
        companies = self.env["res.company"]._mkt_active()
        past = companies._mkt_today_domain(lambda d: fields.Domain("date", "<", d))
        return fields.Domain("state", "=", "planned") & past

    @api.constrains("order_ids", "company_id")
    def _check_orders(self):
        for activity in self:
            # sudo: the company of an order decides, whoever may read it
            orders = activity.sudo().order_ids
            if orders.company_id - activity.company_id:
                raise ValidationError(
                    self.env._(
                        "%(activity)s: orders of another company did not come of it.",
                        activity=activity.name,
                    )
                )

    def action_hold(self):
        """The activity has taken place; its result is on record."""
        self.check_access("write")
        self._check_state("planned")
        for activity in self:
            if activity.date and activity.date > activity.company_id._mkt_today():
                raise UserError(
                    self.env._(
                        "%(activity)s lies in the future.", activity=activity.name
                    )
                )
            if is_blank(activity.result or ""):
                raise UserError(
                    self.env._(
                        "%(activity)s: write what came of it first.",
                        activity=activity.name,
                    )
                )
        self._set_state("held")

    def action_cancel(self):
        self.check_access("write")
        self._check_state("planned")
        self._set_state("cancelled")

    def action_request_expense(self):
        """A new expense request for the activity."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Expense Request"),
            "res_model": "mkt.expense.request",
            "views": [[False, "form"]],
            "context": {
                "default_sales_activity_id": self.id,
                "default_name": self.name,
                "default_amount": self.expected_cost,
            },
        }

    def action_view_requests(self):
        self.ensure_one()
        self.check_access("read")
        return self.request_ids._get_records_action(name=self.env._("Expense Requests"))
