from odoo import fields, models

from ...tools.kpi_source import KpiMeasure, KpiSource


class KpiResearch(models.Model):
    """How much the office finds out about its market."""

    _inherit = "mkt.kpi"

    measure = fields.Selection(
        selection_add=[
            ("studies_reported", "Studies Completed"),
            ("findings_validated", "Findings Validated"),
        ]
    )

    def _measure_studies_reported(self):
        return KpiMeasure(
            self.env._("Research studies that were reported"),
            source=KpiSource(
                model="mkt.study",
                function="count",
                date="reported_at",
                domain=[("state", "=", "reported")],
                user="user_id",
            ),
        )

    def _measure_findings_validated(self):
        return KpiMeasure(
            self.env._("Findings that a second person validated"),
            source=KpiSource(
                model="mkt.finding",
                function="count",
                date="validated_at",
                domain=[("state", "=", "validated")],
                user="user_id",
            ),
        )
