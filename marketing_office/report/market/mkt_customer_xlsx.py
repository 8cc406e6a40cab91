from odoo import models


class CustomerXlsx(models.AbstractModel):
    _inherit = "mkt.customer.xlsx"

    def _cells(self, standing):
        return super()._cells(standing) | {"mkt_segment_id": standing.segment_id.name}
