from markupsafe import Markup

from odoo import models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ...tools.kpi_calendar import DEPARTMENT, TEAM, USER


class KpiDrillDown(models.Model):
    """The way from a figure back to the documents it was computed from."""

    _inherit = "mkt.kpi"

    def _drill_down(self, value):
        """Window on what stands behind a value, under the reader's own rights."""
        self.ensure_one()
        model, domain = self._get_behind(value)
        if not self.env[model].has_access("read"):
            raise AccessError(
                self.env._(
                    "Your post shows you the figure of %(kpi)s, "
                    "not the documents behind it.",
                    kpi=self.name,
                )
            )
        views = [[False, "list"]]
        # sudo: whether the model has a form of its own is no secret
        if self.env["ir.ui.view"].sudo().default_view(model, "form"):
            views.append([False, "form"])
        return {
            "type": "ir.actions.act_window",
            "name": value.display_name,
            "res_model": model,
            "views": views,
            "domain": list(domain),
            "context": {"active_test": not self.include_archived, "create": False},
            "help": Markup("<p>%s</p>")
            % self.env._("None of the documents behind this figure are open to you."),
        }

    def _get_behind(self, value):
        """Model and domain of what a value was computed from."""
        measure = self._get_measure()
        if measure and measure.behind:
            return measure.behind(value)
        source = self._source()
        if not source:
            return self._get_figures_behind(value)
        return self._get_documents_behind(source, value)

    def _get_documents_behind(self, source, value):
        domain = self._documents_domain(source, value.company_id)
        domain &= self._time_domain(source, value.period_id)
        domain &= self._scope_domain(source, value)
        return source.model, domain

    def _get_figures_behind(self, value):
        """The values that a ratio or a growth was computed from, or those entered."""
        model = "mkt.kpi.entry" if self.kind == "manual" else "mkt.kpi.value"
        periods = value.period_id
        if self.kind == "growth":
            periods = periods._with_base(self.compared_with)
        return model, [
            ("scope", "=", value.scope),
            ("department_id", "=", value.department_id.id),
            ("team_id", "=", value.team_id.id),
            ("user_id", "=", value.user_id.id),
            ("kpi_id", "in", (self._bases() or self).ids),
            ("period_id", "in", periods.ids),
        ]

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
