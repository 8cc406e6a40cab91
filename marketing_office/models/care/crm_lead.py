from odoo import api, fields, models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    mkt_negotiated_at = fields.Datetime(
        "Negotiated since",
        compute="_compute_mkt_negotiated_at",
        store=True,
        readonly=True,
        copy=False,
        help="When the opportunity left the first stage of the pipeline.",
    )
    mkt_call_ids = fields.One2many("mkt.call", "lead_id", "Calls behind the Lead")

    @api.depends("stage_id", "type")
    def _compute_mkt_negotiated_at(self):
        """The first time counts: who goes back to the first stage has negotiated."""
        first = self.env["crm.stage"].search([], order="sequence", limit=1).sequence
        for lead in self:
            lead.mkt_negotiated_at = lead.mkt_negotiated_at or (
                lead.type == "opportunity"
                and lead.stage_id
                and lead.stage_id.sequence > first
                and (lead.date_last_stage_update or fields.Datetime.now())
            )
