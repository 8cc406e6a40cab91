from odoo import api, fields, models

from ...tools.knowledge_part import KnowledgePart


class Knowledge(models.Model):
    _inherit = "mkt.knowledge"
    _depends = {
        "mkt.positioning": [
            "product_tmpl_id",
            "company_id",
            "features",
            "sales_strategy",
            "submitted_at",
            "state",
        ],
        "product.template": ["name"],
    }

    kind = fields.Selection(selection_add=[("mkt.positioning", "Product Positioning")])

    @api.model
    def _knowledge_parts(self):
        return [
            *super()._knowledge_parts(),
            KnowledgePart(
                model="mkt.positioning",
                name="product_name",
                texts=("features", "sales_strategy"),
                told_on="submitted_at",
                domain=[("state", "=", "approved")],
            ),
        ]
