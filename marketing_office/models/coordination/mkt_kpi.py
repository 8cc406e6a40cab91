from odoo import fields, models
from odoo.fields import Domain

from ...tools.kpi_source import KpiMeasure, KpiSource


class KpiCoordination(models.Model):
    """Whether what posts and departments ask of each other comes in time."""

    _inherit = "mkt.kpi"

    measure = fields.Selection(
        selection_add=[("coordination_in_time", "Coordination Requests in Time")]
    )
    source_model = fields.Selection(
        selection_add=[("mkt.coordination", "Coordination Requests")]
    )

    def _measure_coordination_in_time(self):
        requests = self.env["mkt.coordination"]
        # answered, or due and still waiting; what lies ahead is not judged yet
        judged = Domain("answered_on", "!=", False) | requests._before_today(
            "deadline", "<"
        )
        counts = Domain("state", "not in", ("declined", "withdrawn"))
        return KpiMeasure(
            self.env._(
                "Coordination requests answered by the day they were needed ÷ requests "
                "needed in the period; those declined or withdrawn do not count"
            ),
            source=KpiSource(
                model="mkt.coordination",
                function="share",
                measured="is_in_time",
                date="deadline",
                domain=list(counts & judged),
                user="owner_id",
            ),
        )
