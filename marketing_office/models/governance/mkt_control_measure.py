from dataclasses import dataclass
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.control_check import ControlWindow
from ..period.mkt_period import LENGTH


@dataclass(frozen=True)
class Finding:
    """What a control has found: state, figure, population, and those as they should be."""

    state: str
    figure: float | None = None
    population: int | None = None
    observed: int | None = None


NO_DATA = Finding("no_data")


class ControlMeasure(models.Model):
    """How a control finds out, with as many queries as there are controls."""

    _inherit = "mkt.control"

    @api.model
    def _window(self, period):
        """The days up to the period's end, or up to today, as long as such a period is."""
        company = period.company_id
        today = company._mkt_today()
        stop = min(period.date_to, today) + timedelta(days=1)
        start = stop - LENGTH[period.kind]
        return ControlWindow(
            start,
            stop,
            period._midnight(company, start),
            period._midnight(company, stop),
            today,
            fields.Datetime.now(),
        )

    def _get_check(self, company, window=None):
        """What the registered check looks at in the company; None without one."""
        if not self.check_name:
            return None
        if window is None:
            period = self.env["mkt.period"]._of(
                company, self.period_kind or "month", company._mkt_today()
            )
            window = self._window(period)
        return getattr(self, f"_check_{self.check_name}")(company, window)

    @api.model
    def _domain_of_check(self, check, company):
        """Domain of the check's population in the company."""
        domain = Domain(check.population)
        if check.company:
            domain &= Domain(check.company, "=", company.id)
        return domain

    def _find(self, period, known):
        """The Finding for the period, or None where nothing can be said of it any more.

        `known` holds what was read for all controls at once.
        """
        match self.kind:
            case "enforced":
                return Finding("observed" if self._stands(known) else "not_observed")
            case "measured" if self.kpi_id:
                return self._find_figure(period, known)
            case "measured":
                return self._find_by_check(period)
        found = known["evidence"].get((self, period.id))
        return Finding(
            "observed" if found else "not_observed", observed=len(found or ())
        )

    def _stands(self, known):
        """Whether the rule is there: as a method, or as a constraint in the database."""
        if not self._has_rule():
            return False
        rule = getattr(self.env.registry[self.rule_model], self.rule_name)
        name = getattr(rule, "full_name", None)
        if name is None:
            return True
        return rule.full_name(self.env[self.rule_model]) in known["constraints"]

    def _find_figure(self, period, known):
        value = known["values"].get((self.kpi_id.id, period.id))
        if not value or not value.has_value:
            return NO_DATA
        figure = value.value
        reached = (
            figure <= self.bound
            if self.kpi_id.direction == "lower"
            else figure >= self.bound
        )
        # what money is divided by, or a size of the market, is no number of records
        n = self.kpi_id._is_sampled() and value.denominator
        return Finding(
            "observed" if reached else "not_observed",
            figure,
            None if n is False else round(n),
        )

    def _find_by_check(self, period):
        check = self._get_check(period.company_id, self._window(period))
        if check.is_state and period.is_past:
            return None
        population, observed = self._count(check, period.company_id)
        if check.is_least:
            reached = observed >= self.bound
            return Finding(
                "observed" if reached else "not_observed",
                observed,
                population,
                observed,
            )
        if not population:
            return Finding("no_data", None, 0, 0)
        share = 100 * observed / population
        # compared as counts: a share is rounded
        reached = 100 * observed >= self.bound * population
        return Finding(
            "observed" if reached else "not_observed", share, population, observed
        )

    @api.model
    def _count(self, check, company):
        """How many records the population has, and how many are as they should be."""
        # sudo: a control counts for the company, whoever has it computed
        records = self.env[check.model].sudo().with_company(company)
        records = records.with_context(**check.context)
        query = records._search(self._domain_of_check(check, company))
        if query.is_empty():
            return 0, 0
        observed = Domain(check.observed).optimize_full(records)
        condition = (
            SQL("TRUE")
            if observed.is_true()
            else SQL("FALSE")
            if observed.is_false()
            else observed._to_sql(records, query.table, query)
        )
        self.env.flush_all()
        # one pass over the population, which the ORM would count twice
        return self.env.execute_query(
            query.select(SQL("COUNT(*)"), SQL("COUNT(*) FILTER (WHERE %s)", condition))
        )[0]

    def _records_domain(self, period, which="open"):
        """The check, and the domain of its records of the period.

        `which` is "open" (not as they should be), "observed" or "all".
        """
        company = period.company_id
        check = self._get_check(company, self._window(period))
        domain = self._domain_of_check(check, company)
        if which == "observed":
            domain &= Domain(check.observed)
        elif which == "open":
            domain &= ~Domain(check.observed)
        return check, domain

    # ------------------------------------------------------------- for all at once

    @api.model
    def _known(self, controls, periods):
        """What the controls need of the periods, read once for all of them."""
        return {
            "values": self._known_values(controls, periods),
            "evidence": self.env["mkt.control.evidence"]._by_period(controls, periods),
            "constraints": self._known_constraints(),
        }

    @api.model
    def _known_values(self, controls, periods):
        values = self.env["mkt.kpi.value"].search(
            [
                ("kpi_id", "in", controls.kpi_id.ids),
                ("period_id", "in", periods.ids),
                ("scope", "=", "company"),
            ]
        )
        return {(value.kpi_id.id, value.period_id.id): value for value in values}

    @api.model
    def _known_constraints(self):
        """Names of the constraints and indexes that the database really has."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT conname FROM pg_constraint WHERE conname LIKE %(ours)s
                UNION SELECT indexname FROM pg_indexes
                    WHERE schemaname = current_schema AND indexname LIKE %(ours)s
                """,
                ours="mkt\\_%",
            )
        )
        return {name for (name,) in rows}

    def _label(self, figure, company):
        """A figure of the control in words: a share, a number, or as its indicator says."""
        self.ensure_one()
        if figure is False or figure is None:
            return ""
        if self.kpi_id:
            return self.kpi_id._label(figure, company.currency_id)
        if self._is_count():
            return f"{figure:g}"
        return f"{figure:.1f}%"

    def _is_count(self):
        return bool(self.check_name and self.is_least)
