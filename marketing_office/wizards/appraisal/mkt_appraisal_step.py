from odoo import fields, models


class AppraisalStep(models.TransientModel):
    _name = "mkt.appraisal.step"
    _description = "Step of an Appraisal that Needs Words"
    _inherit = ["mkt.reading.mixin"]

    appraisal_id = fields.Many2one("mkt.appraisal", "Scorecard")
    line_id = fields.Many2one("mkt.appraisal.line", "Scorecard Line")
    value_label = fields.Char(related="line_id.value_label")
    drift_label = fields.Char("Effect", related="line_id.drift_label")
    incentive_id = fields.Many2one("mkt.incentive")
    step = fields.Selection(
        [
            ("return", "Return to the Judge"),
            ("adjust", "Calibrate"),
            ("hand_over", "Have Another Judge"),
            ("acknowledge", "Confirm as Read"),
            ("appeal", "Appeal"),
            ("decide", "Decide on the Appeal"),
            ("take", "Let the Late Value Count"),
            ("keep", "Keep the Frozen Value"),
            ("cancel", "Cancel the Incentive"),
        ],
        required=True,
        default="return",
    )
    text = fields.Text()
    points = fields.Float(digits=(16, 2), help="From -20 to 20.")
    judge_id = fields.Many2one(
        "res.users", "Appraiser", domain="[('share', '=', False)]"
    )
    upheld = fields.Boolean("The Appeal Is Right")

    def action_confirm(self):
        """Take the step with what was written."""
        card, line = self.appraisal_id, self.line_id
        match self.step:
            case "return":
                card.action_return(self.text)
            case "adjust":
                card.action_adjust(self.points, self.text)
            case "hand_over":
                card.action_hand_over(self.judge_id.id, self.text)
            case "acknowledge":
                card.action_acknowledge(self.text)
            case "appeal":
                card.action_appeal(self.text)
            case "decide":
                card.action_decide_appeal(self.upheld, self.points, self.text)
            case "take":
                line.action_take_drift(self.text)
            case "keep":
                line.action_keep_drift(self.text)
            case _:
                self.incentive_id.action_cancel(self.text)
        return {"type": "ir.actions.act_window_close"}
