from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.deletion import guards_deletion


class PeriodReopening(models.Model):
    """Who opened a closed period again, and why. Written by the period alone."""

    _name = "mkt.period.reopening"
    _description = "Reopening of a Period"
    _inherit = ["mkt.governed.mixin"]
    _order = "create_date desc, id desc"

    period_id = fields.Many2one("mkt.period", required=True, index=True)
    company_id = fields.Many2one(related="period_id.company_id", store=True, index=True)
    user_id = fields.Many2one("res.users", "Reopened by", required=True)
    reason = fields.Char(required=True)
    closed_at = fields.Datetime("Had Been Closed on", required=True)
    closed_by_id = fields.Many2one(
        "res.users", "Had Been Closed by", ondelete="restrict"
    )

    @guards_deletion
    def _unlink_never(self):
        raise UserError(self.env._("Reopenings stay on record."))
