from odoo import fields, models
from odoo.tools import formatLang

# per cent of what is due by today, below which a pace is amber, and red
AMBER_BELOW, RED_BELOW = 100, 80


class DeskCard(models.Model):
    """The reader's own target on the desk: what is sold of it this minute, and the pace."""

    _inherit = "mkt.desk.card"

    is_sales_target = fields.Boolean(
        "Target of the Sales Plan",
        help="The reader's own target in force, with its pace, instead of the figures of"
        " the indicator.",
    )

    def _figures(self):
        targets = self.filtered("is_sales_target")
        return targets._target_figures() + super(DeskCard, self - targets)._figures()

    def _target_figures(self):
        line = self._own_line() if self else None
        return [
            {
                "id": card.id,
                "name": card.name,
                "value": line.currency_id.format(line.actual or 0.0),
                "target": line.currency_id.format(line.target),
                "achievement": card._percent(line.achievement),
                "change": "",
                "note": card._pace_label(line),
                "colour": _pace_colour(line.pace),
                "period": line.period_id.display_name,
                "trend": [],
                "pinned": True,
            }
            for card in self
            if line
        ]

    def _own_line(self):
        """The line of the reader's target in force, of the longest period."""
        company = self.env.company
        lines = self.env["mkt.sales.plan.line"]._of_people_on(
            self.env.user, company, company._mkt_today()
        )
        return lines.get(self.env.user)

    def _pace_label(self, line):
        if line.pace is False:
            return ""
        return self.env._("Pace %(percent)s", percent=self._percent(line.pace))

    def _percent(self, number):
        return "" if number is False else f"{formatLang(self.env, number, digits=1)}%"

    def action_view_figure(self):
        if not self.is_sales_target:
            return super().action_view_figure()
        self.check_access("read")
        if line := self._own_line():
            return line._get_records_action()
        return self._get_action()._get_action_dict()


def _pace_colour(pace):
    if pace is False:
        return "none"
    if pace >= AMBER_BELOW:
        return "green"
    return "amber" if pace >= RED_BELOW else "red"
