from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.optional import OptionalMonetary


class SalesProposal(models.Model):
    """What a person says that they will sell, before their manager allocates."""

    _name = "mkt.sales.proposal"
    _description = "Proposal for a Sales Target"
    _inherit = ["mkt.plan.part.mixin"]
    _order = "date_from desc, user_id, id"
    _governed = ("line_id", "state", "sold_before", "handed_in_on")
    _finished = {"handed_in": ()}

    line_id = fields.Many2one(
        "mkt.sales.plan.line",
        "Line of the Plan",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    plan_id = fields.Many2one(related="line_id.plan_id", store=True, index=True)
    plan_name = fields.Char(
        "Sales Plan", compute="_compute_plan_name", compute_sudo=True
    )
    plan_state = fields.Selection(
        related="plan_id.state", store=True, string="State of the Plan"
    )
    company_id = fields.Many2one(
        related="line_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(related="line_id.user_id", store=True, index=True)
    period_id = fields.Many2one(related="line_id.period_id", store=True)
    date_from = fields.Date(related="line_id.date_from", store=True)
    basis = fields.Selection(related="line_id.basis", store=True)
    sold_before = OptionalMonetary(
        "Last Year",
        readonly=True,
        help="What the person sold in the same time a year before.",
    )
    amount = OptionalMonetary("Proposed")
    note = fields.Text("Grounds", help="With which customers and opportunities.")
    handed_in_on = fields.Date(readonly=True, copy=False)
    state = fields.Selection(
        [("asked", "Asked For"), ("handed_in", "Handed In")],
        required=True,
        readonly=True,
        default="asked",
        copy=False,
        index=True,
    )

    _once = models.UniqueIndex("(line_id)", "The person has been asked already.")
    _amount_positive = models.Constraint(
        "CHECK (COALESCE(amount, 0) >= 0)",
        "What shall be sold is not less than nothing.",
    )

    @api.depends("user_id", "period_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for proposal in self:
            # sudo: the names of whose proposal it is, for whoever reads it
            named = proposal.sudo()
            names = named.user_id.name, named.period_id.display_name
            proposal.display_name = " · ".join(filter(None, names))

    @api.depends("plan_id.name")
    def _compute_plan_name(self):
        for proposal in self:
            proposal.plan_name = proposal.plan_id.display_name

    def _check_own(self):
        """Raise AccessError unless the proposals are the user's own."""
        self.check_access("write")
        for proposal in self:
            if proposal.user_id != self.env.user:
                raise AccessError(
                    self.env._(
                        "%(proposal)s: everybody proposes their own target.",
                        proposal=proposal.display_name,
                    )
                )
        self._check_part_open()

    def action_hand_in(self):
        """The amounts go into the draft: they are kept when the manager allocates."""
        self._check_own()
        self._check_state("asked")
        for proposal in self:
            if proposal.amount is False:
                raise UserError(
                    self.env._(
                        "%(proposal)s: enter what you will sell first.",
                        proposal=proposal.display_name,
                    )
                )
        self._note_contribution()
        # sudo: the line is the manager's, the amount on it the person's; checked above
        for proposal in self.sudo():
            proposal.line_id._take_proposal(proposal.amount)
            proposal.write(
                {
                    "state": "handed_in",
                    "handed_in_on": proposal.company_id._mkt_today(),
                }
            )

    def action_take_back(self):
        """The person thinks again, while the plan is in draft; the line keeps its amount."""
        self._check_own()
        self._check_state("handed_in")
        self._set_state("asked", handed_in_on=False)
