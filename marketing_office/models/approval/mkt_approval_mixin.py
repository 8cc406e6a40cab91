from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Domain
from odoo.tools import format_list

from ...tools.deletion import guards_deletion
from ...tools.notification import notification
from ...tools.signature import signature

# so many earlier documents stand beside one that waits for a decision
SIMILAR = 3


class ApprovalMixin(models.AbstractModel):
    """A document that is submitted and then decided on by the posts of the rules.

    The document has `state` (at least draft, submitted, approved) and `company_id`;
    it says what is decided (`_approval_kinds`, `_approval_amount`), what is frozen
    meanwhile (`_approval_content`) and what follows (`_on_approved`). Whoever has
    contributed to the content asks for it too: parts of the document that are records
    of their own have `mkt.approval.part.mixin`.
    """

    _name = "mkt.approval.mixin"
    _description = "Document with Approval"
    _inherit = ["mkt.governed.mixin", "mkt.reminder.mixin", "mail.thread"]
    _governed = (
        "state",
        "submitted_by_id",
        "submitted_at",
        "approval_round",
        "next_post_id",
        "approval_step_ids",
        "contributor_ids",
    )
    _finished = {"refused": ()}
    _approval_content = ()
    # what is given from above bounds the content, and is no part of it
    _approval_bounds = ()

    submitted_by_id = fields.Many2one(
        "res.users", "Submitted by", readonly=True, copy=False, ondelete="restrict"
    )
    submitted_at = fields.Datetime("Submitted on", readonly=True, copy=False)
    approval_round = fields.Integer(readonly=True, copy=False)
    next_post_id = fields.Many2one(
        "mkt.post",
        "Waits for",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    approval_step_ids = fields.One2many(
        "mkt.approval.step",
        "res_id",
        "Decisions",
        domain=lambda self: [("res_model", "=", self._name)],
        readonly=True,
        copy=False,
    )
    contributor_ids = fields.Many2many(
        "res.users",
        string="Contributors",
        readonly=True,
        copy=False,
        ondelete="restrict",
        help="Who has set what is decided on; they do not decide on it.",
    )
    answer = fields.Char(
        compute="_compute_answer",
        help="Why the document was returned or refused, and by whom.",
    )
    is_answer_open = fields.Boolean(compute="_compute_answer")
    can_approve = fields.Boolean(compute="_compute_can_approve")
    can_withdraw = fields.Boolean(compute="_compute_can_withdraw")

    @api.depends("next_post_id", "state")
    @api.depends_context("uid")
    def _compute_can_approve(self):
        waiting = self.env["mkt.approval.step"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("waits_for_me", "=", True),
            ]
        )
        mine = set(waiting.mapped("res_id"))
        for document in self:
            document.can_approve = document.id in mine

    @api.depends("state", "approval_step_ids.state")
    @api.depends_context("lang", "uid")
    def _compute_answer(self):
        # sudo: whoever reads the document reads what was decided on it
        steps = (
            self.env["mkt.approval.step"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", self.ids),
                    ("state", "in", ("returned", "refused")),
                ],
                order="decided_at, id",
            )
        )
        last = {step.res_id: step for step in steps}
        for document in self:
            step = last.get(document._origin.id)
            told = step and document.state in ("draft", "refused")
            document.answer = told and step._get_answer()
            document.is_answer_open = bool(
                told and step.is_answer_open and self.env.user in step.requester_ids
            )

    @api.depends("state", "submitted_by_id")
    @api.depends_context("uid")
    def _compute_can_withdraw(self):
        for document in self:
            document.can_withdraw = (
                document.state == "submitted"
                and self.env.user in document._approval_requesters()
            )

    @api.model_create_multi
    def create(self, vals_list):
        documents = super().create(vals_list)
        documents._note_contribution()
        return documents

    def write(self, vals):
        self._check_content_open(vals)
        content = self._declared("_approval_content")
        bounds = self._declared("_approval_bounds")
        if not self.env.su and vals.keys() & (content - bounds):
            self._note_contribution()
        return super().write(vals)

    def _note_contribution(self):
        """Record that the user has a part in what will be decided on."""
        user = self.env.user
        # sudo: a governed field, and documents whose parts alone the user may write
        documents = self.sudo().filtered(
            lambda d: d.state == "draft" and user not in d.contributor_ids
        )
        # what the system draws up by itself was contributed by nobody
        if documents and user.id != SUPERUSER_ID:
            documents.write({"contributor_ids": [Command.link(user.id)]})

    def _check_content_open(self, vals):
        """An approval belongs to what was submitted: that does not change any more."""
        if self.env.su or not vals.keys() & self._declared("_approval_content"):
            return
        for document in self:
            if document.state != "draft":
                document._raise_submitted()

    def _check_file_may_come(self):
        result = super()._check_file_may_come()
        for document in self:
            if document.state == "submitted":
                document._raise_submitted()
        return result

    def _raise_submitted(self):
        raise UserError(
            self.env._(
                "%(document)s has been submitted: withdraw it before you change it.",
                document=self.display_name,
            )
        )

    @guards_deletion
    def _unlink_except_draft(self):
        for document in self:
            if document.state != "draft" or document.approval_round:
                raise UserError(
                    self.env._(
                        "%(document)s has been submitted and stays on record.",
                        document=document.display_name,
                    )
                )

    # ------------------------------------------------------------- hooks

    def _approval_kinds(self):
        """Document kinds of the rules that apply."""
        return []

    def _approval_amount(self):
        """What the rules' amounts are compared with, in the company's currency."""
        return 0.0

    def _approval_requesters(self):
        """Users who ask for the approval, and thus cannot give it."""
        return self.submitted_by_id | self.contributor_ids

    def _check_submission(self):
        """Raise UserError where the document cannot be submitted as it is."""

    def _before_decision(self):
        """What comes before anything is read for an approval."""

    def _on_approved(self):
        """What follows the last approval; called as superuser before the state is set."""

    def _last_similar(self, domain, order):
        """The last of the documents in the domain, without this one; for its form alone."""
        self.ensure_one()
        return self.search(
            Domain(domain)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("id", "!=", self._origin.id),
            order=order,
            limit=SIMILAR,
        )

    # ------------------------------------------------------------- steps

    def action_submit(self):
        """Ask the posts of the rules for their approval; says which of them are vacant."""
        self.check_access("write")
        for document in self:
            document._check_state("draft")
            document._check_submission()
            # sudo: governed fields, written after the checks above
            document.sudo()._submit(self.env.user)
        # sudo: who holds the posts that decide is no secret
        return self.sudo()._tell_of_vacant_posts()

    def _tell_of_vacant_posts(self):
        """The notification that nobody holds a post that has to decide, or None."""
        waiting = self.approval_step_ids.filtered(lambda s: s.state == "waiting")
        assignments = self.env["mkt.post.assignment"]
        vacant = [
            post.name
            for company, steps in waiting.grouped("company_id").items()
            for post in steps.post_id
            if not assignments._holders(company, post.code)
        ]
        if not vacant:
            return None
        return notification(
            self.env._(
                "Nobody holds the post %(posts)s. Ask the Director or an administrator to"
                " appoint somebody under Organisation → Assignments.",
                posts=format_list(self.env, vacant),
            ),
            type="warning",
            sticky=True,
            title=self.env._("Submitted, but nobody can decide yet"),
        )

    def _signatures(self):
        """Who drew the document up, reviewed and approved it, for its printed sheet."""
        self.ensure_one()
        # sudo: who had a part in it stands on the sheet, whoever prints it
        document = self.sudo()
        of_round = document.approval_step_ids.filtered(
            lambda s: s.round == document.approval_round
        ).sorted("sequence")
        given = of_round.filtered(lambda s: s.state == "approved")
        is_decided = bool(given) and given == of_round
        last = given[-1:] if is_decided else given.browse()
        author = document.submitted_by_id or document.create_uid
        return [
            signature(
                self.env._("Drawn Up by"),
                author,
                document.submitted_at or document.create_date,
            ),
            signature(
                self.env._("Reviewed by"),
                (given - last).decided_by_id,
                (given - last)[-1:].decided_at,
            ),
            signature(self.env._("Approved by"), last.decided_by_id, last.decided_at),
        ]

    def action_withdraw(self):
        """Take a submitted document back to change it; its decisions count no more."""
        self.check_access("read")
        for document in self:
            document._check_state("submitted")
            if self.env.user not in document._approval_requesters():
                raise AccessError(
                    self.env._(
                        "Only the person who submitted the document can withdraw it:"
                        " ask that person, or the approver to return it."
                    )
                )
            # sudo: governed fields, written after the checks above
            document.sudo()._withdraw()

    def _withdraw(self):
        waiting = self.approval_step_ids.filtered(lambda s: s.state == "waiting")
        self._end_round(waiting, {"state": "draft"})
        self._forget_approval()

    def _submit(self, user):
        self.write(
            {
                "state": "submitted",
                "submitted_by_id": user.id,
                "submitted_at": fields.Datetime.now(),
                "approval_round": self.approval_round + 1,
            }
        )
        posts = self._approval_posts()
        self.env["mkt.approval.step"].create(
            [
                {
                    "res_model": self._name,
                    "res_id": self.id,
                    "name": self.display_name,
                    "company_id": self.company_id.id,
                    "post_id": post.id,
                    "round": self.approval_round,
                    "sequence": number,
                    "is_next": not number,
                    "requester_ids": self._approval_requesters().ids,
                    "amount": self._approval_amount(),
                }
                for number, post in enumerate(posts)
            ]
        )
        self.next_post_id = posts[0]
        self._close_answers()
        self._remind_deciders()

    def _remind_deciders(self):
        """Whose turn it is finds an activity; called as superuser."""
        steps = self.env["mkt.approval.step"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("is_next", "=", True),
            ]
        )
        steps._remind(self)

    def _close_answers(self):
        """What was returned or refused is off the requesters' desks; called as superuser."""
        steps = self.env["mkt.approval.step"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("is_answer_open", "=", True),
            ]
        )
        steps.is_answer_open = False

    def _approval_posts(self):
        """The deciding posts in their order; what the requester holds goes one post up."""
        rules = self.env["mkt.approval.rule"]
        director, leadership = rules._post("director"), rules._post("leadership")
        amount, requesters = self._approval_amount(), self._approval_requesters()
        posts = self.env["mkt.post"]
        for kind in self._approval_kinds():
            posts |= rules._posts(self.company_id, kind, amount)
        above = self.env["mkt.post"]
        for post in posts:
            if self._asked_for_by(requesters, post) and post != leadership:
                post = director if post != director else leadership
            if post == director and self._asked_for_by(requesters, director):
                post = leadership
            above |= post
        if self._asked_for_by(requesters, director):
            above |= leadership
        return above

    def _asked_for_by(self, requesters, post):
        return requesters._mkt_holds(self.company_id, post.code)

    def _forget_approval(self):
        self._forget_reminders(self.env["mkt.approval.step"]._reminder)
