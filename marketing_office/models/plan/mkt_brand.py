from odoo import api, fields, models
from odoo.fields import Domain


class Brand(models.Model):
    """A brand under which the company sells."""

    _name = "mkt.brand"
    _description = "Brand"
    _inherit = ["mkt.governed.mixin"]
    _order = "sequence, name, id"
    _check_company_auto = True
    _fixed_after_creation = ("company_id",)
    _governed = ("strategy_ids", "awareness_ids")

    name = fields.Char("Brand", required=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    note = fields.Text("Products and Customers")
    strategy_ids = fields.One2many(
        "mkt.brand.strategy", "brand_id", "Brand Strategies", readonly=True
    )
    strategy_id = fields.Many2one(
        "mkt.brand.strategy",
        "Strategy in Force",
        compute="_compute_strategy_id",
        help="The approved strategy whose year covers today.",
    )
    lacks_strategy = fields.Boolean(
        "No Strategy in Force",
        compute="_compute_strategy_id",
        search="_search_lacks_strategy",
    )
    awareness_ids = fields.One2many(
        "mkt.brand.awareness", "brand_id", "Brand Awareness", readonly=True
    )
    lacks_awareness = fields.Boolean(
        "No Awareness This Year",
        compute="_compute_lacks_awareness",
        search="_search_lacks_awareness",
        help="Nobody has entered yet how many know the brand this year.",
    )

    _name_uniq = models.Constraint(
        "UNIQUE (company_id, name)", "The company has a brand of this name already."
    )

    @api.depends("strategy_ids.state", "strategy_ids.date_from", "strategy_ids.date_to")
    def _compute_strategy_id(self):
        for brand in self:
            in_force = brand.strategy_ids.filtered_domain(brand._in_force())
            brand.strategy_id = in_force[:1]
            brand.lacks_strategy = not in_force

    @api.depends("awareness_ids.date_from", "awareness_ids.period_id.date_to")
    def _compute_lacks_awareness(self):
        for brand in self:
            known = brand.awareness_ids.filtered_domain(brand._of_this_year())
            brand.lacks_awareness = not known

    def _search_lacks_awareness(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("awareness_ids", "not any", self._of_this_year())]

    @api.model
    def _of_this_year(self):
        """Domain of the figures of the year that it is where their company works."""
        companies = self.env["res.company"]._mkt_active()
        return companies._mkt_today_domain(
            lambda day: (
                Domain("date_from", "<=", day) & Domain("period_id.date_to", ">=", day)
            )
        )

    def _search_lacks_strategy(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("strategy_ids", "not any", self._in_force())]

    @api.model
    def _in_force(self):
        """Domain of the strategies that hold today, where their company works."""
        companies = self.env["res.company"]._mkt_active()
        return Domain("state", "=", "approved") & companies._mkt_today_domain(
            lambda day: Domain("date_from", "<=", day) & Domain("date_to", ">=", day)
        )

    def action_view_strategies(self):
        """The strategies of the brand, year by year."""
        return self._action_of("marketing_office.mkt_brand_strategy_action")

    def action_view_awareness(self):
        """How many know the brand, year by year; the next figure is entered there."""
        action = self._action_of("marketing_office.mkt_brand_awareness_action")
        return {**action, "views": [[False, "list"], [False, "form"]]}

    def _action_of(self, name):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(name)
        return {
            **action,
            "domain": [("brand_id", "=", self.id)],
            "context": {"default_brand_id": self.id},
        }
