from odoo import api, fields, models
from odoo.exceptions import UserError

SCALE = [
    ("5", "5 · Very much"),
    ("4", "4 · Much"),
    ("3", "3 · Somewhat"),
    ("2", "2 · Little"),
    ("1", "1 · Not at all"),
]


class TrainingAnswer(models.TransientModel):
    _name = "mkt.training.answer"
    _description = "Answer about a Training Session"
    _inherit = ["mkt.reading.mixin"]

    attendance_id = fields.Many2one(
        "mkt.training.attendance", required=True, ondelete="cascade"
    )
    question = fields.Char(compute="_compute_question")
    score = fields.Selection(SCALE, "Answer", required=True)
    note = fields.Char("Remark")

    @api.depends("attendance_id")
    def _compute_question(self):
        for answer in self:
            row = answer.attendance_id
            answer.question = (
                self.env._("What has the training changed at work?")
                if row.is_mine_to_judge
                else self.env._("Is what you have learnt useful in your work?")
            )

    def action_confirm(self):
        row, score = self.attendance_id, int(self.score)
        if row.is_mine_to_rate:
            row.action_rate(score, self.note)
        elif row.is_mine_to_judge:
            row.action_judge(score, self.note)
        else:
            raise UserError(
                self.env._("%(row)s does not wait for you.", row=row.display_name)
            )
        return {"type": "ir.actions.act_window_close"}
