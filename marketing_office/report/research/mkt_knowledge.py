from odoo import api, fields, models

from ...tools.knowledge_part import KnowledgePart


class Knowledge(models.Model):
    _inherit = "mkt.knowledge"
    _depends = {
        "mkt.finding": ["name", "study_id", "description", "validated_at", "state"],
        "mkt.study": ["company_id"],
    }

    kind = fields.Selection(selection_add=[("mkt.finding", "Validated Finding")])

    @api.model
    def _knowledge_parts(self):
        return [
            *super()._knowledge_parts(),
            KnowledgePart(
                model="mkt.finding",
                name="name",
                texts=("description",),
                told_on="validated_at",
                domain=[("state", "=", "validated")],
            ),
        ]
