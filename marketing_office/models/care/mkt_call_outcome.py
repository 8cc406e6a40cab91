from odoo import fields, models


class CallOutcome(models.Model):
    """What a call came to, and what follows from it."""

    _name = "mkt.call.outcome"
    _description = "Outcome of a Call"
    _inherit = ["mkt.written.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    effect = fields.Selection(
        [
            ("again", "Calls Again"),
            ("done", "Ends the Call"),
            ("lead", "Opens a Lead"),
            ("refused", "Wants No More Calls"),
        ],
        "What Follows",
        required=True,
        default="done",
    )
    reached = fields.Boolean(
        "Customer Reached", default=True, help="Whether somebody was spoken to."
    )

    _name_uniq = models.Constraint(
        "UNIQUE(name)", "There is an outcome of that name already."
    )
