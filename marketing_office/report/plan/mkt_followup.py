from odoo import api, fields, models

from ...tools.followup_part import FollowupPart


class Followup(models.Model):
    _inherit = "mkt.followup"
    _depends = {
        "project.milestone": [
            "name",
            "project_id",
            "deadline",
            "reached_date",
        ],
        "project.project": ["company_id", "mkt_kind", "user_id"],
        "mkt.group.decision": [
            "name",
            "company_id",
            "user_id",
            "deadline",
            "done_on",
            "state",
        ],
    }

    kind = fields.Selection(
        selection_add=[
            ("project.milestone", "Milestone"),
            ("mkt.group.decision", "Decision of a Working Group"),
        ]
    )

    @api.model
    def _followup_parts(self):
        return [
            *super()._followup_parts(),
            FollowupPart(
                model="project.milestone",
                owner="mkt_user_id",
                due="deadline",
                done="reached_date",
                company="mkt_company_id",
                domain=[("mkt_project_kind", "!=", False)],
            ),
            FollowupPart(
                model="mkt.group.decision",
                owner="user_id",
                due="deadline",
                done="done_on",
                domain=[("state", "=", "issued")],
            ),
        ]
