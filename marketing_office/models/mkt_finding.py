from odoo import fields, models


class Finding(models.Model):
    """What a study found out; plans rest on findings that a second person validated."""

    _name = "mkt.finding"
    _description = "Finding"
    _inherit = ["mail.thread", "mkt.governed.mixin"]
    _order = "id desc"
    _check_company_auto = True
    _governed = ("state", "validated_by_id", "validated_at")
    _fixed_after_creation = ("study_id",)

    name = fields.Char("Finding", required=True)
    study_id = fields.Many2one(
        "mkt.study", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="study_id.company_id", store=True, index=True)
    user_id = fields.Many2one(
        "res.users", "Author", required=True, default=lambda self: self.env.user
    )
    state = fields.Selection(
        [("draft", "Draft"), ("validated", "Validated"), ("rejected", "Rejected")],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        index=True,
    )
    validated_by_id = fields.Many2one(
        "res.users", "Validated by", readonly=True, copy=False
    )
    validated_at = fields.Datetime("Validated on", readonly=True, copy=False)
