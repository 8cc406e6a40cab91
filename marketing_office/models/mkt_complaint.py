from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import is_html_empty

OPEN_STATES = ("received", "acknowledged", "investigating", "responded")


class Complaint(models.Model):
    _name = "mkt.complaint"
    _description = "Case"
    _inherit = ["portal.mixin", "mail.thread", "mail.activity.mixin", "mkt.governed.mixin"]
    _order = "received_at desc, id desc"
    _rec_names_search = ["number", "name", "partner_id"]
    _check_company_auto = True
    _primary_email = "email_from"
    # the customer answers in the portal with no more than the right to read
    _mail_post_access = "read"
    _governed = (
        "number",
        "state",
        "acknowledged_at",
        "responded_at",
        "closed_at",
        "cancel_reason",
        "access_token",
    )
    _fixed_after_creation = ("company_id", "received_at")

    number = fields.Char(
        compute="_compute_number", store=True, copy=False, index="trigram"
    )
    name = fields.Char("Subject", required=True, tracking=True)
    kind = fields.Selection(
        [
            ("service_request", "Service Request"),
            ("complaint", "Complaint"),
            ("dispute", "Dispute"),
        ],
        required=True,
        default="complaint",
        tracking=True,
    )
    state = fields.Selection(
        [
            ("received", "Received"),
            ("acknowledged", "Acknowledged"),
            ("investigating", "Under Investigation"),
            ("responded", "Responded"),
            ("closed", "Closed"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        default="received",
        copy=False,
        tracking=True,
        index=True,
        group_expand=True,
    )
    is_open = fields.Boolean(compute="_compute_is_open", search="_search_is_open")
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        index=True,
        tracking=True,
        check_company=True,
    )
    email_from = fields.Char(
        "E-mail",
        compute="_compute_contact",
        store=True,
        readonly=False,
        precompute=True,
        index="trigram",
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
        "product.product", index="btree_not_null", check_company=True
    )
    order_id = fields.Many2one(
        "sale.order",
        string="Sales Order",
        index="btree_not_null",
        check_company=True,
        domain="[('partner_id', 'child_of', partner_id or [])]",
    )
    description = fields.Html(help="What the customer says, in the customer's words.")
    severity = fields.Selection(
        [("0", "Low"), ("1", "Medium"), ("2", "High"), ("3", "Critical")],
        required=True,
        default="1",
        tracking=True,
        groups="base.group_user",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Handler",
        index=True,
        tracking=True,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    received_at = fields.Datetime(
        "Received on", required=True, default=fields.Datetime.now, index=True
    )
    acknowledged_at = fields.Datetime("Acknowledged on", readonly=True, copy=False)
    responded_at = fields.Datetime("Responded on", readonly=True, copy=False)
    closed_at = fields.Datetime("Closed on", readonly=True, copy=False)
    response = fields.Html(
        copy=False,
        groups="base.group_user",
        help="The answer that the customer gets when you press Respond.",
    )
    cancel_reason = fields.Char("Reason for Cancelling", readonly=True, copy=False)

    _number_uniq = models.Constraint("UNIQUE(number)", "This case number is taken.")

    # a field that every case has from its creation on, and that never changes
    @api.depends("company_id")
    def _compute_number(self):
        # sudo: numbers are given by the system, whoever enters the case
        sequence = self.env["ir.sequence"].sudo()
        for complaint in self:
            # a form that is not yet saved uses up no number
            new = not complaint.number and complaint.id
            complaint.number = (
                sequence.next_by_code(self._name) if new else complaint.number
            )

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

    @api.depends("number", "name")
    def _compute_display_name(self):
        for complaint in self:
            parts = complaint.number, complaint.name
            complaint.display_name = " ".join(part for part in parts if part)

    def _compute_access_url(self):
        for complaint in self:
            complaint.access_url = f"/my/complaints/{complaint.id}"

    @api.constrains("received_at")
    def _check_received_at(self):
        if any(complaint.received_at > fields.Datetime.now() for complaint in self):
            raise ValidationError(self.env._("A case cannot be received in the future."))

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

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Cases stay on record: cancel a case instead."))

    # ------------------------------------------------------------- actions

    def action_take(self):
        """Become the handler of the cases."""
        self.write({"user_id": self.env.uid})

    def action_acknowledge(self):
        """Tell the customers that their cases are in hand."""
        self._check_step("received")
        self.filtered(lambda c: not c.user_id).action_take()
        self._find_customer()
        self._set_state("acknowledged", acknowledged_at=fields.Datetime.now())
        for complaint in self:
            complaint._tell_customer("marketing_office.mail_template_acknowledged")

    def action_investigate(self):
        self._check_step("acknowledged")
        self._check_handler_named()
        self._set_state("investigating")

    def action_respond(self):
        """Send the response to the customers."""
        self._check_step("acknowledged", "investigating")
        self._check_handler_named()
        for complaint in self:
            if complaint.state == "acknowledged" and complaint.kind != "service_request":
                raise UserError(
                    self.env._(
                        "%(case)s: a complaint is investigated before it is answered.",
                        case=complaint.display_name,
                    )
                )
            if is_html_empty(complaint.response):
                raise UserError(
                    self.env._(
                        "%(case)s: write the response first.", case=complaint.display_name
                    )
                )
        self._set_state("responded", responded_at=fields.Datetime.now())
        for complaint in self:
            complaint._tell_customer("marketing_office.mail_template_responded")

    def action_close(self):
        self._check_step("responded")
        self._set_state("closed", closed_at=fields.Datetime.now())

    def action_cancel(self, reason):
        """Withdraw open cases; the reason stays on record."""
        self._check_step(*OPEN_STATES)
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the case is cancelled."))
        self._set_state(
            "cancelled", cancel_reason=reason.strip(), closed_at=fields.Datetime.now()
        )

    def _check_step(self, *states):
        """Raise unless the user may work on the cases and all are in one of the states."""
        self.check_access("write")
        labels = dict(self._fields["state"]._description_selection(self.env))
        for complaint in self:
            if complaint.state not in states:
                raise UserError(
                    self.env._(
                        "%(case)s is in the state %(state)s: this step is not open.",
                        case=complaint.display_name,
                        state=labels[complaint.state],
                    )
                )

    def _check_handler_named(self):
        for complaint in self:
            if not complaint.user_id:
                raise UserError(
                    self.env._(
                        "%(case)s: name a handler first.", case=complaint.display_name
                    )
                )

    def _set_state(self, state, **vals):
        # sudo: governed fields, written after the checks of the calling action
        self.sudo().write({"state": state, **vals})

    # ------------------------------------------------------------- messages

    def _find_customer(self):
        """Link cases that came from an unknown sender to a contact, made if need be."""
        unknown = self.filtered(lambda c: not c.partner_id and c.email_from)
        # sudo: a service clerk may not create contacts, a customer who writes is one
        found = unknown.sudo()._partner_find_from_emails(
            {complaint: [complaint.email_from] for complaint in unknown.sudo()}
        )
        for complaint in unknown:
            complaint.partner_id = found[complaint.id][:1]

    def _tell_customer(self, template):
        self.message_post_with_source(
            template,
            subtype_xmlid="mail.mt_comment",
            partner_ids=self.partner_id.ids,
        )

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        values = {
            "name": msg_dict.get("subject") or self.env._("(no subject)"),
            "description": msg_dict.get("body"),
            "partner_id": msg_dict.get("author_id"),
            "channel": "email",
            **(custom_values or {}),
        }
        return super().message_new(msg_dict, values)
