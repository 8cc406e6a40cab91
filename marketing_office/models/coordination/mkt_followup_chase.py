from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.deletion import guards_deletion


class FollowupChase(models.Model):
    """Who asked an owner for what was promised, and when. Written by chasing alone."""

    _name = "mkt.followup.chase"
    _description = "Chase"
    _inherit = ["mkt.governed.mixin"]
    _order = "chased_on desc, id desc"
    _governed = (
        "kind",
        "res_id",
        "name",
        "company_id",
        "user_id",
        "chased_by_id",
        "chased_on",
    )

    name = fields.Char("Item", readonly=True)
    kind = fields.Char("Model of the Item", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        "Number of the Item", model_field="kind", required=True, readonly=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    user_id = fields.Many2one(
        "res.users",
        "Owner",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    chased_by_id = fields.Many2one(
        "res.users",
        "Chased by",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    chased_on = fields.Date("Chased on", required=True, readonly=True)

    _once_a_day = models.Constraint(
        "UNIQUE(kind, res_id, chased_on)", "It was chased today already."
    )

    @guards_deletion
    def _unlink_never(self):
        raise UserError(self.env._("Chases stay on record."))
