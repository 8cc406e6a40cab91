from odoo import api, models


class DeskCard(models.Model):
    _inherit = "mkt.desk.card"

    @api.model
    def _get_name(self, record):
        name = super()._get_name(record)
        if record._name == "project.milestone":
            # milestones are called alike in many projects
            name = f"{record.project_id.display_name} · {name}"
        return name
