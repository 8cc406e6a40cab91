from odoo import models
from odoo.tools import formatLang


class KpiDisplay(models.Model):
    """How an indicator judges its figures, and writes them."""

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


def _points(value, base):
    return None if base is None else round(value - base, 6)


def _growth(value, base):
    # from nothing, from zero or from a loss there is no growth in percent
    return round(100 * (value / base - 1), 6) if base and base > 0 else None
