from odoo import api, models


class MakeupWorkday(models.Model):
    _inherit = "mkt.makeup.workday"

    @api.model_create_multi
    def create(self, vals_list):
        with self.env["mkt.sla.clock"]._counted_anew():
            return super().create(vals_list)

    def write(self, vals):
        with self.env["mkt.sla.clock"]._counted_anew():
            return super().write(vals)

    def unlink(self):
        with self.env["mkt.sla.clock"]._counted_anew():
            return super().unlink()
