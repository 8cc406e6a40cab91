from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.text import is_blank


class Positioning(models.Model):
    """For whom a product is meant, at which price, against whom, and how it is sold."""

    _name = "mkt.positioning"
    _description = "Product Positioning"
    _inherit = ["mkt.revision.mixin", "mail.thread", "mkt.coordination.mixin"]
    _prepared_by = ("product_manager", "marketing_manager", "director")
    _finished = {"approved": (), "superseded": (), "ended": ()}
    _order = "product_tmpl_id, segment_id, version desc, id desc"
    _rec_names_search = ["product_tmpl_id.name", "segment_id.name"]
    _check_company_auto = True
    _fixed_after_creation = ("company_id",)
    _approval_content = (
        "product_tmpl_id",
        "segment_id",
        "user_id",
        "features",
        "price_from",
        "price_to",
        "currency_id",
        "competitor_ids",
        "sales_strategy",
        "review_date",
    )
    _same_in_revisions = ("product_tmpl_id", "segment_id")
    _is_one_in_force = True
    _governed = ("milestone_ids",)

    product_tmpl_id = fields.Many2one(
        "product.template",
        "Product",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )
    product_name = fields.Char("Product Name", related="product_tmpl_id.name")
    product_active = fields.Boolean(
        "Product in Use", related="product_tmpl_id.active", compute_sudo=True
    )
    segment_id = fields.Many2one(
        "mkt.segment",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one(
        "res.users",
        "Prepared by",
        required=True,
        default=lambda self: self.env.user,
    )
    features = fields.Text("Features and Benefits")
    price_from = fields.Monetary("Lowest Price")
    price_to = fields.Monetary("Highest Price")
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        default=lambda self: self.env.company.currency_id,
    )
    competitor_ids = fields.Many2many(
        "mkt.competitor", string="Competitors", check_company=True
    )
    sales_strategy = fields.Text()
    review_date = fields.Date("Review by")
    previous_id = fields.Many2one(
        "mkt.positioning",
        "Revision of",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Submitted"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("superseded", "Superseded"),
            ("ended", "Ended"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
        index=True,
    )
    milestone_ids = fields.One2many(
        "project.milestone", "mkt_positioning_id", "Milestones", readonly=True
    )
    milestone_count = fields.Integer(
        "Number of Milestones", compute="_compute_milestone_count"
    )

    _price_band = models.Constraint(
        "CHECK (COALESCE(price_from, 0) >= 0"
        " AND COALESCE(price_from, 0) <= COALESCE(price_to, 0))",
        "The price band runs from a lower to a higher price, from zero on.",
    )
    _in_force_uniq = models.UniqueIndex(
        "(company_id, product_tmpl_id, segment_id) WHERE state = 'approved'",
        "The product has a positioning in this segment already: revise it.",
    )
    _open_uniq = models.UniqueIndex(
        "(company_id, product_tmpl_id, segment_id)"
        " WHERE state IN ('draft', 'submitted')",
        "A positioning of the product in this segment is being prepared already.",
    )

    @api.depends("product_tmpl_id", "segment_id", "version")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for positioning in self:
            parts = (
                # sudo: the name of the product, for readers without its rights
                positioning.sudo().product_tmpl_id.name,
                positioning.segment_id.name,
            )
            name = " · ".join(filter(None, parts))
            positioning.display_name = name + positioning._version_suffix()

    @api.constrains("product_tmpl_id")
    def _check_product(self):
        for positioning in self:
            # sudo: whether the product is in use, for readers without its rights
            product = positioning.sudo().product_tmpl_id
            if not product.active:
                raise ValidationError(
                    self.env._(
                        "%(product)s is archived: it is not positioned any more.",
                        product=product.name,
                    )
                )

    # ------------------------------------------------------------- approval

    def _approval_kinds(self):
        return ["positioning"]

    def _check_submission(self):
        result = super()._check_submission()
        self._check_may_prepare()
        self._check_product()
        for name in ("features", "sales_strategy"):
            if is_blank(self[name] or ""):
                raise UserError(
                    self.env._(
                        "%(positioning)s: fill in %(field)s first.",
                        positioning=self.display_name,
                        field=self._fields[name]._description_string(self.env),
                    )
                )
        self._check_review_date()
        return result

    def _check_review_date(self):
        """Raise UserError where a revision does not say when it is looked at again."""
        day = self.review_date
        if self.previous_id and not day:
            raise UserError(
                self.env._(
                    "%(positioning)s: say by when it is reviewed next.",
                    positioning=self.display_name,
                )
            )
        if day and day <= self.company_id._mkt_today():
            raise UserError(
                self.env._(
                    "%(positioning)s: the next review lies in the future.",
                    positioning=self.display_name,
                )
            )

    def _on_approved(self):
        self._check_product()
        self._supersede_previous()

    def _revision_defaults(self):
        return {"user_id": self.env.uid, "review_date": False}

    # ------------------------------------------------------------- the end

    def action_end(self):
        """The product is not sold to the segment any more; nothing replaces the positioning."""
        self.check_access("write")
        self._check_may_prepare()
        self._check_state("approved")
        self._set_state("ended")

    # ------------------------------------------------------------- milestones

    @api.depends("milestone_ids")
    def _compute_milestone_count(self):
        for positioning in self:
            positioning.milestone_count = len(positioning.milestone_ids)

    def action_view_milestones(self):
        self.ensure_one()
        self.check_access("read")
        return self.milestone_ids._mkt_action()
