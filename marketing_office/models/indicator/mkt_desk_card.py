from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

TREND_PERIODS = 12


class DeskCard(models.Model):
    """Figures of a post on its desk: the last known value, its target, and the trend."""

    _inherit = "mkt.desk.card"

    part = fields.Selection(
        selection_add=[("figure", "My Figures")], ondelete={"figure": "cascade"}
    )
    kpi_id = fields.Many2one("mkt.kpi", "Indicator", ondelete="cascade")
    is_personal = fields.Boolean(
        "Reader's Own", help="The reader's own figure, not that of the company."
    )

    @api.depends("name", "kpi_id.name")
    def _compute_display_name(self):
        for card in self:
            card.display_name = card.name or card.kpi_id.name

    @api.constrains("part", "kpi_id")
    def _check_kpi(self):
        for card in self:
            if card.part == "figure" and not card.kpi_id:
                raise ValidationError(
                    self.env._("Choose the indicator that the desk shows.")
                )

    def _figures(self):
        figures = []
        values = self._get_values()
        for card in self:
            trend = values.get((card.kpi_id, card.is_personal))
            if not trend:
                continue
            value = trend[-1]
            figures.append(
                {
                    "id": card.id,
                    "name": card._get_figure_name(),
                    "value": value.value_label,
                    "target": value.target_label or "",
                    "achievement": value.achievement_label or "",
                    "change": value.previous_label or "",
                    "colour": value.colour,
                    "period": value.period_id.display_name,
                    "trend": trend.mapped("value"),
                }
            )
        return figures

    def _get_figure_name(self):
        name = self.kpi_id.name
        if self.is_personal:
            # beside the company's, where somebody holds two posts
            name = self.env._("%(indicator)s (my own)", indicator=name)
        return name

    def _get_values(self):
        """The last values by indicator and whose they are, the oldest first; one query."""
        self.kpi_id.fetch(["name", "period_kind"])
        kinds = {kpi: self._get_period_kind(kpi) for kpi in self.kpi_id}
        wanted = [
            Domain("kpi_id", "=", card.kpi_id.id)
            & Domain("period_kind", "=", kinds[card.kpi_id])
            & (
                Domain("user_id", "=", self.env.uid)
                if card.is_personal
                else Domain("scope", "=", "company")
            )
            for card in self
        ]
        if not wanted:
            return {}
        found = self.env["mkt.kpi.value"].search(
            Domain("company_id", "=", self.env.company.id)
            & Domain("has_value", "=", True)
            & Domain("date_from", ">=", "today -37m")
            & Domain("date_from", "<=", "today")
            & Domain.OR(wanted),
            order="date_from, id",
        )
        values = found.grouped(lambda v: (v.kpi_id, v.user_id.id == self.env.uid))
        return {key: of_key[-TREND_PERIODS:] for key, of_key in values.items()}

    @api.model
    def _get_period_kind(self, kpi):
        kinds = kpi._period_kinds() if kpi.period_kind else []
        return "month" if "month" in kinds else kpi.period_kind

    def action_view_figure(self):
        """All figures of the card's indicator, the reader's own or the company's."""
        self.ensure_one()
        self.check_access("read")
        action = self.kpi_id.action_view_values()
        # the periods of the figure alone, as its trend has them
        kind = self._get_period_kind(self.kpi_id)
        action["domain"] = [*action["domain"], ("period_kind", "=", kind)]
        if self.is_personal:
            action["context"] = {}
            action["domain"] = [*action["domain"], ("user_id", "=", self.env.uid)]
        return action
