from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_datetime

from ...tools.deletion import guards_deletion
from ...tools.optional import OptionalInteger


class ApprovalStep(models.Model):
    """What one post decides on one document. Written by the document's steps alone."""

    _name = "mkt.approval.step"
    _description = "Approval Step"
    _inherit = ["mkt.governed.mixin"]
    _order = "round desc, sequence, id"
    _reminder = "marketing_office.mail_activity_type_approval"
    _governed = (
        "res_model",
        "res_id",
        "name",
        "company_id",
        "post_id",
        "round",
        "sequence",
        "state",
        "is_next",
        "is_answer_open",
        "requester_ids",
        "decided_by_id",
        "decided_at",
        "comment",
        "amount",
    )

    name = fields.Char("Document", readonly=True)
    document_kind = fields.Char("Kind", compute="_compute_document_kind")
    res_model = fields.Char("Model of the Document", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        "Number of the Document", model_field="res_model", required=True, readonly=True
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    post_id = fields.Many2one(
        "mkt.post", required=True, readonly=True, ondelete="restrict"
    )
    round = fields.Integer(readonly=True)
    sequence = fields.Integer(readonly=True)
    state = fields.Selection(
        [
            ("waiting", "Waiting for Decision"),
            ("approved", "Approved"),
            ("returned", "Returned for Changes"),
            ("refused", "Refused"),
            ("skipped", "Skipped"),
        ],
        required=True,
        readonly=True,
        default="waiting",
    )
    is_next = fields.Boolean(
        "Next to Decide", readonly=True, help="The steps before it are decided."
    )
    is_answer_open = fields.Boolean(
        "Answer Not Yet Read",
        readonly=True,
        help="Returned or refused, and who asked has neither changed the document nor"
        " taken note.",
    )
    requester_ids = fields.Many2many(
        "res.users", string="Asked for by", readonly=True, ondelete="restrict"
    )
    amount = fields.Monetary(readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    decided_by_id = fields.Many2one(
        "res.users", "Decided by", readonly=True, ondelete="restrict"
    )
    decided_at = fields.Datetime("Decided on", readonly=True)
    comment = fields.Char(readonly=True)
    waits_for_me = fields.Boolean(
        "Waits for Me", compute="_compute_waits_for_me", search="_search_waits_for_me"
    )

    waiting_days = OptionalInteger(
        "Waiting for (Days)",
        compute="_compute_waiting_days",
        help="Since the document was submitted; empty once it is decided.",
    )

    _document = models.Index("(res_model, res_id)")
    _next = models.Index("(company_id, post_id) WHERE is_next")

    @api.depends("state")
    def _compute_waiting_days(self):
        now = fields.Datetime.now()
        for step in self:
            waits = step.state == "waiting" and step.create_date
            step.waiting_days = waits and max(0, (now - step.create_date).days)

    @api.depends("res_model")
    @api.depends_context("lang")
    def _compute_document_kind(self):
        for step in self:
            model = self.env.get(step.res_model)
            step.document_kind = (
                # sudo: what a kind of document is called is no secret
                self.env["ir.model"]._get(step.res_model).sudo().name
                if model is not None
                else False
            )

    @api.depends("state", "is_next")
    @api.depends_context("uid")
    def _compute_waits_for_me(self):
        mine = self.search([("id", "in", self.ids), ("waits_for_me", "=", True)])
        for step in self:
            step.waits_for_me = step in mine

    def _search_waits_for_me(self, operator, value):
        if operator != "in":
            return NotImplemented
        # sudo: which steps are mine is decided here, what I may read by the rules
        all_steps = self.sudo()
        steps = all_steps.search(
            Domain("is_next", "=", True)
            & Domain("requester_ids", "not in", self.env.uid)
            & Domain(self.env.user.mkt_domain_of("post_id", "post_id"))
        )
        decided = {
            (step.res_model, step.res_id, step.round)
            for step in all_steps.search(
                [
                    ("decided_by_id", "=", self.env.uid),
                    ("state", "=", "approved"),
                    ("res_id", "in", steps.mapped("res_id")),
                ]
            )
        }
        mine = steps.filtered(lambda s: (s.res_model, s.res_id, s.round) not in decided)
        return [("id", "in", mine.ids)]

    def _check_may_decide(self, user, held, of_round):
        """Raise AccessError unless the user may take this step.

        `held` are the pairs of company and post that the user holds today, `of_round`
        all steps of the document's present round.
        """
        self.ensure_one()
        if user in self.requester_ids:
            raise AccessError(
                self.env._(
                    "You have asked for %(document)s or contributed to it: somebody"
                    " else has to decide on it.",
                    document=self.name,
                )
            )
        if (self.company_id, self.post_id) not in held:
            raise AccessError(
                self.env._(
                    "%(document)s waits for the decision of the %(post)s.",
                    document=self.name,
                    post=self.post_id.name,
                )
            )
        if user in of_round.decided_by_id:
            raise AccessError(
                self.env._(
                    "You have decided on %(document)s already: another person takes this"
                    " step.",
                    document=self.name,
                )
            )

    def _record_decision(self, user, state, comment):
        """Record a decision on the steps; called as superuser after the check."""
        self.write(
            {
                "state": state,
                "is_next": False,
                "is_answer_open": state in ("returned", "refused"),
                "decided_by_id": user.id,
                "decided_at": fields.Datetime.now(),
                # a client may send anything
                "comment": comment and str(comment),
            }
        )

    def _get_answer(self):
        """Who returned or refused the document when, and why; in the reader's language."""
        self.ensure_one()
        state = dict(self._fields["state"]._description_selection(self.env))
        return self.env._(
            "%(decision)s by %(user)s (%(post)s) on %(date)s: %(reason)s",
            decision=state[self.state],
            user=self.decided_by_id.name,
            post=self.post_id.name,
            date=format_datetime(self.env, self.decided_at, dt_format="short"),
            reason=self.comment,
        )

    # ------------------------------------------------------------- from the list

    def action_approve(self, comment=False):
        """Approve the documents of these steps."""
        for documents in self._documents():
            documents.action_approve(comment)

    def action_open_return(self):
        """The dialog that asks what has to be changed in the documents of these steps."""
        self.check_access("read")
        return self._open_reason("return", self.env._("Return for Changes"))

    def action_open_refusal(self):
        """The dialog that asks why the documents of these steps are refused."""
        self.check_access("read")
        return self._open_reason("refuse", self.env._("Refuse"))

    def _documents(self):
        """The documents of the steps, a recordset per model."""
        self.check_access("read")
        return [
            self.env[model].browse(steps.mapped("res_id"))
            for model, steps in self.grouped("res_model").items()
        ]

    def _open_reason(self, step, title):
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "mkt.approval.reason",
            "view_mode": "form",
            "target": "new",
            "context": {"default_approval_step_ids": self.ids, "default_step": step},
        }

    def get_formview_action(self, access_uid=None):
        """A step stands for its document."""
        return self.action_open()

    def action_open(self):
        """The document that waits for the decision."""
        self.ensure_one()
        return self.env[self.res_model].browse(self.res_id)._get_records_action()

    @guards_deletion
    def _unlink_never(self):
        raise UserError(self.env._("Decisions stay on record."))

    # ------------------------------------------------------------- reminders

    @api.model
    def _cron_remind(self):
        """Remind those whose decision is awaited; once per document."""
        steps = self.search([("is_next", "=", True)])
        for model, of_model in steps.grouped("res_model").items():
            of_model._remind(self.env[model].browse(of_model.mapped("res_id")))
            self.env["ir.cron"]._commit_progress(len(of_model))

    def _remind(self, documents):
        """Give who may decide an activity on the documents that wait, where there is none yet."""
        decided = {
            (step.res_id, step.round, step.decided_by_id.id)
            for step in self.search(
                [
                    ("res_model", "=", documents._name),
                    ("res_id", "in", documents.ids),
                    ("decided_by_id", "!=", False),
                ]
            )
        }
        # a deputy is there because the holder is not: both are told
        holders = {
            (company, post): self.env["mkt.post.assignment"]
            .search(
                [
                    ("company_id", "=", company.id),
                    ("post_id", "=", post.id),
                    ("is_active", "=", True),
                ]
            )
            .user_id
            for company, post in {(s.company_id, s.post_id) for s in self}
        }
        told = {}
        for step in self:
            for user in holders[step.company_id, step.post_id] - step.requester_ids:
                if (step.res_id, step.round, user.id) not in decided:
                    document = documents.browse(step.res_id)
                    told[user] = told.get(user, documents.browse()) | document
        new = documents._remind(told, self._reminder)
        documents._tell_of_documents(new, lambda env: env._("Your decision is awaited"))
