from odoo import api, fields, models

from ...tools.optional import OptionalFloat, OptionalMonetary
from .mkt_sales_plan_line import NAMED_BY, ORGANISATION

# who may have forecasts of their own, and the field that names them
SCOPES = {kind: NAMED_BY[kind] for kind in ORGANISATION}


class SalesForecast(models.Model):
    """What was forecast for a month when it began, kept beside what came."""

    _name = "mkt.sales.forecast"
    _description = "Forecast of a Month"
    _inherit = ["mkt.governed.mixin"]
    _order = "date_from desc, id"
    _governed = (
        *("plan_id", "period_id", "kind", *filter(None, SCOPES.values())),
        *("made_on", "forecast", "actual"),
    )

    plan_id = fields.Many2one(
        "mkt.sales.plan", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="plan_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    basis = fields.Selection(related="plan_id.basis", store=True)
    period_id = fields.Many2one(
        "mkt.period",
        "Month",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    date_from = fields.Date(related="period_id.date_from", store=True)
    date_to = fields.Date(related="period_id.date_to", store=True)
    kind = fields.Selection(
        [
            ("company", "Company"),
            ("department", "Department"),
            ("team", "Sales Team"),
            ("person", "Person"),
        ],
        required=True,
        readonly=True,
    )
    department_id = fields.Many2one(
        "hr.department", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    team_id = fields.Many2one(
        "crm.team",
        "Sales Team",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        "res.users",
        "Person",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    made_on = fields.Date(
        required=True, readonly=True, help="It knows nothing of that day or later ones."
    )
    forecast = fields.Monetary("Sales Forecast", required=True, readonly=True)
    actual = OptionalMonetary(
        readonly=True,
        help="What came in the month; it follows late documents until the month is closed.",
    )
    deviation = OptionalMonetary(
        "Forecast Less Actual",
        compute="_compute_deviation",
        store=True,
        help="Forecast less actual: above zero, more was forecast than came.",
    )
    miss = OptionalMonetary(
        "Missed by",
        compute="_compute_deviation",
        store=True,
        help="The deviation, whatever its direction.",
    )
    error = OptionalFloat(
        "Error (%)",
        compute="_compute_error",
        digits=(16, 1),
        aggregator=None,
        help="Missed by ÷ actual.",
    )

    _once = models.UniqueIndex(
        "(company_id, basis, period_id, kind, COALESCE(department_id, 0),"
        " COALESCE(team_id, 0), COALESCE(user_id, 0))",
        "The forecast of this month is there already.",
    )

    @api.depends("kind", "company_id", *filter(None, SCOPES.values()))
    @api.depends_context("lang")
    def _compute_display_name(self):
        for forecast in self:
            # sudo: the name of whom the forecast is for, for readers without its rights
            named = forecast.sudo()[SCOPES.get(forecast.kind) or "company_id"]
            forecast.display_name = named.display_name or ""

    @api.depends("forecast", "actual")
    def _compute_deviation(self):
        for forecast in self:
            known = forecast.actual is not False
            deviation = forecast.forecast - forecast.actual if known else False
            forecast.deviation = deviation
            forecast.miss = abs(deviation) if known else False

    @api.depends("miss", "actual")
    def _compute_error(self):
        for forecast in self:
            sold = forecast.actual or 0
            forecast.error = 100 * forecast.miss / sold if sold > 0 else False

    def _scope(self):
        """Whom the forecast is for, as the lines of a sales plan name it."""
        name = SCOPES[self.kind]
        return self.kind, self[name].id if name else 0

    @api.model
    def _unsettled(self):
        """Forecasts of months that are over, whose actual may still change."""
        today = self.env["res.company"]._mkt_active()._mkt_today_domain
        over = today(lambda day: fields.Domain("date_to", "<", day))
        may_change = fields.Domain("actual", "=", False) | fields.Domain(
            "period_id.state", "=", "open"
        )
        return self.search(over & may_change)

    def _settle(self):
        """Write what came in the months; as superuser."""
        for (plan, month), forecasts in self.grouped(
            lambda forecast: (forecast.plan_id, forecast.period_id)
        ).items():
            figures = plan._figures(month.date_from, month.date_to)
            for forecast in forecasts:
                forecast.actual = figures.actual(forecast)
