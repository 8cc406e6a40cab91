from odoo import fields, models

from ...tools.kpi_source import KpiMeasure, KpiSource


class KpiAppraisal(models.Model):
    """How well people are appraised: in time, with data, and without reason to appeal."""

    _inherit = "mkt.kpi"

    measure = fields.Selection(
        selection_add=[
            ("appraisal_in_time", "Appraisal Rounds in Time"),
            ("appraisal_appeals", "Appeals against Scores"),
            ("appraisal_data", "Appraisal Lines with Data"),
        ]
    )

    def _measure_appraisal_in_time(self):
        return KpiMeasure(
            self.env._(
                "Rounds released by their day ÷ rounds whose day lies in the period; those"
                " that can still be released in time do not count"
            ),
            source=KpiSource(
                model="mkt.appraisal.round",
                function="share",
                measured="is_in_time",
                date="release_until",
                domain=[
                    "|",
                    ("state", "in", ("released", "closed")),
                    ("release_until", "<", "today"),
                ],
            ),
        )

    def _measure_appraisal_appeals(self):
        # no person: who appeals is not told by a figure
        return KpiMeasure(
            self.env._("Scorecards appealed against in the period"),
            source=KpiSource(
                model="mkt.appraisal",
                function="count",
                date="appealed_on",
                domain=[("appealed_on", "!=", False)],
            ),
        )

    def _measure_appraisal_data(self):
        return KpiMeasure(
            self.env._(
                "Measured lines with data and target ÷ measured lines of the period's"
                " scorecards"
            ),
            source=KpiSource(
                model="mkt.appraisal.line",
                function="share",
                measured="has_data",
                date="date_from",
                domain=[("kind", "=", "indicator")],
            ),
        )
