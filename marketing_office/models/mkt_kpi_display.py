from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import formatLang

from ..tools.kpi_calendar import DEPARTMENT, TEAM, USER


class KpiDisplay(models.Model):
    """How an indicator judges its figures, writes them, and shows what they are made of."""

    _inherit = "mkt.kpi"

    # ------------------------------------------------------------- judging

    def _achievement(self, value, target):
        """Percent of the target that is reached; None without a positive target.

        Where less is better, twice the target is 0 % and nothing at all is 200 %.
        """
        if target is None or target <= 0:
            return None
        ratio = value / target
        return round(100 * (ratio if self.direction == "higher" else 2 - ratio), 6)

    def _colour(self, value, target):
        """Traffic light of the value; targets of zero or less are met or not."""
        if target is None:
            return "none"
        achievement = self._achievement(value, target)
        if achievement is None:
            met = value >= target if self.direction == "higher" else value <= target
            return "green" if met else "red"
        if achievement >= self.amber_below:
            return "green"
        return "amber" if achievement >= self.red_below else "red"

    def _change(self, value, base):
        """Change in percent; percentages change by points. None where nothing can be said."""
        if base is None:
            return None
        if self.unit == "percent":
            return round(value - base, 6)
        # from zero, or from a loss, there is no growth in percent
        return round(100 * (value / base - 1), 6) if base > 0 else None

    # ------------------------------------------------------------- writing

    def _label(self, value, currency, sign=""):
        """The value as people write it in the reader's language; `sign` "+" shows both signs."""
        number = formatLang(self.env, abs(value), digits=self.decimals)
        prefix = "-" if value < 0 else sign
        if self.unit == "percent":
            return f"{prefix}{number}%"
        if self.unit == "hours":
            return self.env._("%(number)s h", number=f"{prefix}{number}")
        if self.unit == "currency":
            symbol = currency.symbol or ""
            before = currency.position == "before"
            return (
                f"{prefix}{symbol}{number}" if before else f"{prefix}{number} {symbol}"
            )
        return f"{prefix}{number}"

    def _change_label(self, change):
        number = formatLang(self.env, change, digits=1)
        number = f"+{number}" if change > 0 else number
        if self.unit == "percent":
            return self.env._("%(number)s points", number=number)
        return f"{number}%"

    # ------------------------------------------------------------- formula in words

    formula = fields.Char(compute="_compute_formula")

    @api.depends(
        "kind",
        "measure",
        "source_model",
        "function",
        "source_field",
        "date_field",
        "numerator_id.name",
        "denominator_id.name",
        "base_id.name",
        "compared_with",
    )
    @api.depends_context("lang")
    def _compute_formula(self):
        for kpi in self:
            kpi.formula = getattr(kpi, f"_formula_{kpi.kind or 'manual'}")()

    def _formula_builtin(self):
        return self._measure_words().get(self.measure, "")

    def _measure_words(self):
        """What each built-in measure says, in the reader's words; rooms add theirs."""
        _ = self.env._
        return {
            "sales_ordered": _(
                "Untaxed amount of confirmed orders, by the day of confirmation, "
                "each at its own exchange rate"
            ),
            "sales_invoiced": _(
                "Untaxed amount of posted customer invoices less credit notes, "
                "by invoice date, in the company's currency"
            ),
            "repeat_purchase": _(
                "Customers with two or more confirmed orders in the period ÷ "
                "customers with at least one"
            ),
            "cases_received": _(
                "Number of cases received in the period, without cancelled ones"
            ),
            "cases_closed": _("Number of cases closed in the period"),
            "hours_to_acknowledge": _(
                "Average hours from receipt to acknowledgement, "
                "of the cases acknowledged in the period"
            ),
            "hours_to_resolve": _(
                "Average hours from receipt to resolution, "
                "of the cases resolved in the period"
            ),
            "limits_kept": _(
                "Time limits kept ÷ time limits kept or missed in the period"
            ),
            "case_rating": _(
                "Average rating of closed cases (1 to 5) given in the period; "
                "complainants only, hence not the satisfaction of all customers"
            ),
            "customer_satisfaction": _(
                "Average satisfaction in percent of the scale, "
                "of the satisfaction surveys answered in the period"
            ),
            "net_promoter_score": _(
                "Share of promoters (9–10) less share of detractors (0–6), "
                "of the satisfaction surveys answered in the period"
            ),
            "survey_response": _(
                "Satisfaction surveys answered ÷ invitations sent in the period"
            ),
        }

    def _formula_aggregate(self):
        if not self.source_model or not self.date_field:
            return ""
        functions = dict(self._fields["function"]._description_selection(self.env))
        models_ = dict(self._fields["source_model"]._description_selection(self.env))
        parts = {
            "function": functions.get(self.function, ""),
            "documents": models_.get(self.source_model, ""),
            "date": self._field_words(self.date_field),
        }
        if self.function == "count":
            return self.env._("Number of %(documents)s, by %(date)s", **parts)
        return self.env._(
            "%(function)s of %(field)s of %(documents)s, by %(date)s",
            field=self._field_words(self.source_field),
            **parts,
        )

    def _field_words(self, path):
        model, words = self.env[self.source_model], []
        for name in (path or "").split("."):
            field = model._fields.get(name)
            if not field:
                break
            words.append(field._description_string(self.env))
            model = self.env[field.comodel_name] if field.comodel_name else model
        return " / ".join(words)

    def _formula_ratio(self):
        return f"{self.numerator_id.name or '…'} ÷ {self.denominator_id.name or '…'}"

    def _formula_growth(self):
        labels = dict(self._fields["compared_with"]._description_selection(self.env))
        return self.env._(
            "Growth of %(kpi)s in percent: %(compared)s",
            kpi=self.base_id.name or "…",
            compared=labels.get(self.compared_with, ""),
        )

    def _formula_manual(self):
        return self.env._("Entered by hand")

    # ------------------------------------------------------------- drill-down

    def _drill_down(self, value):
        """Window on the documents behind a value, under the reader's own rights."""
        self.ensure_one()
        source = self._source()
        if not source:
            return self._drill_down_figures(value)
        domain = self._documents_domain(source, value.company_id)
        domain &= self._time_domain(source, value.period_id)
        domain &= self._scope_domain(source, value)
        return {
            "type": "ir.actions.act_window",
            "name": value.display_name,
            "res_model": source.model,
            "views": [[False, "list"], [False, "form"]],
            "domain": list(domain),
            "context": {"active_test": not self.include_archived, "create": False},
        }

    def _drill_down_figures(self, value):
        """The values that a ratio or a growth was computed from, or those entered."""
        domain = [("scope", "=", value.scope)]
        domain += [
            (name, "=", value[name].id)
            for name in ("department_id", "team_id", "user_id")
        ]
        model = "mkt.kpi.entry" if self.kind == "manual" else "mkt.kpi.value"
        if self.kind == "growth":
            periods = value.period_id._with_base(self.compared_with)
        else:
            periods = value.period_id
        bases = self._bases() or self
        return {
            "type": "ir.actions.act_window",
            "name": value.display_name,
            "res_model": model,
            "views": [[False, "list"], [False, "form"]],
            "domain": [
                *domain,
                ("kpi_id", "in", bases.ids),
                ("period_id", "in", periods.ids),
            ],
        }

    def _time_domain(self, source, period, first=None, after=None):
        """Documents of the period, or from the one day to before the other within it."""
        start, stop = period._half_open()
        start, stop = max(start, first or start), min(stop, after or stop)
        if self._date_type(source) == "datetime":
            start, stop = (
                period._midnight(period.company_id, d) for d in (start, stop)
            )
        return Domain(source.date, ">=", start) & Domain(source.date, "<", stop)

    def _date_type(self, source):
        model = self.env[source.model]
        *hops, last = source.date.split(".")
        for name in hops:
            model = self.env[model._fields[name].comodel_name]
        return model._fields[last].type

    def _scope_domain(self, source, value):
        if value.scope == USER:
            return Domain(source.user, "=", value.user_id.id)
        if value.scope == TEAM:
            return Domain(source.team, "=", value.team_id.id)
        if value.scope != DEPARTMENT:
            return Domain.TRUE
        # sudo: who worked in which department is known from the figure itself
        spells = (
            self.env["mkt.post.assignment"].sudo()._department_spells(value.company_id)
        )
        return Domain.OR(
            Domain(source.user, "=", user)
            & self._time_domain(source, value.period_id, start, stop)
            for user, user_spells in spells.items()
            for start, stop, departments in user_spells
            if value.department_id.id in departments
        )
