from odoo import fields, models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    mkt_competitor_id = fields.Many2one(
        "mkt.competitor",
        "Lost to",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        check_company=True,
        tracking=True,
        help="The competitor to whom the opportunity was lost.",
    )

    def action_unarchive(self):
        """An opportunity that is open again is lost to nobody."""
        result = super().action_unarchive()
        self.filtered("mkt_competitor_id").mkt_competitor_id = False
        return result
