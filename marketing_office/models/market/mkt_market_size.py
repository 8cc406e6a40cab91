from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ...tools.deletion import guards_deletion
from .mkt_observation import CONFIDENCES

VALIDATING_POSTS = "marketing_manager", "director"


class MarketSize(models.Model):
    """How large a segment is in a period, after which source; the base of every share.

    One validated row for each segment, period and measure; a newer one supersedes it.
    """

    _name = "mkt.market.size"
    _description = "Market Size"
    _inherit = ["mkt.governed.mixin", "mail.thread"]
    _finished = {"validated": (), "superseded": ()}
    _order = "period_id desc, segment_id, measure, id desc"
    _check_company_auto = True
    _governed = (
        "state",
        "user_id",
        "validated_by_id",
        "validated_at",
        "superseded_by_id",
    )
    _fixed_after_creation = ("company_id",)

    segment_id = fields.Many2one(
        "mkt.segment",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )
    period_id = fields.Many2one(
        "mkt.period",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    measure = fields.Selection(
        [("value", "By Value"), ("volume", "By Volume")],
        "Measured by",
        required=True,
        default="value",
        help="Value in the company's currency; volume in the units that the company"
        " sells its products in.",
    )
    basis = fields.Selection(
        [("ordered", "Confirmed Orders"), ("invoiced", "Posted Invoices")],
        "Own Sales by",
        required=True,
        default="invoiced",
        help="What the company's own sales are counted by.",
    )
    size = fields.Float("Size of the Market", digits=(20, 2), required=True)
    served_size = fields.Float(
        "Served Market",
        digits=(20, 2),
        help="The part of the market that the company can serve; 0: not known.",
    )
    source = fields.Char(required=True, tracking=True)
    source_url = fields.Char("Link to the Source")
    method = fields.Text("Way of Estimating", help="How the figure was arrived at.")
    confidence = fields.Selection(CONFIDENCES, required=True, default="medium")
    share_ids = fields.One2many("mkt.competitor.share", "size_id", copy=True)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("validated", "Validated"),
            ("superseded", "Superseded"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
        index=True,
    )
    user_id = fields.Many2one(
        "res.users",
        "Figures Entered by",
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: self.env.user,
    )
    validated_by_id = fields.Many2one(
        "res.users", "Validated by", readonly=True, copy=False, ondelete="restrict"
    )
    validated_at = fields.Datetime("Validated on", readonly=True, copy=False)
    superseded_by_id = fields.Many2one(
        "mkt.market.size", "Superseded by", readonly=True, copy=False
    )
    can_validate = fields.Boolean(
        compute="_compute_can_validate", search="_search_can_validate"
    )

    _size_positive = models.Constraint(
        "CHECK (size > 0)", "The size of a market is more than zero."
    )
    _served_within = models.Constraint(
        "CHECK (served_size >= 0 AND served_size <= size)",
        "The served market is a part of the market: neither negative nor larger.",
    )
    _validated_uniq = models.UniqueIndex(
        "(segment_id, period_id, measure) WHERE state = 'validated'",
        "There is a validated market size for this segment, period and measure.",
    )

    @api.depends("segment_id", "period_id", "measure")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["measure"]._description_selection(self.env))
        for row in self:
            parts = row.segment_id.name, row.period_id.display_name
            row.display_name = " · ".join(
                part for part in (*parts, labels.get(row.measure)) if part
            )

    @api.depends("state", "user_id", "company_id")
    @api.depends_context("uid")
    def _compute_can_validate(self):
        companies = self.env.user.mkt_companies(*VALIDATING_POSTS)
        for row in self:
            row.can_validate = (
                row.state == "draft"
                and row.user_id != self.env.user
                and row.company_id.id in companies
            )

    def _search_can_validate(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [
            ("state", "=", "draft"),
            ("user_id", "!=", self.env.uid),
            ("company_id", "in", self.env.user.mkt_companies(*VALIDATING_POSTS)),
        ]

    @api.constrains("size", "share_ids")
    def _check_shares(self):
        for row in self:
            total = sum(row.share_ids.mapped("share"))
            if round(total, 6) > 100:
                raise ValidationError(
                    self.env._(
                        "%(size)s: the competitors' shares add up to %(total).1f %%,"
                        " more than the whole market.",
                        size=row.display_name,
                        total=total,
                    )
                )

    # ------------------------------------------------------------- figures stay

    def write(self, vals):
        if not self.env.su:
            self._check_draft()
        result = super().write(vals)
        if not self.env.su and vals.keys() & self._content():
            self._note_author()
        return result

    @api.model
    def _content(self):
        return {
            "segment_id",
            "period_id",
            "measure",
            "basis",
            "size",
            "served_size",
            "source",
            "share_ids",
        }

    def _note_author(self):
        """Who changes a figure has entered it: somebody else validates it."""
        # sudo: who it was is not for the client to say
        self.sudo().user_id = self.env.uid

    @guards_deletion
    def _unlink_except_draft(self):
        self._check_draft()

    def _check_draft(self):
        for row in self:
            if row.state != "draft":
                raise UserError(
                    self.env._(
                        "%(size)s has been validated and stays on record: enter a new"
                        " figure, which supersedes it.",
                        size=row.display_name,
                    )
                )

    # ------------------------------------------------------------- validation

    def action_validate(self):
        """Confirm figures that somebody else entered; they supersede those before them."""
        self.check_access("read")
        self._check_draft()
        for row in self:
            if not self.env.user._mkt_holds(row.company_id, *VALIDATING_POSTS):
                raise AccessError(
                    self.env._(
                        "Only the Marketing Manager or the Director can validate"
                        " market sizes: ask one of them."
                    )
                )
            if row.user_id == self.env.user:
                raise AccessError(
                    self.env._(
                        "You entered this figure yourself: ask a colleague to"
                        " validate it."
                    )
                )
            # sudo: governed fields, written after the checks above
            row.sudo()._supersede()

    def _supersede(self):
        """Put the figure in force, in place of the one before it."""
        before = self.search(
            [
                ("segment_id", "=", self.segment_id.id),
                ("period_id", "=", self.period_id.id),
                ("measure", "=", self.measure),
                ("state", "=", "validated"),
            ]
        )
        before.write({"state": "superseded", "superseded_by_id": self.id})
        # one is in force at a time, in the database too
        before.flush_recordset()
        self.write(
            {
                "state": "validated",
                "validated_by_id": self.env.uid,
                "validated_at": fields.Datetime.now(),
            }
        )
