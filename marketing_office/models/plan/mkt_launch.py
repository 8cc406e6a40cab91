from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.text import is_blank


class Launch(models.Model):
    """A product comes on the market: by whom, when, positioned how, and what was met."""

    _name = "mkt.launch"
    _description = "Launch of a Product"
    _inherit = ["mkt.governed.mixin", "mail.thread", "mkt.coordination.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True
    _finished = {"launched": ("result",), "cancelled": ()}
    _governed = ("state", "launched_on")
    _fixed_after_creation = ("company_id",)

    name = fields.Char("Launch", required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
        tracking=True,
    )
    product_tmpl_id = fields.Many2one(
        "product.template",
        "Product",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    date = fields.Date("Planned for", required=True, index=True, tracking=True)
    positioning_id = fields.Many2one(
        "mkt.positioning",
        "Product Positioning",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('product_tmpl_id', '=', product_tmpl_id), ('state', '=', 'approved')]",
    )
    requirement_ids = fields.One2many(
        "mkt.requirement", "launch_id", "Market Requirements", copy=False
    )
    result = fields.Text(copy=False, help="How the market took the product.")
    launched_on = fields.Date(readonly=True, copy=False)
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("launched", "On the Market"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        default="planned",
        copy=False,
        tracking=True,
        index=True,
    )

    @api.onchange("product_tmpl_id")
    def _onchange_product_tmpl_id(self):
        if self.positioning_id.product_tmpl_id != self.product_tmpl_id:
            self.positioning_id = False

    # ------------------------------------------------------------- the course

    def action_launch(self):
        """The product is on the market; what its requirements asked for is met."""
        self.check_access("write")
        self._check_state("planned")
        for launch in self:
            launch._check_ready()
        for company, launches in self.grouped("company_id").items():
            day = company._mkt_today()
            for launch in launches:
                launch._meet_requirements(day)
            launches._set_state("launched", launched_on=day)

    def _check_ready(self):
        """Raise UserError where the product cannot come on the market yet."""
        # sudo: what must be there decides, whatever the user may read of it
        launch = self.sudo()
        positioning = launch.positioning_id
        if (
            positioning.state != "approved"
            or positioning.product_tmpl_id != launch.product_tmpl_id
        ):
            raise UserError(
                self.env._(
                    "%(launch)s: the product needs an approved positioning first.",
                    launch=launch.name,
                )
            )
        for requirement in launch.requirement_ids:
            if requirement.state == "open" or (
                requirement.state == "planned" and not requirement.is_reached
            ):
                raise UserError(
                    self.env._(
                        "%(launch)s: “%(requirement)s” is not met yet. Reach its"
                        " milestone, or take it out of the launch.",
                        launch=launch.name,
                        requirement=requirement.name,
                    )
                )

    def _meet_requirements(self, day):
        # sudo: governed fields; checked before, and part of the launch
        for requirement in self.sudo().requirement_ids:
            if requirement.state == "planned":
                if is_blank(requirement.outcome or ""):
                    requirement.outcome = self.env._(
                        "On the market with %(launch)s", launch=self.name
                    )
                requirement.write({"state": "met", "closed_on": day})

    def action_cancel(self):
        """The product does not come on the market; what was asked for stays open."""
        self.check_access("write")
        self._check_state("planned")
        self._set_state("cancelled")
