from odoo import api, fields, models

from ...models.customer.mkt_contact_basis import BASES, CHANNELS


class ContactStatement(models.TransientModel):
    """A consent is given, or withdrawn: the one is as easy as the other."""

    _name = "mkt.contact.statement"
    _description = "Consent or Refusal"
    _inherit = ["mkt.reading.mixin"]

    partner_id = fields.Many2one("res.partner", "Person", required=True)
    basis = fields.Selection(BASES, "Statement", required=True, default="consent")
    channel = fields.Selection(CHANNELS, help="Empty: every channel.")
    source = fields.Char(required=True)
    date = fields.Date(
        "Stated on", required=True, default=lambda self: self.env.company._mkt_today()
    )
    is_refusal = fields.Boolean(compute="_compute_is_refusal")

    @api.depends("basis")
    def _compute_is_refusal(self):
        for statement in self:
            statement.is_refusal = statement.basis == "refused"

    def action_record(self):
        """Record the statement; a refusal is confirmed on paper."""
        self.ensure_one()
        channels = [self.channel] if self.channel else list(dict(CHANNELS))
        statements = self.partner_id._mkt_state_basis(
            channels, self.basis, self.source, self.date
        )
        if self.basis != "refused":
            return {"type": "ir.actions.act_window_close"}
        report = self.env.ref("marketing_office.mkt_contact_refusal_report")
        action = report.report_action(statements)
        return {**action, "close_on_report_download": True}
