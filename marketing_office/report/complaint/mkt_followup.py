from odoo import api, fields, models

from ...tools.followup_part import FollowupPart


class Followup(models.Model):
    _inherit = "mkt.followup"
    _depends = {
        "mkt.corrective.action": [
            "name",
            "company_id",
            "user_id",
            "due_date",
            "done_date",
            "state",
        ]
    }

    kind = fields.Selection(
        selection_add=[("mkt.corrective.action", "Corrective Action")]
    )

    @api.model
    def _followup_parts(self):
        return [
            *super()._followup_parts(),
            FollowupPart(
                model="mkt.corrective.action",
                owner="user_id",
                due="due_date",
                done="done_date",
            ),
        ]
