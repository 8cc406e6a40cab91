from odoo import api, fields, models

from ...tools.control_check import ControlCheck


class ControlAppraisal(models.Model):
    """Whether the results of appraisals reach those appraised, and by what they are judged."""

    _inherit = "mkt.control"

    check_name = fields.Selection(
        selection_add=[
            ("appraisals_released", "Appraisal Results Released"),
            ("sales_growth_judged", "Judged by Sales Revenue"),
            ("market_share_judged", "Judged by Market Share"),
            ("satisfaction_judged", "Judged by Customer Satisfaction"),
            ("cost_control_judged", "Judged by Marketing Costs"),
        ]
    )

    def _check_appraisals_released(self, company, window):
        return ControlCheck(
            model="mkt.appraisal.round",
            population=[
                ("state", "in", ("released", "closed")),
                *window.days("released_on"),
            ],
            is_least=True,
        )

    def _check_sales_growth_judged(self, company, window):
        return self._judged_by("II-4.1", window)

    def _check_market_share_judged(self, company, window):
        return self._judged_by("II-4.2", window)

    def _check_satisfaction_judged(self, company, window):
        return self._judged_by("II-4.3", window)

    def _check_cost_control_judged(self, company, window):
        return self._judged_by("II-4.4", window)

    @api.model
    def _judged_by(self, clause, window):
        """The check that people were appraised by figures of the clause's indicators."""
        return ControlCheck(
            model="mkt.appraisal.line",
            population=[
                ("kpi_id.clause", "=", clause),
                ("has_data", "=", True),
                ("state", "in", ("released", "seen")),
                *window.days("appraisal_id.round_id.released_on"),
            ],
            is_least=True,
        )

    def _check_words(self):
        judged = self.env._(
            "Lines of scorecards released in the period that rest on a figure of the"
            " article's indicators; lines without data do not count"
        )
        return super()._check_words() | {
            "sales_growth_judged": judged,
            "market_share_judged": judged,
            "satisfaction_judged": judged,
            "cost_control_judged": judged,
            "appraisals_released": self.env._(
                "Rounds of appraisal whose results were released in the period"
            ),
        }
