from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...tools.deletion import guards_deletion
from .mkt_training_plan import KEEPERS

NEW_WITHIN_DAYS = 30


class TrainingNeed(models.Model):
    """What somebody has to learn: wished for, or seen from a new post; rooms add reasons."""

    _name = "mkt.training.need"
    _description = "Training Need"
    _inherit = ["mkt.governed.mixin", "mail.thread"]
    _order = "id desc"
    _check_company_auto = True
    _governed = ("reason", "assignment_id", "met_on", "dropped_on")
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
        [("wish", "Wish"), ("new_post", "New Post")],
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
            if need.state != "open":
                raise UserError(
                    self.env._(
                        "%(need)s is planned or met and stays on record.",
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
        """Whoever came to a post in the last weeks needs training for it; each once."""
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
        self._of_new_posts(assignments - known)
        self.env["ir.cron"]._commit_progress(len(assignments))

    def _of_new_posts(self, assignments):
        """A need for each of the assignments; called as superuser."""
        needs = []
        for assignment in assignments:
            lang = assignment.user_id.lang
            env = self.with_context(lang=lang).env
            post = assignment.with_env(env).post_id.name
            needs.append(
                {
                    "name": env._("Introduction to the post %s", post),
                    "company_id": assignment.company_id.id,
                    "user_id": assignment.user_id.id,
                    "reason": "new_post",
                    "assignment_id": assignment.id,
                }
            )
        return self.create(needs)
