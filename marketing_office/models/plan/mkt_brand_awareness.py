from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.aggregates import weighted_average
from ...tools.sample import margin_of_error
from ...tools.text import is_blank, title_of

# what a study found out: corrected with a word on why, or not at all
FOUND_OUT = {"awareness", "asked_count", "finding_id"}


class BrandAwareness(models.Model):
    """How many of a segment know the brand in a year, as a study has found out."""

    _name = "mkt.brand.awareness"
    _description = "Brand Awareness"
    _inherit = ["mkt.governed.mixin", "mail.thread"]
    _order = "date_from desc, brand_id, segment_id, id desc"
    _check_company_auto = True
    _fixed_after_creation = ("brand_id", "period_id", "segment_id")

    brand_id = fields.Many2one(
        "mkt.brand", required=True, index=True, ondelete="restrict", check_company=True
    )
    company_id = fields.Many2one(related="brand_id.company_id", store=True, index=True)
    period_id = fields.Many2one(
        "mkt.period",
        "Year",
        required=True,
        ondelete="restrict",
        check_company=True,
        domain="[('kind', '=', 'year'), ('company_id', '=', company_id)]",
    )
    date_from = fields.Date("First Day", related="period_id.date_from", store=True)
    segment_id = fields.Many2one(
        "mkt.segment",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        help="The part of the market that was asked; the overall market is one too.",
    )
    awareness = fields.Float(
        "Aware (%)", required=True, digits=(16, 1), aggregator="avg", tracking=True
    )
    asked_count = fields.Integer("Asked (n)", required=True, tracking=True)
    margin_of_error = fields.Float(
        "Margin of Error (± points)",
        compute="_compute_margin_of_error",
        digits=(16, 1),
        help="How far the share is off at most, 95 times of 100, if those who answered"
        " are like those who did not.",
    )
    finding_id = fields.Many2one(
        "mkt.finding",
        "Rests on the Finding",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
        domain="[('state', '=', 'validated'), ('company_id', '=', company_id)]",
    )
    note = fields.Char(tracking=True, help="Whoever corrects the figure says here why.")

    _once = models.UniqueIndex(
        "(brand_id, period_id, segment_id)",
        "The awareness of the brand in this segment and year is there already.",
    )
    _share = models.Constraint(
        "CHECK (awareness BETWEEN 0 AND 100)", "A share lies between 0 and 100 %."
    )
    _somebody_asked = models.Constraint(
        "CHECK (asked_count > 0)", "Say how many were asked."
    )

    @api.depends("brand_id.name", "segment_id.name", "period_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for figure in self:
            figure.display_name = title_of(
                figure.brand_id.name,
                figure.segment_id.name,
                figure.period_id.display_name,
            )

    @api.depends("asked_count")
    def _compute_margin_of_error(self):
        for figure in self:
            figure.margin_of_error = margin_of_error(figure.asked_count)

    @api.constrains("period_id", "finding_id")
    def _check_source(self):
        for figure in self:
            if figure.period_id.kind != "year":
                raise ValidationError(self.env._("Awareness is told by the year."))
            if figure.finding_id.state != "validated":
                raise ValidationError(
                    self.env._(
                        "%(finding)s has not been validated: awareness rests on a"
                        " validated finding.",
                        finding=figure.finding_id.name,
                    )
                )

    def _read_group_select(self, aggregate_spec, query):
        # of all who were asked: a segment of which few were asked weighs less
        if aggregate_spec != "awareness:avg":
            return super()._read_group_select(aggregate_spec, query)
        return weighted_average(self, "awareness", "asked_count", query)

    def write(self, vals):
        if not self.env.su and vals.keys() & FOUND_OUT:
            self._check_reason_given(vals.get("note"))
        return super().write(vals)

    def _check_reason_given(self, note):
        """What rests on a validated finding does not change without a word on why."""
        for figure in self:
            if not isinstance(note, str) or is_blank(note) or note == figure.note:
                raise UserError(
                    self.env._(
                        "%(figure)s rests on a validated finding: whoever corrects it"
                        " says why in the note.",
                        figure=figure.display_name,
                    )
                )
