from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.text import title_of

TEXTS = "promise", "audience", "messages", "look"


class BrandStrategy(models.Model):
    """What a brand promises in a year, to whom, in which words and looks."""

    _name = "mkt.brand.strategy"
    _description = "Brand Strategy"
    _inherit = ["mkt.period.plan.mixin"]
    _prepared_by = ("promotion_manager", "marketing_manager", "director")
    _order = "date_from desc, brand_id, version desc, id desc"
    _rec_names_search = ["brand_id.name"]
    _approval_content = ("brand_id", "segment_ids", *TEXTS)
    _same_in_revisions = ("brand_id", "period_id")

    brand_id = fields.Many2one(
        "mkt.brand",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )
    name = fields.Char("Name of the Brand", related="brand_id.name")
    period_id = fields.Many2one(
        string="Strategy for",
        domain="[('kind', '=', 'year'), ('company_id', '=', company_id)]",
    )
    promise = fields.Text(
        "Brand Promise", help="What customers may rely on, and why they believe it."
    )
    audience = fields.Text(help="For whom the brand is meant, and what they look for.")
    segment_ids = fields.Many2many(
        "mkt.segment", string="Target Segments", check_company=True
    )
    messages = fields.Text("Key Messages", help="What every material says.")
    look = fields.Text(
        "Look and Tone", help="Logo, colours, pictures and the way of speaking."
    )
    previous_id = fields.Many2one(
        "mkt.brand.strategy",
        "Revision of",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )

    _in_force_uniq = models.UniqueIndex(
        "(company_id, brand_id, period_id) WHERE state IN ('approved', 'closed')",
        "The brand has a strategy for this year already: revise it.",
    )
    _open_uniq = models.UniqueIndex(
        "(company_id, brand_id, period_id) WHERE state IN ('draft', 'submitted')",
        "A strategy of the brand for this year is being prepared already.",
    )

    @api.depends("brand_id", "period_id", "version")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for strategy in self:
            title = title_of(strategy.name, strategy.period_id.display_name)
            strategy.display_name = title + strategy._version_suffix()

    @api.constrains("period_id")
    def _check_period_kind(self):
        for strategy in self:
            if strategy.period_id.kind != "year":
                raise ValidationError(self.env._("A brand strategy is for a year."))

    # ------------------------------------------------------------- approval

    def _approval_kinds(self):
        return ["brand_strategy"]

    def _check_submission(self):
        result = super()._check_submission()
        self._check_filled(*TEXTS)
        return result

    def _on_approved(self):
        result = super()._on_approved()
        self._supersede_previous()
        return result

    def _revision_defaults(self):
        return {**super()._revision_defaults(), "user_id": self.env.uid}
