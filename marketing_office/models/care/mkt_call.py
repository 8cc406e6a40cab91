from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.deletion import guards_deletion
from ...tools.text import is_blank


class Call(models.Model):
    """A contact on a call list: who calls, and what came of it.

    Calls come on a list by its filter alone. The caller writes outcome and note, and
    `action_record` makes them count.
    """

    _name = "mkt.call"
    _description = "Call"
    _inherit = ["mkt.governed.mixin", "mail.thread"]
    _order = "call_back_at, id"
    _governed = (
        "list_id",
        "company_id",
        "partner_id",
        "user_id",
        "state",
        "end_reason",
        "called_at",
        "attempts",
        "lead_id",
        "reached",
    )
    _finished = {"done": (), "ended": ()}

    list_id = fields.Many2one(
        "mkt.call.list", required=True, readonly=True, index=True, ondelete="cascade"
    )
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
    phone = fields.Char(related="partner_id.phone", related_sudo=False)
    script = fields.Text(related="list_id.script", related_sudo=False)
    user_id = fields.Many2one(
        "res.users", "Caller", readonly=True, index=True, ondelete="restrict"
    )
    state = fields.Selection(
        [("open", "To Call"), ("done", "Called"), ("ended", "Ended without a Call")],
        required=True,
        readonly=True,
        default="open",
        copy=False,
        index=True,
    )
    end_reason = fields.Selection(
        [
            ("refused", "Must not be called"),
            ("closed", "The list was completed"),
            ("merged", "On the list twice"),
        ],
        "Ended because",
        readonly=True,
        copy=False,
    )
    outcome_id = fields.Many2one("mkt.call.outcome", copy=False, ondelete="restrict")
    effect = fields.Selection(related="outcome_id.effect")
    note = fields.Text("What Was Said", copy=False)
    call_back_at = fields.Datetime("Call Back at", copy=False)
    called_at = fields.Datetime("Last Called on", readonly=True, copy=False, index=True)
    attempts = fields.Integer(
        "Times Called", readonly=True, copy=False, default=0, aggregator="sum"
    )
    reached = fields.Boolean("Customer Reached", readonly=True, copy=False)
    lead_id = fields.Many2one(
        "crm.lead", readonly=True, copy=False, index="btree_not_null"
    )

    has_lead = fields.Boolean("Opened a Lead", compute="_compute_has_lead", store=True)

    _once_on_a_list = models.UniqueIndex(
        "(list_id, partner_id) WHERE end_reason IS DISTINCT FROM 'merged'",
        "The contact is on the list already.",
    )
    _next = models.Index(
        "(list_id, call_back_at, user_id, id) WHERE state = 'open'",
    )

    @api.depends("partner_id")
    def _compute_display_name(self):
        for call in self:
            # sudo: the name of who is to be called is what the caller needs
            call.display_name = call.sudo().partner_id.display_name

    @api.depends("lead_id")
    def _compute_has_lead(self):
        for call in self:
            call.has_lead = bool(call.lead_id)

    @guards_deletion
    def _unlink_except_open(self):
        for call in self:
            if call.called_at:
                raise UserError(
                    self.env._(
                        "%(customer)s was called: that stays on record.",
                        customer=call.display_name,
                    )
                )

    # ------------------------------------------------------------- the result

    def action_record(self):
        """Record the outcome of the call, and open the next one of the list."""
        self.ensure_one()
        self.check_access("write")
        self._check_recordable()
        # sudo: governed fields, written after the checks above
        self.sudo()._record_result()
        getattr(self, f"_follow_{self.outcome_id.effect}")()
        return self.list_id.action_next()

    def _check_recordable(self):
        if self.state != "open":
            raise UserError(
                self.env._(
                    "%(customer)s is not to be called any more.",
                    customer=self.display_name,
                )
            )
        if self.user_id != self.env.user:
            raise AccessError(
                self.env._(
                    "%(customer)s is called by somebody else, or by nobody yet: take"
                    " the next call of the list.",
                    customer=self.display_name,
                )
            )
        if not self.outcome_id:
            raise UserError(self.env._("Choose the outcome of the call."))
        if self.outcome_id.effect == "lead" and is_blank(self.note or ""):
            raise UserError(
                self.env._("Write what the customer wants: the lead needs it.")
            )
        if (
            self.outcome_id.effect == "again"
            and self.call_back_at
            and self.call_back_at <= fields.Datetime.now()
        ):
            raise UserError(
                self.env._("The time to call back is over: choose one to come.")
            )

    def _record_result(self):
        """Keep what the call came to; called as superuser by the checked action."""
        self._message_log(
            body="\n".join(filter(None, (self.outcome_id.name, self.note)))
        )
        self.write(
            {
                "called_at": fields.Datetime.now(),
                "attempts": self.attempts + 1,
                "reached": self.reached or self.outcome_id.reached,
                "state": "open" if self.outcome_id.effect == "again" else "done",
            }
        )

    def _follow_again(self):
        """Call again at the time agreed, or a day later; the caller stays."""
        self.write(
            {
                "call_back_at": self.call_back_at
                or fields.Datetime.now() + timedelta(days=1),
                "outcome_id": False,
                "note": False,
            }
        )

    def _follow_done(self):
        """The call is over, and nothing follows."""

    def _follow_lead(self):
        """A lead of the caller, with the right of the caller to open one."""
        lead = self.env["crm.lead"].create(self._prepare_lead())
        # sudo: governed field, written by the checked action
        self.sudo().lead_id = lead

    def _prepare_lead(self):
        # sudo: what the list says of campaign and medium goes on the lead
        call_list = self.sudo().list_id
        medium = self.env.ref("utm.utm_medium_phone", raise_if_not_found=False)
        return {
            "name": f"{self.display_name} · {call_list.name}",
            "type": "lead"
            if self.env.user.has_group("crm.group_use_lead")
            else "opportunity",
            "partner_id": self.partner_id.id,
            "user_id": self.env.uid,
            "company_id": self.company_id.id,
            "campaign_id": call_list.campaign_id.utm_campaign_id.id,
            "medium_id": medium.id if medium else False,
            "description": self.note,
        }

    def _follow_refused(self):
        """The customer wants no more calls: nobody calls any more, on any list."""
        said = " · ".join(filter(None, (self.list_id.name, self.note)))
        self.partner_id.with_company(self.company_id)._mkt_state_basis(
            ["phone"], "refused", said
        )

    @api.model
    def _end_refused(self, partners, channels, company):
        """End the open calls of those who refuse to be called; called as superuser.

        What a firm refuses holds for its people, unless they say otherwise.
        """
        if "phone" not in channels:
            return
        calls = self.search(
            [
                ("company_id", "=", company.id),
                ("state", "=", "open"),
                "|",
                ("partner_id", "in", partners.ids),
                ("partner_id.commercial_partner_id", "in", partners.ids),
            ]
        )
        allowed = calls.partner_id._mkt_may_contact("phone", company)
        calls.filtered(lambda call: call.partner_id not in allowed)._end("refused")

    @api.model
    def _merge_into(self, partners, destination):
        """Of contacts who turn out to be one, one call of a list counts. As superuser."""
        calls = self.search([("partner_id", "in", partners.ids)])
        for same in calls.grouped("list_id").values():
            # what was called already, then what is the destination's
            same = same.sorted(lambda c: (not c.called_at, c.partner_id != destination))
            same[1:].end_reason = "merged"
            same[1:].filtered(lambda c: c.state == "open").state = "ended"
        self.flush_model()

    def _end(self, reason):
        """The calls end without being made; called as superuser."""
        self.write({"state": "ended", "end_reason": reason})

    def _get_screen(self):
        """The call as the caller's screen."""
        return {
            **self._get_records_action(),
            "views": [(self.env.ref("marketing_office.mkt_call_view_form").id, "form")],
        }
