from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.appraisal import MOST
from ...tools.deletion import guards_deletion
from ...tools.optional import OptionalFloat
from ...tools.text import is_blank


class AppraisalSelf(models.Model):
    """What people say of their own period; a record apart from what others judge."""

    _name = "mkt.appraisal.self"
    _description = "Self-Assessment"
    _inherit = ["mkt.governed.mixin"]
    _order = "date_from desc, id desc"
    _governed = ("appraisal_id", "submitted_on")

    appraisal_id = fields.Many2one(
        "mkt.appraisal", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="appraisal_id.company_id", store=True, precompute=True, index=True
    )
    user_id = fields.Many2one(
        related="appraisal_id.user_id", store=True, precompute=True, index=True
    )
    manager_id = fields.Many2one(
        related="appraisal_id.manager_id", store=True, precompute=True, index=True
    )
    state = fields.Selection(
        related="appraisal_id.state", store=True, precompute=True, index=True
    )
    period_id = fields.Many2one(
        related="appraisal_id.period_id", store=True, precompute=True
    )
    date_from = fields.Date(
        related="appraisal_id.date_from", store=True, precompute=True
    )
    due_on = fields.Date(
        related="appraisal_id.round_id.self_until", store=True, precompute=True
    )
    achievements = fields.Text(help="What was reached, and by which means.")
    difficulties = fields.Text(help="What stood in the way.")
    own_score = OptionalFloat(
        "Own Score", digits=(16, 1), aggregator=None, help="From 0 to 120."
    )
    wishes = fields.Text("Goals and Training Wishes")
    submitted_on = fields.Date(readonly=True, copy=False)
    line_ids = fields.Many2many(
        "mkt.appraisal.line",
        compute="_compute_line_ids",
        string="Measured",
        help="The frozen figures of the period; what others judge is shown on release.",
    )

    _score_bounded = models.Constraint(
        f"CHECK (own_score IS NULL OR own_score BETWEEN 0 AND {MOST:.0f})",
        "A score lies between 0 and 120.",
    )
    _once = models.UniqueIndex(
        "(appraisal_id)", "There is a self-assessment for this scorecard already."
    )

    @api.depends("appraisal_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for record in self:
            # sudo: the name of one's own scorecard is no judgement
            record.display_name = record.sudo().appraisal_id.display_name

    @api.depends("appraisal_id")
    @api.depends_context("uid")
    def _compute_line_ids(self):
        # sudo: which scorecard it belongs to is no judgement; the lines are searched as
        # the reader, so that the rules leave out what is not yet shown
        cards = {record: record.sudo().appraisal_id.id for record in self}
        lines = self.env["mkt.appraisal.line"].search(
            [
                ("appraisal_id", "in", list(cards.values())),
                ("kind", "=", "indicator"),
            ]
        )
        by_card = lines.grouped(lambda line: line.appraisal_id.id)
        for record, card in cards.items():
            record.line_ids = by_card.get(card)

    @guards_deletion
    def _unlink_never(self):
        raise UserError(self.env._("Self-assessments stay on record."))

    def write(self, vals):
        if not self.env.su:
            self._check_mine()
        return super().write(vals)

    def action_submit(self):
        """Hand the self-assessment to whoever judges."""
        self.check_access("write")
        self._check_mine()
        for record in self:
            if is_blank(record.achievements or ""):
                raise UserError(
                    self.env._("Write what you have reached before you hand it in.")
                )
        # sudo: the states of the scorecard are governed; checked above
        for record in self.sudo():
            record.submitted_on = record.company_id._mkt_today()
            record.appraisal_id._set_state("judging")

    def _check_mine(self):
        self.check_access("read")
        for record in self:
            if record.user_id != self.env.user:
                raise AccessError(self.env._("%s writes it.", record.user_id.name))
            if record.state != "self":
                raise UserError(
                    self.env._(
                        "%s has been handed in and stays as it is.",
                        record.display_name,
                    )
                )
