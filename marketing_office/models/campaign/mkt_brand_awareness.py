from odoo import api, models


class BrandAwareness(models.Model):
    _inherit = "mkt.brand.awareness"

    @api.onchange("finding_id")
    def _onchange_finding_id(self):
        """The share that the questionnaires of the finding tell, if they ask for it."""
        # sudo: figures are for whoever reads the finding, without the answers
        surveys = self.finding_id.sudo().survey_ids
        figures = surveys._mkt_awareness().values()
        asked = sum(count for _aware, count in figures)
        if asked:
            self.asked_count = asked
            self.awareness = 100 * sum(aware for aware, _count in figures) / asked
