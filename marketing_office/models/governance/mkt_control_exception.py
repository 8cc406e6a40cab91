from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.text import title_of


class ControlException(models.Model):
    """That a control is not observed for a while is known, and accepted by the post above."""

    _name = "mkt.control.exception"
    _description = "Accepted Exception"
    _inherit = ["mkt.approval.mixin"]
    _finished = {"approved": (), "ended": ()}
    _order = "date_to desc, id desc"
    _fixed_after_creation = ("company_id",)
    _approval_content = ("control_id", "reason", "measures", "date_to")

    control_id = fields.Many2one(
        "mkt.control",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('is_in_force', '=', True)]",
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one(
        "res.users",
        "Asked by",
        required=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    reason = fields.Text(required=True)
    measures = fields.Text("What Is Done Meanwhile")
    date_to = fields.Date("Accepted Until", required=True)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Submitted"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("ended", "Ended"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
        index=True,
    )
    decided_by_ids = fields.Many2many(
        "res.users", string="Accepted by", compute="_compute_decided_by_ids"
    )

    @api.depends("control_id", "date_to")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for exception in self:
            day = exception.date_to and exception.date_to.isoformat()
            exception.display_name = title_of(exception.control_id.name, day)

    @api.depends("approval_step_ids.state")
    def _compute_decided_by_ids(self):
        for exception in self:
            # sudo: whoever reads an exception reads who has accepted it
            steps = exception.sudo().approval_step_ids
            approved = steps.filtered(lambda s: s.state == "approved")
            exception.decided_by_ids = approved.decided_by_id

    def _approval_kinds(self):
        return ["control_exception"]

    def _approval_requesters(self):
        return super()._approval_requesters() | self.user_id

    def _check_submission(self):
        if self.date_to < self.company_id._mkt_today():
            raise UserError(self.env._("The last day of the exception is past."))

    def _on_approved(self):
        # the state is set behind this: results follow with it
        self._set_state("approved")
        self.env["mkt.control.result"]._compute_company(
            self.company_id, self.control_id
        )

    def action_end(self):
        """The exception ends today: the control counts again."""
        self.check_access("read")
        self._check_state("approved")
        for exception in self:
            if not self.env.user._mkt_holds(
                exception.company_id, "director", "leadership"
            ):
                raise AccessError(
                    self.env._("The Director or the leadership ends an exception.")
                )
        self._set_state("ended")
        # sudo: results follow what is known
        results = self.env["mkt.control.result"].sudo()
        for exception in self:
            results._compute_company(exception.company_id, exception.control_id)

    @api.model
    def _in_force(self, controls, company):
        """The exception that holds longest today for each control."""
        rows = self.search(
            [
                ("control_id", "in", controls.ids),
                ("company_id", "=", company.id),
                ("state", "=", "approved"),
            ],
            order="date_to",
        )
        return {row.control_id: row for row in rows}
