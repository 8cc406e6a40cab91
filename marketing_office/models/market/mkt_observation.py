from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.deletion import guards_deletion

CONFIDENCES = [("low", "Low"), ("medium", "Medium"), ("high", "High")]
KINDS = [
    ("price", "Price"),
    ("launch", "Product Launch"),
    ("promotion", "Sales Promotion"),
    ("channel", "Channel Move"),
    ("trend", "Regulation or Trend"),
    ("other", "Other"),
]


class Observation(models.Model):
    """Something that somebody saw in the market, and where it was seen."""

    _name = "mkt.observation"
    _description = "Market Observation"
    _inherit = ["mkt.governed.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True
    _governed = ("user_id",)
    _fixed_after_creation = ("company_id",)

    name = fields.Char("Observed", required=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    date = fields.Date(
        "Observed on",
        required=True,
        index=True,
        default=lambda self: self.env.company._mkt_today(),
    )
    kind = fields.Selection(
        KINDS,
        "Kind of Observation",
        required=True,
        index=True,
    )
    competitor_id = fields.Many2one(
        "mkt.competitor",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    product_id = fields.Many2one(
        "mkt.competitor.product",
        "Competitor's Product",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('competitor_id', '=', competitor_id)]",
    )
    segment_id = fields.Many2one(
        "mkt.segment", index="btree_not_null", ondelete="restrict", check_company=True
    )
    price = fields.Monetary(aggregator=None)
    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.company.currency_id
    )
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency"
    )
    company_price = fields.Monetary(
        "Price in Company Currency",
        compute="_compute_company_price",
        store=True,
        currency_field="company_currency_id",
        aggregator="avg",
        help="At the rate of the day of the observation.",
    )
    source = fields.Char(help="Where it was seen or who said so.")
    source_url = fields.Char("Link to the Source")
    attachment_ids = fields.Many2many("ir.attachment", string="Files", copy=False)
    confidence = fields.Selection(CONFIDENCES, required=True, default="medium")
    description = fields.Text("Details")
    user_id = fields.Many2one(
        "res.users",
        "Observer",
        required=True,
        index=True,
        readonly=True,
        copy=False,
        default=lambda self: self.env.user,
    )
    signal_ids = fields.One2many("mkt.signal", "observation_id", readonly=True)

    _price_of_price = models.Constraint(
        "CHECK (price >= 0 AND (kind != 'price' OR price > 0))",
        "A price observation names a price above zero.",
    )
    _by_competitor = models.Index("(competitor_id, kind, date)")

    @api.depends("price", "currency_id", "date", "company_id")
    def _compute_company_price(self):
        for observation in self:
            own = observation.company_id.currency_id
            price, currency = observation.price, observation.currency_id
            if price and currency and currency != own and observation.date:
                price = currency._convert(
                    price, own, observation.company_id, observation.date
                )
            observation.company_price = price

    @api.constrains("date", "company_id")
    def _check_date(self):
        today = {company: company._mkt_today() for company in self.company_id}
        for observation in self:
            if observation.date > today[observation.company_id]:
                raise ValidationError(
                    self.env._(
                        "%(observation)s: what was observed does not lie in the"
                        " future.",
                        observation=observation.name,
                    )
                )

    @api.constrains("currency_id", "price", "date")
    def _check_rate(self):
        foreign = self.filtered(
            lambda o: o.price and o.currency_id != o.company_id.currency_id
        )
        days = {(o.currency_id, o.company_id, o.date) for o in foreign}
        for currency, company, day in days:
            currency._mkt_check_rate(company, day)

    @api.constrains("product_id", "competitor_id")
    def _check_product(self):
        for observation in self:
            product = observation.product_id
            if product and product.competitor_id != observation.competitor_id:
                raise ValidationError(
                    self.env._(
                        "%(product)s is not a product of the competitor named.",
                        product=product.name,
                    )
                )

    @api.constrains("source_url")
    def _check_source_url(self):
        for observation in self:
            url = observation.source_url
            if url and not url.lower().startswith(("http://", "https://")):
                raise ValidationError(
                    self.env._("A link begins with http:// or https://.")
                )

    @api.onchange("competitor_id")
    def _onchange_competitor_id(self):
        if self.product_id.competitor_id != self.competitor_id:
            self.product_id = False

    @api.onchange("product_id")
    def _onchange_product_id(self):
        if self.product_id and not self.name:
            self.name = self.product_id.name

    def action_raise_signal(self):
        """Raise a signal from the observation, and open it to say what it means."""
        self.ensure_one()
        self.check_access("write")
        # sudo: whoever may change the observation may raise its signal, this one only
        observation = self.sudo()
        if observation.signal_ids.filtered(lambda s: s.state == "open"):
            raise UserError(
                self.env._("A signal of this observation waits for its answer.")
            )
        # sudo: as above, for this one signal
        signals = self.env["mkt.signal"].sudo().with_company(observation.company_id)
        signal = signals.create(
            {
                "name": observation.name,
                "company_id": observation.company_id.id,
                "observation_id": observation.id,
                "description": observation.description,
            }
        )
        return signal.sudo(False)._get_records_action()

    @api.model_create_multi
    def create(self, vals_list):
        observations = super().create(vals_list)
        for observation in observations:
            observation.attachment_ids._mkt_belong_to(observation)
        return observations

    def write(self, vals):
        if not self.env.su:
            self._check_not_signalled()
        result = super().write(vals)
        if "attachment_ids" in vals:
            for observation in self:
                observation.attachment_ids._mkt_belong_to(observation)
        return result

    @guards_deletion
    def _unlink_except_signalled(self):
        self._check_not_signalled()

    def _check_files_may_change(self):
        """Raise UserError where the files are evidence of a signal."""
        self._check_not_signalled()

    def _check_file_may_come(self):
        result = super()._check_file_may_come()
        self._check_not_signalled()
        return result

    def _check_not_signalled(self):
        """Raise UserError where a signal rests on one of the observations."""
        # sudo: signals of colleagues count too
        signals = self.env["mkt.signal"].sudo()
        if signals.search_count([("observation_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._(
                    "A signal rests on the observation: it stays as it is. What you"
                    " have seen since is a new observation; if this one was mistyped,"
                    " delete its signal first."
                )
            )
