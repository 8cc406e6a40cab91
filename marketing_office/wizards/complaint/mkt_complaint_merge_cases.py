from odoo import fields, models


class ComplaintMergeCases(models.TransientModel):
    _name = "mkt.complaint.merge.cases"
    _description = "Merge Cases"
    _inherit = ["mkt.reading.mixin"]

    complaint_ids = fields.Many2many(
        "mkt.complaint",
        string="Cases",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    target_id = fields.Many2one(
        "mkt.complaint",
        string="Keep",
        required=True,
        domain="[('id', 'in', complaint_ids)]",
        default=lambda self: self._default_target_id(),
        help="The case that stays open and takes in the others.",
    )

    def _default_target_id(self):
        cases = self.env["mkt.complaint"].browse(self.env.context.get("active_ids"))
        return min(cases, key=lambda c: (c.received_at, c.id), default=cases)

    def action_merge(self):
        return self.complaint_ids.action_merge(self.target_id)._get_records_action(
            context={}
        )
