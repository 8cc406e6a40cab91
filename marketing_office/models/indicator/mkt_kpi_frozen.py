from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.optional import OptionalFloat


class KpiFrozen(models.Model):
    """A figure as it stood, frozen, before its period was opened again."""

    _name = "mkt.kpi.frozen"
    _description = "Figure Before Reopening"
    _inherit = ["mkt.kpi.scope", "mkt.governed.mixin"]
    _order = "reopening_id desc, kpi_id, id"

    reopening_id = fields.Many2one(
        "mkt.period.reopening", required=True, index=True, ondelete="restrict"
    )
    value = OptionalFloat(aggregator=None)
    drift = OptionalFloat("Change Since Closing", aggregator=None)
    has_value = fields.Boolean()
    value_label = fields.Char("Frozen Value", compute="_compute_value_label")

    # a period may be opened again more than once
    _scope_uniq = models.UniqueIndex(
        "(reopening_id, kpi_id, COALESCE(department_id, 0), COALESCE(team_id, 0),"
        " COALESCE(user_id, 0))",
        "The value is kept already as it was before the period was opened again.",
    )

    @api.depends("value", "has_value")
    @api.depends_context("lang")
    def _compute_value_label(self):
        for row in self:
            row.value_label = (
                row.kpi_id._label(row.value, row.company_id.currency_id)
                if row.has_value
                else self.env._("No data")
            )

    @api.model
    def _keep(self, reopenings):
        """Copy the frozen figures of the periods that are opened again."""
        self.env.flush_all()
        # one statement for thousands of figures, and NULL stays NULL
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO mkt_kpi_frozen (reopening_id, kpi_id, company_id, period_id,
                    department_id, team_id, user_id, scope, value, drift, has_value,
                    create_uid, create_date)
                SELECT reopening.id, kpi_id, value.company_id, value.period_id,
                    department_id, team_id, value.user_id, scope, value, drift, has_value,
                    reopening.user_id, now() AT TIME ZONE 'UTC'
                FROM mkt_kpi_value value
                JOIN mkt_period_reopening reopening USING (period_id)
                WHERE value.frozen AND reopening.id = ANY(%s)
                """,
                reopenings.ids,
            )
        )
