from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.amount import LARGEST
from ...tools.appraisal import split
from ...tools.deletion import guards_deletion
from ...tools.text import title_of
from .mkt_incentive import JUDGES


class TeamIncentive(models.Model):
    """An amount for a team, split among its people by a key that is stated."""

    _name = "mkt.incentive.team"
    _description = "Team Incentive"
    _inherit = ["mkt.governed.mixin"]
    _order = "round_id desc, id"
    _governed = ("state",)
    _fixed_after_creation = ("round_id",)
    _finished = {"split": ("note",)}

    name = fields.Char(required=True)
    round_id = fields.Many2one(
        "mkt.appraisal.round",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('state', 'in', ('open', 'released'))]",
    )
    company_id = fields.Many2one(
        related="round_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(required=True)
    key = fields.Selection(
        [
            ("equal", "Equal Parts"),
            ("days", "By Days Present"),
            ("base", "By Base"),
            ("score", "By Score"),
        ],
        "Split by",
        required=True,
        default="equal",
        groups=JUDGES,
    )
    reason = fields.Text(required=True, help="For which common result.")
    participant_ids = fields.Many2many(
        "res.users", string="Team", required=True, ondelete="restrict"
    )
    state = fields.Selection(
        [("draft", "Not Split Yet"), ("split", "Already Split")],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
    )
    incentive_ids = fields.One2many("mkt.incentive", "team_id", "Parts", readonly=True)
    note = fields.Char()

    _amount_sensible = models.Constraint(
        f"CHECK (amount > 0 AND amount <= {LARGEST})",
        "An amount is larger than zero, and not too large.",
    )

    @api.depends("name", "round_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for team in self:
            team.display_name = title_of(team.name, team.round_id.display_name)

    @api.constrains("participant_ids", "round_id")
    def _check_people(self):
        for team in self:
            # sudo: who has a scorecard in the round is no judgement
            cards = team.sudo().round_id.appraisal_ids
            for user in team.participant_ids - cards.user_id:
                raise UserError(
                    self.env._(
                        "%(person)s has no scorecard in this round.", person=user.name
                    )
                )

    @guards_deletion
    def _unlink_except_draft(self):
        self._check_not_finished()

    def action_split(self):
        """Give everybody their part; the parts add up to the amount to the last coin."""
        self.round_id._check_director()
        self._check_state("draft")
        # sudo: scores and amounts are governed; checked above
        for team in self.sudo():
            if team.round_id.state != "released":
                raise UserError(
                    self.env._("Release the round first: then the scores stand.")
                )
            cards = team.round_id.appraisal_ids.filtered(
                lambda card, users=team.participant_ids: card.user_id in users
            ).sorted("id")
            shares = team._shares(cards)
            if sum(shares) <= 0:
                raise UserError(
                    self.env._("By this key nobody has a part: choose another.")
                )
            digits = team.currency_id.decimal_places
            team.incentive_ids.create(
                [
                    {
                        "round_id": team.round_id.id,
                        "team_id": team.id,
                        "user_id": card.user_id.id,
                        "team_amount": amount,
                    }
                    for card, amount in zip(
                        cards, split(team.amount, shares, digits), strict=True
                    )
                ]
            )
            team._set_state("split")

    def _shares(self, cards):
        """The part of each scorecard's person by the key."""
        match self.key:
            case "days":
                return cards.mapped("days_present")
            case "score":
                return [card.score or 0.0 for card in cards]
            case "base":
                bases = {
                    incentive.appraisal_id: incentive.base
                    for incentive in cards.incentive_ids.sorted("id", reverse=True)
                }
                return [bases.get(card, 0.0) for card in cards]
            case _:
                return [1.0 for _card in cards]
