from odoo import models

from ...tools.kpi_calendar import COMPANY
from ...tools.narrative import ASPECTS

# so many periods make a trend
TREND = 12
NUMBERS = {
    "value": "value",
    "target": "target",
    "achieved": "achievement",
    "previous": "change_previous",
    "last_year": "change_last_year",
}
WORDS = {
    "value": "value_label",
    "target": "target_label",
    "achieved": "achievement_label",
    "previous": "previous_label",
    "last_year": "last_year_label",
}
# what tells whether there is such a number at all
FLAGS = {
    "value": "has_value",
    "target": "has_target",
    "achieved": "has_target",
    "previous": "has_previous",
    "last_year": "has_last_year",
}
# measures of the sections; what is not named here stands among the key indicators
MEASURES = {
    "sales": (
        "sales_ordered",
        "sales_invoiced",
        "sales_collected",
        "repeat_purchase",
    ),
    "market": ("market_share", "studies_reported", "findings_validated"),
    "plans": (
        "plan_goals",
        "campaign_revenue",
        "unattributed_revenue",
        "campaign_leads",
        "campaign_cost",
    ),
    "customers": (
        "customers_new",
        "customers_lost",
        "customers_won_back",
        "customers_complete",
        "care_coverage",
        "care_kept",
        "calls_made",
        "calls_to_leads",
        "contracts_signed",
    ),
    "service": (
        "cases_received",
        "cases_closed",
        "hours_to_acknowledge",
        "hours_to_resolve",
        "limits_kept",
        "case_rating",
        "customer_satisfaction",
        "net_promoter_score",
        "survey_response",
    ),
    "budget": ("marketing_cost", "marketing_budget"),
    "people": (
        "training_hours",
        "training_hours_each",
        "training_cost_hour",
        "training_effect",
        "appraisal_in_time",
        "appraisal_appeals",
        "appraisal_data",
    ),
    "followup": ("coordination_in_time",),
}
SECTION_OF = {
    measure: section for section, names in MEASURES.items() for measure in names
}


class ReportFigures(models.Model):
    """The indicators of a report: the figures of its period, their course, their names."""

    _inherit = "mkt.report"

    def _values(self):
        """The company's figures of the period, in the order of the indicators."""
        # sudo: the report tells the company's figures to whoever may read the report
        values = self.env["mkt.kpi.value"].sudo()
        found = values.search(
            [
                ("company_id", "=", self.company_id.id),
                ("period_id", "=", self.period_id.id),
                ("scope", "=", COMPANY),
                ("kpi_id.active", "=", True),
            ]
        )
        return found.sorted(lambda value: (value.kpi_id.sequence, value.kpi_id.id))

    def _course(self, kpis):
        """{indicator: [(period, number or None)]} of the periods up to the report's."""
        first = self.period_id._back(TREND - 1)
        periods = self.env["mkt.period"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("kind", "=", self.kind),
                ("date_from", ">=", first),
                ("date_from", "<=", self.date_from),
            ],
            order="date_from",
        )
        # sudo: as in _values
        values = self.env["mkt.kpi.value"].sudo()
        rows = values.search(
            [
                ("kpi_id", "in", kpis.ids),
                ("company_id", "=", self.company_id.id),
                ("period_id", "in", periods.ids),
                ("scope", "=", COMPANY),
            ]
        )
        known = {(row.kpi_id, row.period_id): row for row in rows if row.has_value}
        return {
            kpi: [
                (period, known[kpi, period].value if (kpi, period) in known else None)
                for period in periods
            ]
            for kpi in kpis
        }

    def _figures(self):
        """{(name, aspect): (number, words)} to be cited: of today, or as they were submitted."""
        if self.state in ("submitted", "accepted"):
            return self._frozen_figures()
        figures = {}
        values = self._values()
        names = [
            values.kpi_id.with_context(lang=lang).mapped("name")
            for lang in self._languages()
        ]
        for value, *its_names in zip(values, *names, strict=True):
            for aspect in ASPECTS:
                pair = self._number(value, aspect), self._words(value, aspect)
                for name in its_names:
                    figures[name.strip().casefold(), aspect] = pair
        return figures

    def _number(self, value, aspect):
        """The number as far as it is written out, so that it moves when its words do.

        Where no share of a target can be told, it is True or False: met or not.
        """
        if not value[FLAGS[aspect]]:
            return None
        number = value[NUMBERS[aspect]]
        if number is False:
            return value.kpi_id._is_met(value.value, value.target)
        is_label = aspect in ("value", "target")
        return round(number, value.kpi_id.decimals if is_label else 1)

    def _words(self, value, aspect):
        return value[WORDS[aspect]] or self.env._("No data")

    def _frozen_figures(self):
        figures = {}
        # names in all languages, words in the reader's
        for section in self.section_ids:
            words = {row["kpi"]: row["words"] for row in section._content()["figures"]}
            for content in (section.data or {}).values():
                for row in content["figures"]:
                    for aspect, number in row["numbers"].items():
                        key = row["name"].strip().casefold(), aspect
                        figures[key] = number, words[row["kpi"]][aspect]
        return figures

    def _is_outdated(self):
        """Whether a figure is no longer the one that was compiled."""
        if self.state in ("submitted", "accepted") or not self.compiled_at:
            return False
        now, compiled = self._figures(), self._frozen_figures()
        return any(
            key in now and now[key][0] != number
            for key, (number, _words) in compiled.items()
        )

    def _languages(self):
        return [code for code, _name in self.env["res.lang"].get_installed()]

    def _section_of(self, kpi):
        """The section in which an indicator stands."""
        while kpi.kind in ("ratio", "growth"):
            kpi = kpi.base_id or kpi.numerator_id
        return SECTION_OF.get(kpi.measure, "indicators")

    def _figure_rows(self, values, course):
        """The rows of the values as they are frozen, in the language of the environment."""
        return [
            {
                "kpi": value.kpi_id.id,
                "name": value.kpi_id.name,
                "formula": value.kpi_id.formula,
                "unit": value.kpi_id.unit,
                "decimals": value.kpi_id.decimals,
                "colour": value.colour,
                "numbers": {a: self._number(value, a) for a in ASPECTS},
                "words": {a: self._words(value, a) for a in ASPECTS},
                "course": [number for _period, number in course[value.kpi_id]],
            }
            for value in values
        ]
