from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.deletion import guards_deletion
from ...tools.text import is_blank
from .mkt_care_plan import CONTACT_KINDS

REMINDER = "marketing_office.mail_activity_type_care"
# in what channel a kind of contact needs the customer's agreement
CHANNELS = {"call": "phone", "message": "wechat"}


class CareContact(models.Model):
    """A contact that a care plan asks for: planned, then made or missed for good."""

    _name = "mkt.care.contact"
    _description = "Care Contact"
    _inherit = ["mkt.escalation.mixin", "mail.thread"]
    _order = "deadline, id"
    _escalation_subject = "care"
    _escalation_reminder = REMINDER
    _waiting_states = ("planned",)
    _governed = (
        "company_id",
        "partner_id",
        "user_id",
        "plan_id",
        "kind",
        "deadline",
        "state",
        "settled_on",
        "settled_by_id",
    )
    _finished = {"done": (), "missed": (), "cancelled": ()}

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        "res.users",
        "Account Manager",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    plan_id = fields.Many2one(
        "mkt.care.plan",
        "Care Plan",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    steps = fields.Text(related="plan_id.steps")
    phone = fields.Char(related="partner_id.phone", related_sudo=False)
    kind = fields.Selection(CONTACT_KINDS, required=True, readonly=True)
    deadline = fields.Date("Due", required=True, readonly=True, index=True)
    missed_on = fields.Date(
        "Missed from",
        compute="_compute_missed_on",
        store=True,
        help="The day on which the contact counts as missed.",
    )
    note = fields.Text("What Came of It", copy=False)
    next_on = fields.Date(
        "Next Contact on",
        copy=False,
        help="The day that the customer asks for; empty: as the plan says.",
    )
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("done", "Made"),
            ("missed", "Missed"),
            ("cancelled", "Dropped"),
        ],
        required=True,
        readonly=True,
        default="planned",
        copy=False,
        tracking=True,
        index=True,
    )
    settled_on = fields.Date("Made or Missed on", readonly=True, copy=False)
    settled_by_id = fields.Many2one(
        "res.users", "Settled by", readonly=True, copy=False, ondelete="restrict"
    )
    is_kept = fields.Boolean("Kept", compute="_compute_is_kept", store=True)

    _one_planned = models.UniqueIndex(
        "(company_id, partner_id) WHERE state = 'planned'",
        "The next contact with this customer is planned already.",
    )

    @api.depends("partner_id", "kind")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for contact in self:
            # sudo: the name of a customer whom the contact names is no secret
            names = contact.sudo().partner_id.name, kinds.get(contact.kind)
            contact.display_name = " · ".join(filter(None, names))

    @api.depends("state", "deadline", "plan_id.grace_days")
    def _compute_missed_on(self):
        for contact in self:
            waits = contact.state == "planned" and contact.deadline
            contact.missed_on = waits and fields.Date.add(
                contact.deadline, days=contact.plan_id.grace_days
            )

    @api.depends("state")
    def _compute_is_kept(self):
        for contact in self:
            contact.is_kept = contact.state == "done"

    @guards_deletion
    def _unlink_never(self):
        raise UserError(
            self.env._("Contacts with customers stay on record, missed ones too.")
        )

    def _reminder_deadline(self):
        return self.deadline

    # ------------------------------------------------------------- made or missed

    def action_done(self, note=None):
        """The contact was made; what came of it is written down."""
        self.check_access("write")
        self._settle_as("done", note)

    def action_missed(self, note=None):
        """The contact was not made, and will not be; why is written down."""
        self.check_access("write")
        self._settle_as("missed", note)

    def _settle_as(self, state, note):
        self._check_not_finished()
        for contact in self:
            said = str(note or contact.note or "").strip()
            if is_blank(said):
                raise UserError(
                    self.env._(
                        "%(contact)s: write what came of it first.",
                        contact=contact.display_name,
                    )
                )
            contact._check_next_on()
            if note:
                contact.note = said
        # sudo: governed fields, written after the checks above
        self.sudo()._settle(state)

    def _check_next_on(self):
        if self.next_on and self.next_on <= self.company_id._mkt_today():
            raise UserError(
                self.env._(
                    "%(contact)s: the next contact lies in the future.",
                    contact=self.display_name,
                )
            )

    def _settle(self, state):
        """Close the contacts, and plan the next ones; called as superuser."""
        for company, contacts in self.grouped("company_id").items():
            contacts.write(
                {
                    "state": state,
                    "settled_on": company._mkt_today(),
                    "settled_by_id": self.env.uid,
                }
            )
            contacts._forget_reminders(REMINDER)
            contacts._plan(company, contacts.partner_id)
