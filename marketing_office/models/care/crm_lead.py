from odoo import api, fields, models
from odoo.exceptions import AccessError

# the funnel and the indicators measure by these: nobody writes them
RECORDED = {"mkt_negotiated_at", "mkt_has_presales"}


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

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._mkt_refuse_recorded(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._mkt_refuse_recorded(vals)
        return super().write(vals)

    def _mkt_refuse_recorded(self, vals):
        if not self.env.su and not RECORDED.isdisjoint(vals):
            raise AccessError(
                self.env._(
                    "When the negotiation began and whether there was pre-sales support"
                    " is recorded by itself."
                )
            )
