from dateutil.relativedelta import relativedelta

from odoo import api, models

from ...tools.optional import OptionalFloat, OptionalMonetary
from .mkt_sales_forecast import SCOPES

# months past by which forecasts are judged
JUDGED_MONTHS = 12


class SalesPlanLineForecast(models.Model):
    """What will have been sold at the end, beside how far such forecasts were off before."""

    _inherit = "mkt.sales.plan.line"

    forecast = OptionalMonetary(
        "Sales Forecast",
        compute="_compute_forecast",
        compute_sudo=True,
        help="Actual, the weighted pipeline, and what customers will order by their own"
        " rhythm until the period ends.",
    )
    forecast_error = OptionalFloat(
        "Past Forecast Error (%)",
        compute="_compute_forecast_error",
        compute_sudo=True,
        digits=(16, 1),
        aggregator=None,
        help="By how much the forecasts missed what came, over the last twelve months:"
        " the sum of what they missed by ÷ the sum of what came. Each was kept when its"
        " month began.",
    )

    @api.depends("actual", "plan_id")
    def _compute_forecast(self):
        self.forecast = False
        for plan, lines in self.grouped("plan_id").items():
            if plan.date_from:
                to_come = plan._to_come()
                for line in lines & lines._of_people():
                    line.forecast = plan.currency_id.round(
                        (line.actual or 0.0) + to_come.get(line._origin, 0.0)
                    )

    @api.depends("plan_id", "kind", *filter(None, SCOPES.values()))
    def _compute_forecast_error(self):
        self.forecast_error = False
        for (company, basis), lines in self.grouped(
            lambda line: (line.company_id, line.basis)
        ).items():
            errors = self._past_errors(company, basis)
            for line in lines & lines._of_people():
                line.forecast_error = errors.get(line._scope(), False)

    def _past_errors(self, company, basis):
        """How far forecasts of the last months were off in per cent, {(kind, id): error}."""
        since = company._mkt_today() - relativedelta(months=JUDGED_MONTHS, day=1)
        rows = self.env["mkt.sales.forecast"]._read_group(
            [
                ("company_id", "=", company.id),
                ("basis", "=", basis),
                ("actual", "!=", False),
                ("date_from", ">=", since),
            ],
            ["kind", *filter(None, SCOPES.values())],
            ["miss:sum", "actual:sum"],
        )
        errors = {}
        for kind, *named, miss, actual in rows:
            if actual > 0:
                scope = next((record.id for record in named if record), 0)
                errors[kind, scope] = 100 * miss / actual
        return errors

    def action_view_forecasts(self):
        """What was forecast for months past, and what came."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_office.mkt_sales_forecast_action"
        )
        return {
            **action,
            "name": self.display_name,
            "domain": [
                ("company_id", "=", self.company_id.id),
                ("basis", "=", self.basis),
                ("kind", "=", self.kind),
                *((name, "=", self[name].id) for name in filter(None, SCOPES.values())),
            ],
            "context": {},
        }
