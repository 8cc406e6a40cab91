from odoo import fields, models

from ...tools.kpi_source import KpiSource


class KpiResearch(models.Model):
    """How much the office finds out about its market."""

    _inherit = "mkt.kpi"

    measure = fields.Selection(
        selection_add=[
            ("studies_reported", "Studies Completed"),
            ("findings_validated", "Findings Validated"),
        ]
    )

    def _source_studies_reported(self):
        return KpiSource(
            model="mkt.study",
            function="count",
            date="reported_at",
            domain=[("state", "=", "reported")],
            user="user_id",
        )

    def _source_findings_validated(self):
        return KpiSource(
            model="mkt.finding",
            function="count",
            date="validated_at",
            domain=[("state", "=", "validated")],
            user="user_id",
        )

    def _measure_words(self):
        return super()._measure_words() | {
            "studies_reported": self.env._("Research studies that were reported"),
            "findings_validated": self.env._("Findings that a second person validated"),
        }
