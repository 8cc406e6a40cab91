from odoo import api, fields, models

from ...tools.followup_part import FollowupPart


class Followup(models.Model):
    _inherit = "mkt.followup"
    _depends = {
        "mkt.report.remark": [
            "name",
            "company_id",
            "user_id",
            "deadline",
            "given_at",
            "done_on",
            "is_given",
        ],
    }

    kind = fields.Selection(
        selection_add=[("mkt.report.remark", "Remark of the Leadership")]
    )

    @api.model
    def _followup_parts(self):
        return [
            *super()._followup_parts(),
            FollowupPart(
                model="mkt.report.remark",
                owner="user_id",
                due="deadline",
                done="done_on",
                promised="given_at",
                domain=[("is_given", "=", True)],
            ),
        ]
