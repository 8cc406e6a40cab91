from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain


class SegmentCoverage(models.Model):
    """Whether somebody has looked at the segment of late."""

    _inherit = "mkt.segment"

    last_observed_on = fields.Date(compute="_compute_coverage")
    observation_count = fields.Integer(
        "Observations of Late", compute="_compute_coverage"
    )
    is_covered = fields.Boolean(
        "Covered",
        compute="_compute_coverage",
        search="_search_is_covered",
        help="Something was observed in the segment within the days of the setting.",
    )

    def _compute_coverage(self):
        # sudo: whether a segment is covered is the same whoever reads it
        observations = self.env["mkt.observation"].sudo()
        found = observations._read_group(
            [("segment_id", "in", self.ids)],
            ["segment_id"],
            ["date:max"],
        )
        last = {segment.id: day for segment, day in found}
        of_late = observations._read_group(
            self._of_late() & Domain("segment_id", "in", self.ids),
            ["segment_id"],
            ["__count"],
        )
        counts = {segment.id: count for segment, count in of_late}
        for segment in self:
            segment.last_observed_on = last.get(segment._origin.id)
            segment.observation_count = counts.get(segment._origin.id, 0)
            segment.is_covered = segment.observation_count > 0

    @api.model
    def _of_late(self):
        """Domain of observations within the days that each company asks for."""
        return Domain.OR(
            Domain("company_id", "=", company.id)
            & Domain(
                "date",
                ">=",
                company._mkt_today() - timedelta(days=company.mkt_observe_days),
            )
            for company in self.env["res.company"]._mkt_active()
        )

    def _search_is_covered(self, operator, value):
        if operator != "in":
            return NotImplemented
        # sudo: as above
        observations = self.env["mkt.observation"].sudo()
        covered = observations._search(
            self._of_late() & Domain("segment_id", "!=", False)
        )
        return [("id", "in", covered.subselect("segment_id"))]
