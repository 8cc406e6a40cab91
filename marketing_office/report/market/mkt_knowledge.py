from odoo import api, fields, models

from ...tools.knowledge_part import KnowledgePart


class Knowledge(models.Model):
    _inherit = "mkt.knowledge"
    _depends = {
        "mkt.observation": [
            "name",
            "company_id",
            "description",
            "source",
            "date",
            "kind",
        ]
    }

    kind = fields.Selection(selection_add=[("mkt.observation", "Price Observation")])

    @api.model
    def _knowledge_parts(self):
        return [
            *super()._knowledge_parts(),
            KnowledgePart(
                model="mkt.observation",
                name="name",
                texts=("description", "source"),
                told_on="date",
                domain=[("kind", "=", "price")],
            ),
        ]
