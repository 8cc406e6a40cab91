from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.deletion import guards_deletion
from ...tools.optional import OptionalMonetary
from ...tools.text import is_blank

JUDGES = "director", "sales_manager"


class ChannelJudgement(models.Model):
    """How a channel partner did in a year, and at what level it goes on.

    A manager judges who is not in charge of the partner; the figures stay as they were
    on that day.
    """

    _name = "mkt.channel.judgement"
    _description = "Judgement of a Channel Partner"
    _inherit = ["mkt.governed.mixin", "mail.thread"]
    _order = "year desc, id desc"
    _governed = (
        *("company_id", "state", "judged_by_id", "judged_on"),
        *("revenue", "revenue_before", "order_count", "customer_count"),
    )
    _fixed_after_creation = ("channel_partner_id", "year")
    _finished = {"judged": ()}

    channel_partner_id = fields.Many2one(
        "mkt.channel.partner", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="channel_partner_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(related="channel_partner_id.user_id", string="In Charge")
    year = fields.Integer(
        required=True,
        aggregator=None,
        default=lambda self: self.env.company._mkt_today().year - 1,
    )
    target = OptionalMonetary("Revenue Agreed")
    revenue = fields.Monetary("Orders in the Year", readonly=True, copy=False)
    revenue_before = fields.Monetary("The Year Before", readonly=True, copy=False)
    order_count = fields.Integer("Orders", readonly=True, copy=False)
    customer_count = fields.Integer("Customers", readonly=True, copy=False)
    assessment = fields.Text(
        help="Results, service, how the agreement was kept, what is to change."
    )
    verdict = fields.Selection(
        [
            ("extend", "Go On and Extend"),
            ("keep", "Go On"),
            ("improve", "Go On under Conditions"),
            ("end", "End the Cooperation"),
        ]
    )
    level_id = fields.Many2one(
        "res.partner.grade", "Channel Level from Now on", ondelete="restrict"
    )
    state = fields.Selection(
        [("draft", "Prepared"), ("judged", "Judged")],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
        index=True,
    )
    judged_by_id = fields.Many2one(
        "res.users", "Judged by", readonly=True, copy=False, ondelete="restrict"
    )
    judged_on = fields.Date(readonly=True, copy=False)

    _once_a_year = models.Constraint(
        "UNIQUE(channel_partner_id, year)",
        "The year of this partner is judged already.",
    )
    _year_sensible = models.Constraint(
        "CHECK (year BETWEEN 2000 AND 2100)", "Write the year with four digits."
    )
    _target_positive = models.Constraint(
        "CHECK (target IS NULL OR target >= 0)", "What was agreed is not negative."
    )

    @api.depends("channel_partner_id", "year")
    def _compute_display_name(self):
        for judgement in self:
            # sudo: the name of the partner that the judgement is about is no secret
            name = judgement.sudo().channel_partner_id.name
            parts = name, judgement.year and str(judgement.year)
            judgement.display_name = " · ".join(filter(None, parts))

    @api.model_create_multi
    def create(self, vals_list):
        judgements = super().create(vals_list)
        # sudo: governed figures, computed from the orders of the year
        judgements.sudo()._take_figures()
        return judgements

    def _take_figures(self):
        """Fill in the figures of the year as they are now; called as superuser."""
        for year, judgements in self.grouped("year").items():
            partners = judgements.channel_partner_id
            now, before = partners._figures(year), partners._figures(year - 1)
            for judgement in judgements:
                found = now[judgement.channel_partner_id.id]
                judgement.write(
                    {
                        "revenue": found["revenue"],
                        "order_count": found["orders"],
                        "customer_count": found["customers"],
                        "revenue_before": before[judgement.channel_partner_id.id][
                            "revenue"
                        ],
                    }
                )

    @guards_deletion
    def _unlink_except_draft(self):
        self._check_not_finished()

    def action_judge(self):
        """Judge the year: figures and words stay, and the partner has its new level."""
        self.check_access("write")
        self._check_not_finished()
        for judgement in self:
            judgement._check_may_judge()
            # sudo: governed fields, written after the checks above
            judgement = judgement.sudo()
            judgement._take_figures()
            judgement.write(
                {
                    "state": "judged",
                    "judged_by_id": self.env.uid,
                    "judged_on": judgement.company_id._mkt_today(),
                }
            )
            judgement.channel_partner_id.level_id = judgement.level_id
            # the host's price list of the level follows
            judgement.channel_partner_id.partner_id.grade_id = judgement.level_id

    def _check_may_judge(self):
        company = self.company_id
        if not self.env.user._mkt_holds(company, *JUDGES):
            raise AccessError(
                self.env._(
                    "Channel partners are judged by the Sales Manager or the Director."
                )
            )
        if self.env.user == self.user_id:
            raise AccessError(
                self.env._(
                    "%(judgement)s: nobody judges a partner of whom they are in charge.",
                    judgement=self.display_name,
                )
            )
        if self.year > company._mkt_today().year:
            raise UserError(self.env._("The year has not begun yet."))
        if is_blank(self.assessment or "") or not self.verdict or not self.level_id:
            raise UserError(
                self.env._(
                    "%(judgement)s: write the assessment, and choose the verdict and the"
                    " level.",
                    judgement=self.display_name,
                )
            )
