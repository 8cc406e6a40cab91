from odoo import api, fields, models

from ...tools.text import title_of


class Competitor(models.Model):
    """A contact that competes with the company, and what is known about it."""

    _name = "mkt.competitor"
    _description = "Competitor"
    _inherit = ["mkt.governed.mixin", "mail.thread"]
    _order = "name, id"
    _check_company_auto = True

    partner_id = fields.Many2one(
        "res.partner",
        "Contact",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    name = fields.Char(related="partner_id.name", store=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    description = fields.Text("Profile")
    strengths = fields.Text()
    weaknesses = fields.Text()
    opportunities = fields.Text("Opportunities for Us")
    threats = fields.Text("Threats to Us")
    product_ids = fields.One2many("mkt.competitor.product", "competitor_id")
    observation_ids = fields.One2many("mkt.observation", "competitor_id")
    observation_count = fields.Integer(compute="_compute_observation_count")
    active = fields.Boolean(default=True)
    lost_count = fields.Integer("Opportunities Lost", compute="_compute_lost_count")

    _partner_uniq = models.UniqueIndex(
        "(company_id, partner_id)", "This contact is a competitor already."
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_observation_count(self):
        counts = dict(
            self.env["mkt.observation"]._read_group(
                [("competitor_id", "in", self.ids)], ["competitor_id"], ["__count"]
            )
        )
        for competitor in self:
            competitor.observation_count = counts.get(competitor._origin, 0)

    def action_view_observations(self):
        """What was seen of the competitor."""
        self.check_access("read")
        return self._view_observations(self.env._("Observations"))

    def action_view_prices(self):
        """The competitor's prices over time, as a chart."""
        self.check_access("read")
        action = self._view_observations(self.env._("Prices"), "graph,list,form")
        action["domain"] += [("kind", "=", "price"), ("is_in_doubt", "=", False)]
        return action

    def _view_observations(self, title, view_mode=None):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_office.mkt_observation_action"
        )
        if view_mode:
            action["view_mode"] = view_mode
            action["views"] = [(False, view) for view in view_mode.split(",")]
        name = f"{self.name} · {title}"
        return action | {
            "name": name,
            "display_name": name,
            "domain": [("competitor_id", "=", self.id)],
            "context": {"default_competitor_id": self.id},
        }

    # ------------------------------------------------------------- lost opportunities

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_lost_count(self):
        leads = self.env["crm.lead"].with_context(active_test=False)
        # those that the reader may see, as in the list that the count opens
        counts = {}
        if leads.has_access("read"):
            counts = dict(
                leads._read_group(
                    [("mkt_competitor_id", "in", self.ids)],
                    ["mkt_competitor_id"],
                    ["__count"],
                )
            )
        for competitor in self:
            competitor.lost_count = counts.get(competitor._origin, 0)

    def action_view_lost(self):
        """The opportunities lost to the competitor, as far as the reader sees them."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": title_of(self.name, self.env._("Opportunities Lost")),
            "res_model": "crm.lead",
            "views": [[False, "list"], [False, "form"]],
            "domain": [("mkt_competitor_id", "=", self.id)],
            "context": {"active_test": False, "create": False},
        }


class CompetitorProduct(models.Model):
    """What a competitor sells, beside what the company sells itself."""

    _name = "mkt.competitor.product"
    _description = "Competitor's Product"
    _inherit = ["mkt.reading.mixin", "mkt.written.mixin"]
    _order = "competitor_id, name, id"
    _check_company_auto = True

    name = fields.Char("Competitor's Product", required=True)
    competitor_id = fields.Many2one(
        "mkt.competitor", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="competitor_id.company_id", store=True, index=True
    )
    category_id = fields.Many2one(
        "product.category", "Comparable Own Category", ondelete="restrict"
    )
    product_id = fields.Many2one(
        "product.product",
        "Comparable Own Product",
        check_company=True,
        ondelete="restrict",
    )
    note = fields.Char()
    active = fields.Boolean(default=True)

    _name_uniq = models.UniqueIndex(
        "(competitor_id, name)", "The competitor has this product already."
    )
