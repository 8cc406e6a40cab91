from odoo import api, fields, models

from ...tools.followup_part import FollowupPart


class Followup(models.Model):
    _inherit = "mkt.followup"
    _depends = {
        "mkt.signal": [
            "name",
            "company_id",
            "answered_by_id",
            "post_id",
            "deadline",
            "answered_at",
        ]
    }

    kind = fields.Selection(selection_add=[("mkt.signal", "Market Signal")])

    @api.model
    def _followup_parts(self):
        return [
            *super()._followup_parts(),
            FollowupPart(
                model="mkt.signal",
                owner="answered_by_id",
                post="post_id",
                due="deadline",
                done="answered_at",
            ),
        ]
