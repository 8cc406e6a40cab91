from odoo import api, fields, models
from odoo.tools import formatLang

from ...tools.achievement import achieved


class KpiDisplay(models.Model):
    """How an indicator judges its figures, and writes them."""

    _inherit = "mkt.kpi"

    formula = fields.Char(compute="_compute_formula")

    # ------------------------------------------------------------- judging

    def _achievement(self, value, target):
        """Percent of the target that is reached (`tools/achievement.py`), or None."""
        return achieved(value, target, self.direction == "lower")

    def _achievement_label(self, value, target, currency):
        """The achievement in words; where no share says it, whether the target is met."""
        share = self._achievement(value, target)
        if share:
            return f"{share:.1f}%"
        if self._is_met(value, target):
            return self.env._("Met")
        if share is not None and self.direction == "higher":
            return f"{share:.1f}%"
        return self.env._(
            "Not met, %(difference)s off",
            difference=self._label(abs(value - target), currency),
        )

    def _is_met(self, value, target):
        return value >= target if self.direction == "higher" else value <= target

    def _colour(self, value, target):
        """Traffic light of the value; targets of zero or less are met or not."""
        if target is None:
            return "none"
        achievement = self._achievement(value, target)
        if achievement is None:
            return "green" if self._is_met(value, target) else "red"
        if achievement >= self.amber_below:
            return "green"
        return "amber" if achievement >= self.red_below else "red"

    def _change_by_unit(self):
        """The function (value, base) → change in percent; percentages change by points.

        It answers None where nothing can be said, and reads no field: it is called for
        every row of a run.
        """
        return _points if self.unit == "percent" else _growth

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
        change = round(change, 1) or 0.0  # "-0.0" says nothing
        number = formatLang(self.env, change, digits=1)
        number = f"+{number}" if change > 0 else number
        if self.unit == "percent":
            return self.env._("%(number)s points", number=number)
        return f"{number}%"

    # ------------------------------------------------------------- defining

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
        measure = self._get_measure()
        return measure.words if measure else ""

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


def _points(value, base):
    return None if base is None else round(value - base, 6)


def _growth(value, base):
    # from nothing, from zero or from a loss there is no growth in percent
    return round(100 * (value / base - 1), 6) if base and base > 0 else None
