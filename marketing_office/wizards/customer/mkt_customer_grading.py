from odoo import fields, models


class CustomerGrading(models.TransientModel):
    """A manager judges what the rules cannot know."""

    _name = "mkt.customer.grading"
    _description = "Judgement of a Customer's Grade"
    _inherit = ["mkt.reading.mixin"]

    standing_ids = fields.Many2many("mkt.customer.standing", required=True)
    grade_id = fields.Many2one(
        "mkt.customer.grade", help="Empty: the rules give the grade by the potential."
    )
    potential = fields.Float(
        "Potential of a Year", digits=(16, 2), help="In the company's currency."
    )
    reason = fields.Char(required=True)

    def action_judge(self):
        """Give the grade to all chosen customers."""
        self.standing_ids._judge(self.grade_id, self.potential, self.reason)
        return {"type": "ir.actions.act_window_close"}
