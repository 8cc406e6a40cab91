from odoo import api, fields, models

# the message that each step sends
MESSAGES = {
    "answer_at_once": "marketing_office.mail_template_responded",
    "respond": "marketing_office.mail_template_responded",
    "decide": "marketing_office.mail_template_decided",
}

# what the dialog writes on the case
WRITTEN = [
    *("severity", "impact", "immediate_action", "response", "decision", "cause_id"),
    *("compensation_amount", "compensation_note", "decision_note"),
]


class ComplaintAnswer(models.TransientModel):
    """What a step of a case needs, in one dialog; it stands on the case at once."""

    _name = "mkt.complaint.answer"
    _description = "Assess, Answer or Decide on a Case"
    _inherit = ["mkt.reading.mixin"]

    complaint_id = fields.Many2one(
        "mkt.complaint",
        string="Case",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.context.get("active_id"),
    )
    step = fields.Selection(
        [
            ("assess", "Assess"),
            ("answer_at_once", "Answer and Close"),
            ("respond", "Respond"),
            ("decide", "Decide"),
        ],
        required=True,
        default="assess",
    )
    stood_before = fields.Json(
        readonly=True, default=lambda self: self._what_stands_on_the_case()
    )
    description = fields.Html(related="complaint_id.description")
    severity = fields.Selection(related="complaint_id.severity", readonly=False)
    impact = fields.Selection(related="complaint_id.impact", readonly=False)
    immediate_action = fields.Text(
        related="complaint_id.immediate_action", readonly=False
    )
    similar_ids = fields.Many2many(
        "mkt.complaint", string="Similar Cases", compute="_compute_similar_ids"
    )
    similar_id = fields.Many2one(
        "mkt.complaint",
        string="Answers That Worked",
        domain="[('id', 'in', similar_ids)]",
        help="Closed cases whose customers could live with the answer: choose one to"
        " begin with its words.",
    )
    response = fields.Html(related="complaint_id.response", readonly=False)
    company_id = fields.Many2one(related="complaint_id.company_id")
    currency_id = fields.Many2one(related="complaint_id.currency_id")
    decision = fields.Selection(related="complaint_id.decision", readonly=False)
    cause_id = fields.Many2one(
        related="complaint_id.cause_id",
        readonly=False,
        domain="[('is_in_force', '=', True)]",
    )
    compensation_amount = fields.Monetary(
        related="complaint_id.compensation_amount", readonly=False
    )
    compensation_note = fields.Char(
        related="complaint_id.compensation_note", readonly=False
    )
    needs_approval = fields.Boolean(compute="_compute_needs_approval")
    decision_note = fields.Html(related="complaint_id.decision_note", readonly=False)
    hints = fields.Html("To Be Considered", compute="_compute_hints")
    message = fields.Html("What the Customer Gets", compute="_compute_message")

    def _what_stands_on_the_case(self):
        """What the dialog may change on the case that it was opened for."""
        context = self.env.context
        number = context.get("default_complaint_id") or context.get("active_id")
        if type(number) is not int:
            return False
        case = self.env["mkt.complaint"].browse(number).exists()
        return case and case.read(WRITTEN, load=None)[0]

    @api.depends("complaint_id", "step")
    def _compute_similar_ids(self):
        for dialog in self:
            answers = dialog.step in ("answer_at_once", "respond")
            case = dialog.complaint_id if answers else dialog.complaint_id.browse()
            dialog.similar_ids = case and case._answers_that_worked()

    @api.depends("complaint_id", "step", "compensation_amount")
    def _compute_needs_approval(self):
        for dialog in self:
            case, amount = dialog.complaint_id, dialog.compensation_amount
            dialog.needs_approval = (
                dialog.step == "decide" and case._awaits_approval_of(amount)
            )

    @api.depends("complaint_id", "step")
    @api.depends_context("lang")
    def _compute_hints(self):
        """What law and our own terms say where the decision is taken, with their source."""
        of_case = self.env["mkt.complaint.hint"]._of(self.complaint_id)
        for dialog in self:
            case = dialog.complaint_id
            hints = of_case.get(case) if dialog.step == "decide" else None
            if not hints:
                dialog.hints = False
                continue
            dialog.hints = self.env["ir.qweb"]._render(
                "marketing_office.complaint_hints",
                {
                    "hints": hints,
                    "day": case.goods_received_on,
                    "today": case.company_id._mkt_today(),
                },
            )

    @api.depends("complaint_id", "step")
    def _compute_message(self):
        """The message as it would be sent with what stands on the case."""
        for dialog in self:
            case = dialog.complaint_id._origin
            if not case or dialog.step not in MESSAGES:
                dialog.message = False
                continue
            template = self.env.ref(MESSAGES[dialog.step])
            rendered = template._render_field("body_html", case.ids, compute_lang=True)
            dialog.message = rendered[case.id]

    @api.onchange("similar_id")
    def _onchange_similar_id(self):
        if self.similar_id:
            self.response = self.similar_id.response

    def action_preview(self):
        """The dialog again, with the message that goes to the customer."""
        self.ensure_one()
        steps = dict(self._fields["step"]._description_selection(self.env))
        return {
            "type": "ir.actions.act_window",
            "name": steps[self.step],
            "res_model": self._name,
            "res_id": self.id,
            "views": [[False, "form"]],
            "target": "new",
        }

    def action_discard(self):
        """Take back what was written on the case to see the message, and close."""
        self.ensure_one()
        case, before = self.complaint_id, self.stood_before
        if isinstance(before, dict) and before.get("id") == case.id:
            [now] = case.read(WRITTEN, load=None)
            changed = {n: before[n] for n in WRITTEN if before.get(n) != now[n]}
            if changed:
                case.write(changed)
        return {"type": "ir.actions.act_window_close"}

    def action_request_compensation(self):
        """What stands in the dialog stands on the case: ask for its compensation."""
        self.ensure_one()
        return self.complaint_id.action_request_compensation()

    def action_confirm(self):
        """Take the step with what stands on the case."""
        self.ensure_one()
        getattr(self.complaint_id, f"action_{self.step}")()
        return {"type": "ir.actions.act_window_close"}
