from datetime import timedelta

from odoo import fields, models


class ControlAssignment(models.TransientModel):
    _name = "mkt.control.assignment"
    _description = "Assign What Is Not Observed"
    _inherit = ["mkt.reading.mixin"]

    result_id = fields.Many2one("mkt.control.result", "Control", required=True)
    company_id = fields.Many2one(related="result_id.company_id")
    user_id = fields.Many2one(
        "res.users",
        "In Whose Hands",
        required=True,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        default=lambda self: self._default_user_id(),
    )
    deadline = fields.Date(
        "To Be Mended by",
        required=True,
        default=lambda self: self.env.company._mkt_today() + timedelta(days=7),
    )
    note = fields.Char()

    def _default_user_id(self):
        result = self.env["mkt.control.result"].browse(
            self.env.context.get("default_result_id")
        )
        # sudo: who holds which post is no secret within the office
        assignments = self.env["mkt.post.assignment"].sudo()
        holders = assignments._responsible(
            result.company_id or self.env.company, result.post_id.code
        )
        return holders[:1]

    def action_confirm(self):
        self.result_id.action_assign(self.user_id.id, self.deadline, self.note)
        return {"type": "ir.actions.act_window_close"}
