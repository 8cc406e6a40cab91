from odoo import fields, models


class CoordinationStep(models.TransientModel):
    _name = "mkt.coordination.step"
    _description = "Step of a Coordination Request that Needs Words"
    _inherit = ["mkt.reading.mixin"]

    coordination_id = fields.Many2one("mkt.coordination", "Request", required=True)
    step = fields.Selection(
        [
            ("answer", "Give the Answer"),
            ("decline", "Decline"),
            ("return", "Not Enough"),
            ("withdraw", "Withdraw"),
        ],
        required=True,
        default="answer",
    )
    text = fields.Text(required=True)
    file_ids = fields.Many2many("ir.attachment", string="Files")
    deadline = fields.Date("Needed by")

    def action_confirm(self):
        request = self.coordination_id
        match self.step:
            case "answer":
                request.action_answer(self.text, self.file_ids.ids)
            case "decline":
                request.action_decline(self.text)
            case "return":
                request.action_return(self.text, self.deadline)
            case _:
                request.action_withdraw(self.text)
        return {"type": "ir.actions.act_window_close"}
