from odoo import fields, models


class Signal(models.Model):
    """Something in the market that asks for a change of plan, until it is answered."""

    _name = "mkt.signal"
    _description = "Market Signal"
    _inherit = ["mail.thread", "mkt.governed.mixin"]
    _order = "deadline, id"
    _check_company_auto = True
    _governed = ("state", "answer", "answered_by_id", "answered_at", "level")
    _fixed_after_creation = ("company_id",)

    name = fields.Char("Signal", required=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    deadline = fields.Date("Answer by", required=True, index=True)
    state = fields.Selection(
        [
            ("open", "Unanswered"),
            ("revised", "Plan Revised"),
            ("no_change", "No Change"),
        ],
        required=True,
        readonly=True,
        default="open",
        copy=False,
        tracking=True,
        index=True,
    )
    level = fields.Integer("Escalation Level", readonly=True, copy=False)
    answer = fields.Text(readonly=True, copy=False)
    answered_by_id = fields.Many2one(
        "res.users", "Answered by", readonly=True, copy=False
    )
    answered_at = fields.Datetime("Answered on", readonly=True, copy=False)
