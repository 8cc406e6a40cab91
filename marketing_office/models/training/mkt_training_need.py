from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...tools.deletion import guards_deletion
from ...tools.text import is_blank, shortened
from .mkt_training_plan import KEEPERS

NEW_WITHIN_DAYS = 30
LONGEST_NAME = 80


class TrainingNeed(models.Model):
    """What somebody has to learn: wished for, or seen from what is on record.

    `_found` finds new ones; a later room adds its reasons there.
    """

    _name = "mkt.training.need"
    _description = "Training Need"
    _inherit = ["mkt.governed.mixin", "mail.thread"]
    _order = "id desc"
    _check_company_auto = True
    _governed = ("reason", "assignment_id", "appraisal_id", "met_on", "dropped_on")
    _fixed_after_creation = ("company_id", "user_id")
    _finished = {"met": (), "dropped": ()}

    name = fields.Char("Topic", required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one(
        "res.users",
        "Participant",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    reason = fields.Selection(
        [("wish", "Wish"), ("new_post", "New Post"), ("appraisal", "Appraisal")],
        required=True,
        readonly=True,
        default="wish",
    )
    assignment_id = fields.Many2one(
        "mkt.post.assignment",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="cascade",
    )
    # whoever keeps the training need not read what else the appraisal says
    appraisal_id = fields.Many2one(
        "mkt.appraisal",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="cascade",
        groups=fields.NO_ACCESS,
    )
    note = fields.Text("What for")
    session_id = fields.Many2one(
        "mkt.training.session",
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
        domain="[('company_id', '=', company_id),"
        " ('state', 'in', ('planned', 'scheduled'))]",
        tracking=True,
    )
    met_on = fields.Date(readonly=True, copy=False)
    dropped_on = fields.Date(readonly=True, copy=False)
    state = fields.Selection(
        [
            ("open", "Open"),
            ("planned", "Planned"),
            ("met", "Met"),
            ("dropped", "Dropped"),
        ],
        compute="_compute_state",
        store=True,
        index=True,
        tracking=True,
    )

    _one_for_each_post = models.UniqueIndex(
        "(assignment_id) WHERE assignment_id IS NOT NULL",
        "The new post has its training need already.",
    )
    _one_for_each_appraisal = models.UniqueIndex(
        "(appraisal_id) WHERE appraisal_id IS NOT NULL",
        "The wish of the appraisal is on record already.",
    )

    @api.depends("session_id", "met_on", "dropped_on")
    def _compute_state(self):
        for need in self:
            if need.dropped_on:
                need.state = "dropped"
            elif need.met_on:
                need.state = "met"
            else:
                need.state = "planned" if need.session_id else "open"

    @api.model_create_multi
    def create(self, vals_list):
        needs = super().create(vals_list)
        needs._check_may_plan(needs.filtered("session_id"))
        return needs

    def write(self, vals):
        if "session_id" in vals:
            self._check_may_plan(self)
        return super().write(vals)

    @guards_deletion
    def _unlink_except_open(self):
        for need in self:
            if need.state != "open" or need.reason != "wish":
                raise UserError(
                    self.env._(
                        "%(need)s is planned or met, or was found by the system: it stays"
                        " on record. Mark it as no longer needed instead.",
                        need=need.name,
                    )
                )

    def _check_may_plan(self, needs):
        """Raise AccessError unless the user keeps the training of the companies."""
        user = self.env.user
        for company in needs.company_id:
            if not self.env.su and not user._mkt_holds(company, *KEEPERS):
                raise AccessError(
                    self.env._(
                        "Which session meets a need is decided by the Director or the"
                        " Marketing Manager."
                    )
                )

    def action_drop(self):
        """The need does not exist any more."""
        self.check_access("write")
        self._check_state("open")
        for company, needs in self.grouped("company_id").items():
            # sudo: a governed field, after the checks above
            needs.sudo().dropped_on = company._mkt_today()

    @api.model
    def _cron_find(self):
        """Put on record what people need to learn, each need once."""
        needs = self.create(self._found())
        self.env["ir.cron"]._commit_progress(len(needs))

    @api.model
    def _found(self):
        """Values of the needs that are not on record yet; called as superuser."""
        return self._found_in_posts() + self._found_in_appraisals()

    @api.model
    def _found_in_posts(self):
        """Whoever came to a post in the last weeks needs training for it."""
        companies = self.env["res.company"]._mkt_active()
        new = companies._mkt_today_domain(
            lambda day: (
                Domain("date_from", "<=", day)
                & Domain(
                    "date_from", ">", fields.Date.subtract(day, days=NEW_WITHIN_DAYS)
                )
            )
        )
        assignments = self.env["mkt.post.assignment"].search(new)
        assignments = assignments.filtered(
            lambda a: a.is_active and a.level != "leadership"
        )
        known = self.search([("assignment_id", "in", assignments.ids)]).assignment_id
        return [
            self._of_new_post(assignment.with_context(lang=assignment.user_id.lang))
            for assignment in assignments - known
        ]

    def _of_new_post(self, assignment):
        return {
            "name": assignment.env._(
                "Introduction to the post %s", assignment.post_id.name
            ),
            "company_id": assignment.company_id.id,
            "user_id": assignment.user_id.id,
            "reason": "new_post",
            "assignment_id": assignment.id,
        }

    @api.model
    def _found_in_appraisals(self):
        """What was wished for in the talk, once the person has read the appraisal."""
        cards = self.env["mkt.appraisal"].search(
            [("state", "=", "seen"), ("training_wishes", "!=", False)]
        )
        known = self.search([("appraisal_id", "in", cards.ids)]).appraisal_id
        return [
            {
                "name": shortened(card.training_wishes, LONGEST_NAME),
                "note": card.training_wishes,
                "company_id": card.company_id.id,
                "user_id": card.user_id.id,
                "reason": "appraisal",
                "appraisal_id": card.id,
            }
            for card in cards - known
            if not is_blank(card.training_wishes)
        ]
