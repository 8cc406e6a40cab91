from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.deletion import guards_deletion
from ...tools.optional import OptionalFloat

KINDS = [
    ("service_request", "Service Request"),
    ("complaint", "Complaint"),
    ("dispute", "Dispute"),
]
PRIORITIES = [("0", "Low"), ("1", "Medium"), ("2", "High"), ("3", "Urgent")]
OPEN_STATES = (
    "received",
    "acknowledged",
    "assessed",
    "investigating",
    "responded",
    "decided",
)


class Complaint(models.Model):
    _name = "mkt.complaint"
    _description = "Case"
    _inherit = [
        "mkt.numbered.mixin",
        "mkt.coordination.mixin",
        "portal.mixin",
        "rating.mixin",
        "mkt.reminder.mixin",
    ]
    # what is done about the cause may begin when the case is over
    _finished = {"closed": ("corrective_action_ids",), "cancelled": ()}
    _order = "received_at desc, id desc"
    _rec_names_search = ["number", "name", "partner_id"]
    _check_company_auto = True
    _primary_email = "email_from"
    # the customer answers in the portal with no more than the right to read
    _mail_post_access = "read"
    _governed = (
        "state",
        "acknowledged_at",
        "responded_at",
        "resolved_at",
        "closed_at",
        "cancel_reason",
    )
    _fixed_after_creation = ("company_id", "received_at")

    name = fields.Char("Subject", required=True, tracking=True, index="trigram")
    kind = fields.Selection(KINDS, required=True, default="complaint", tracking=True)
    state = fields.Selection(
        [
            ("received", "Received"),
            ("acknowledged", "Acknowledged"),
            ("assessed", "Assessed"),
            ("investigating", "Under Investigation"),
            ("responded", "Responded"),
            ("decided", "Decided"),
            ("closed", "Closed"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        default="received",
        copy=False,
        tracking=True,
        group_expand=True,
    )
    is_open = fields.Boolean(compute="_compute_is_open", search="_search_is_open")
    number = fields.Char("Case Number")
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        index=True,
        tracking=True,
        check_company=True,
        ondelete="restrict",
    )
    email_from = fields.Char(
        "E-mail",
        compute="_compute_contact",
        store=True,
        readonly=False,
        precompute=True,
        index="trigram",
        tracking=True,
    )
    phone = fields.Char(
        compute="_compute_contact", store=True, readonly=False, precompute=True
    )
    channel = fields.Selection(
        [
            ("phone", "Telephone"),
            ("email", "E-mail"),
            ("portal", "Customer Portal"),
            ("wechat", "WeChat"),
            ("visit", "Visit"),
            ("other", "Other"),
        ],
        required=True,
        default="phone",
    )
    product_id = fields.Many2one(
        "product.product",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
    )
    order_id = fields.Many2one(
        "sale.order",
        string="Sales Order",
        index="btree_not_null",
        check_company=True,
        domain="[('partner_id', 'child_of', partner_id or [])]",
        ondelete="restrict",
    )
    description = fields.Html(help="What the customer says, in the customer's words.")
    user_id = fields.Many2one(
        "res.users",
        string="Handler",
        index=True,
        tracking=True,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        ondelete="restrict",
    )
    received_at = fields.Datetime(
        "Received on", required=True, default=fields.Datetime.now, index=True
    )
    acknowledged_at = fields.Datetime("Acknowledged on", readonly=True, copy=False)
    responded_at = fields.Datetime("Responded on", readonly=True, copy=False)
    resolved_at = fields.Datetime("Resolved on", readonly=True, copy=False)
    closed_at = fields.Datetime("Closed on", readonly=True, copy=False)
    hours_to_acknowledge = OptionalFloat(
        compute="_compute_durations",
        store=True,
        aggregator="avg",
        groups="base.group_user",
    )
    hours_to_resolve = OptionalFloat(
        compute="_compute_durations",
        store=True,
        aggregator="avg",
        groups="base.group_user",
    )
    cancel_reason = fields.Char(
        "Reason for Cancelling", readonly=True, copy=False, groups="base.group_user"
    )

    # assessment, ISO 10002:2018 8.4
    severity = fields.Selection(
        [("0", "Low"), ("1", "Medium"), ("2", "High"), ("3", "Critical")],
        required=True,
        default="1",
        tracking=True,
        groups="base.group_user",
    )
    impact = fields.Selection(
        [
            ("0", "One customer, little harm"),
            ("1", "One customer, work disturbed"),
            ("2", "Several customers or safety"),
        ],
        tracking=True,
        copy=False,
        groups="base.group_user",
    )
    priority = fields.Selection(
        PRIORITIES,
        compute="_compute_priority",
        store=True,
        precompute=True,
        groups="base.group_user",
    )
    immediate_action = fields.Text(
        copy=False,
        groups="base.group_user",
        help="What is done at once to keep the harm from growing.",
    )
    investigation = fields.Html("Findings", copy=False, groups="base.group_user")

    response = fields.Html(
        copy=False,
        groups="base.group_user",
        help="The answer that the customer gets when you press Respond.",
    )

    _number_uniq = models.Constraint("UNIQUE(number)", "This case number is taken.")

    @api.depends("state")
    def _compute_is_open(self):
        for complaint in self:
            complaint.is_open = complaint.state in OPEN_STATES

    def _search_is_open(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("state", "in", OPEN_STATES)]

    @api.depends("partner_id")
    def _compute_contact(self):
        for complaint in self:
            partner = complaint.partner_id
            complaint.email_from = partner.email or complaint.email_from
            complaint.phone = partner.phone or complaint.phone

    @api.depends("received_at", "acknowledged_at", "resolved_at")
    def _compute_durations(self):
        for complaint in self:
            since = complaint.received_at
            for field, until in (
                ("hours_to_acknowledge", complaint.acknowledged_at),
                ("hours_to_resolve", complaint.resolved_at),
            ):
                complaint[field] = until and (until - since).total_seconds() / 3600

    @api.depends("severity", "impact")
    def _compute_priority(self):
        for complaint in self:
            weight = int(complaint.severity or 0) + int(complaint.impact or 0)
            complaint.priority = str(min(weight, 3))

    @api.depends("number", "name")
    def _compute_display_name(self):
        for complaint in self:
            parts = complaint.number, complaint.name
            complaint.display_name = " ".join(part for part in parts if part)

    @api.constrains("received_at")
    def _check_received_at(self):
        if any(complaint.received_at > fields.Datetime.now() for complaint in self):
            raise ValidationError(
                self.env._("A case cannot be received in the future.")
            )

    @api.constrains("user_id", "company_id")
    def _check_handler(self):
        for company, complaints in self.grouped("company_id").items():
            # sudo: which colleagues work in the office is no secret inside it
            members = self.env["mkt.post.assignment"].sudo()._members(company)
            for handler in complaints.user_id - members:
                raise ValidationError(
                    self.env._(
                        "%(user)s does not work in the marketing office of %(company)s.",
                        user=handler.name,
                        company=company.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        complaints = super().create(vals_list)
        # sudo: clocks belong to the system, whoever enters the case
        self.env["mkt.sla.clock"].sudo()._start(complaints.sudo())
        return complaints

    def write(self, vals):
        result = super().write(vals)
        if {"kind", "severity", "impact"} & vals.keys():
            # sudo: clocks belong to the system, and follow their case
            complaints = self.sudo()
            complaints.clock_ids._follow(complaints, fields.Datetime.now())
        return result

    @guards_deletion
    def _unlink_never(self):
        raise UserError(self.env._("Cases stay on record: cancel a case instead."))

    def action_export_xlsx(self):
        """The address under which the browser gets the cases as a workbook."""
        numbers = ",".join(map(str, self.ids))
        return {
            "type": "ir.actions.act_url",
            "url": f"/marketing_office/cases.xlsx?ids={numbers}",
            "target": "download",
        }
