from odoo import api, models

# of the first stage, the second …; later ones have the last
ROTTING_DAYS = 15, 20, 25, 30


class CrmStage(models.Model):
    _inherit = "crm.stage"

    @api.model
    def _mkt_set_rotting_days(self):
        """Say when an opportunity lies still, where nobody has said so for any stage."""
        stages = self.search([("is_won", "=", False)])
        if not any(stages.mapped("rotting_threshold_days")):
            for number, stage in enumerate(stages):
                place = min(number, len(ROTTING_DAYS) - 1)
                stage.rotting_threshold_days = ROTTING_DAYS[place]
