from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ...tools.deletion import guards_deletion


class KpiEntry(models.Model):
    """The value of an indicator that is entered by hand, with where it comes from."""

    _name = "mkt.kpi.entry"
    _description = "Value Entered by Hand"
    _inherit = ["mkt.kpi.scope", "mkt.governed.mixin", "mail.thread"]
    _order = "period_id desc, kpi_id, id"
    _fixed_after_creation = (
        "kpi_id",
        "period_id",
        "company_id",
        "department_id",
        "team_id",
        "user_id",
    )

    kpi_id = fields.Many2one(domain="[('kind', '=', 'manual')]")
    unit = fields.Selection(related="kpi_id.unit")
    value = fields.Float(required=True, tracking=True)
    source = fields.Char(required=True, help="Where the value comes from.")

    @api.depends("kpi_id", "period_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for entry in self:
            parts = entry.kpi_id.name, entry.period_id.display_name, entry._scope_name()
            entry.display_name = entry.kpi_id.name and " · ".join(filter(None, parts))

    @api.constrains("kpi_id")
    def _check_kind(self):
        for entry in self:
            if entry.kpi_id.kind != "manual":
                raise ValidationError(
                    self.env._(
                        "%(kpi)s is computed, not entered.", kpi=entry.kpi_id.name
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        entries = super().create(vals_list)
        entries._check_may_enter()
        return entries

    def write(self, vals):
        self._check_may_enter()
        return super().write(vals)

    @guards_deletion
    def _unlink_except_allowed(self):
        self._check_may_enter()

    def _check_may_enter(self):
        for entry in self:
            if entry.period_id.state == "closed":
                raise UserError(
                    self.env._(
                        "%(period)s is closed: its values stay as they are.",
                        period=entry.period_id.display_name,
                    )
                )
            codes = entry.kpi_id.post_ids.mapped("code")
            if not self.env.su and not self.env.user._mkt_holds(
                entry.company_id, "director", *codes
            ):
                raise AccessError(
                    self.env._(
                        "Your post does not enter the values of %(kpi)s.",
                        kpi=entry.kpi_id.name,
                    )
                )
