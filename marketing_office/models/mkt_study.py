from odoo import fields, models


class Study(models.Model):
    """A question about the market and how it is answered."""

    _name = "mkt.study"
    _description = "Research Study"
    _inherit = ["mail.thread", "mkt.approval.mixin"]
    _order = "id desc"
    _check_company_auto = True
    _fixed_after_creation = ("company_id",)

    name = fields.Char("Study", required=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one(
        "res.users", "Responsible", required=True, default=lambda self: self.env.user
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Submitted"),
            ("approved", "Approved"),
            ("fieldwork", "Fieldwork"),
            ("analysis", "Analysis"),
            ("reported", "Reported"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
        index=True,
    )
    finding_ids = fields.One2many("mkt.finding", "study_id")
