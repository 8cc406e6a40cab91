from odoo import api, fields, models

from ...tools.followup_part import FollowupPart


class Followup(models.Model):
    _inherit = "mkt.followup"
    _depends = {
        "mkt.control.result": [
            "control_name",
            "company_id",
            "owner_id",
            "post_id",
            "red_on",
            "deadline",
            "done_on",
        ]
    }

    kind = fields.Selection(selection_add=[("mkt.control.result", "Control")])

    @api.model
    def _followup_parts(self):
        return [
            *super()._followup_parts(),
            FollowupPart(
                model="mkt.control.result",
                name="control_name",
                words=self.env._("Not observed: %s"),
                owner="owner_id",
                post="post_id",
                due="deadline",
                done="done_on",
                promised="red_on",
                # an accepted exception owes nothing to anybody
                domain=[("red_on", "!=", False), ("state", "!=", "accepted")],
            ),
        ]
