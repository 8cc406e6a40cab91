from odoo import api, fields, models


class SalesPlanSource(models.Model):
    """A customer or an opportunity from which an amount of the plan shall come."""

    _name = "mkt.sales.plan.source"
    _description = "What Carries a Sales Target"
    _inherit = ["mkt.governed.mixin"]
    _order = "expected desc, id"
    _rec_name = "partner_id"
    _governed = (
        *("plan_id", "line_id", "kind", "partner_id", "lead_id", "user_id", "team_id"),
        *("median_days", "median_amount", "due_count", "expected", "next_on"),
    )

    plan_id = fields.Many2one(
        "mkt.sales.plan", required=True, readonly=True, index=True, ondelete="cascade"
    )
    line_id = fields.Many2one(
        "mkt.sales.plan.line",
        "Carries",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="plan_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    kind = fields.Selection(
        [("customer", "Named Customer"), ("pipeline", "Opportunity")],
        "Carried by",
        required=True,
        readonly=True,
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    lead_id = fields.Many2one(
        "crm.lead",
        "Opportunity",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    user_id = fields.Many2one(
        "res.users",
        "In Charge",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    team_id = fields.Many2one(
        "crm.team",
        "Sales Team",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    median_days = fields.Float(
        "Own Rhythm (Days)", digits=(16, 1), readonly=True, aggregator=None
    )
    median_amount = fields.Monetary("Median Order", readonly=True, aggregator=None)
    due_count = fields.Integer("Orders Due", readonly=True)
    expected = fields.Monetary(
        readonly=True,
        help="Median order × orders due by the customer's own rhythm, or the"
        " opportunity's expected revenue × its probability.",
    )
    next_on = fields.Date("Due First", readonly=True)
    actual = fields.Monetary(
        compute="_compute_actual",
        compute_sudo=True,
        help="What the customer has bought in the period; the first opportunity of a"
        " customer shows it.",
    )
    missing = fields.Monetary(compute="_compute_actual", compute_sudo=True)
    next_contact_on = fields.Date(
        "Next Contact", compute="_compute_next_contact_on", compute_sudo=True
    )

    @api.depends("partner_id", "lead_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for source in self:
            # sudo: the names of what the reader's own target rests on
            named = source.sudo()
            name = named.lead_id.name or named.partner_id.display_name
            source.display_name = name or ""

    @api.depends("plan_id", "partner_id", "expected")
    def _compute_actual(self):
        for plan, sources in self.grouped("plan_id").items():
            bought, first = plan._bought(sources.partner_id), set()
            for source in sources.sorted("id"):
                partner = source.partner_id
                counts = partner and partner not in first
                first.add(partner)
                source.actual = bought.get(partner.id, 0.0) if counts else 0.0
                source.missing = source.expected - source.actual

    @api.depends("partner_id", "lead_id")
    def _compute_next_contact_on(self):
        today = fields.Date.context_today(self)
        contacts = dict(
            self.env["mkt.care.contact"]._read_group(
                [
                    ("partner_id", "in", self.partner_id.ids),
                    ("state", "=", "planned"),
                    ("company_id", "in", self.company_id.ids),
                ],
                ["partner_id"],
                ["deadline:min"],
            )
        )
        activities = dict(
            self.env["mail.activity"]._read_group(
                [
                    ("res_model", "=", "crm.lead"),
                    ("res_id", "in", self.lead_id.ids),
                    ("date_deadline", ">=", today),
                ],
                ["res_id"],
                ["date_deadline:min"],
            )
        )
        for source in self:
            days = contacts.get(source.partner_id), activities.get(source.lead_id.id)
            source.next_contact_on = min(filter(None, days), default=False)

    def get_formview_action(self, access_uid=None):
        # wherever a link leads to the source, it leads to what it is about
        return self.action_open()

    def action_open(self):
        """The opportunity, or what the customer is to the company."""
        self.ensure_one()
        if self.lead_id:
            return self.lead_id._get_records_action()
        return self.partner_id.action_mkt_open_profile()
