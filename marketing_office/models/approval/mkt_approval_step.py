from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, groupby

from ...tools.deletion import guards_deletion


class ApprovalStep(models.Model):
    """What one post decides on one document. Written by the document's steps alone."""

    _name = "mkt.approval.step"
    _description = "Approval Step"
    _inherit = ["mkt.governed.mixin"]
    _order = "round desc, sequence, id"
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

    _document = models.Index("(res_model, res_id)")
    _next = models.Index("(company_id, post_id) WHERE is_next")

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

    @api.model
    def _of_round(self, documents, user):
        """The steps of the documents' present round, {number of the document: rows}.

        A row says whether the user holds the step's post, asked for the document, has
        decided the step; and whether anybody was reminded of the document.
        """
        self.flush_model()
        self.env["mail.activity"].flush_model(["active", "activity_type_id"])
        requesters = self._fields["requester_ids"]
        # by plain SQL, for speed: an approval is waited for
        rows = self.env.execute_query_dict(
            SQL(
                """
                WITH held AS MATERIALIZED (%(held)s)
                SELECT step.id, step.res_id, step.state,
                    (step.company_id, step.post_id)
                        IN (SELECT company_id, post_id FROM held) AS is_held,
                    EXISTS (SELECT FROM %(relation)s WHERE %(step)s = step.id
                        AND %(requester)s = %(user)s) AS is_asked,
                    COALESCE(step.decided_by_id = %(user)s, FALSE) AS is_decided,
                    EXISTS (SELECT FROM mail_activity reminder
                        WHERE reminder.active AND reminder.res_model = step.res_model
                        AND reminder.res_id = step.res_id
                        AND reminder.activity_type_id = %(reminder)s) AS is_reminded
                FROM mkt_approval_step step
                WHERE step.res_model = %(model)s
                    AND (step.res_id, step.round) IN (%(rounds)s)
                ORDER BY step.sequence, step.id
                """,
                held=user._mkt_held_query(),
                relation=SQL.identifier(requesters.relation),
                step=SQL.identifier(requesters.column1),
                requester=SQL.identifier(requesters.column2),
                user=user.id,
                reminder=self._reminder_type(),
                model=documents._name,
                rounds=SQL(", ").join(
                    SQL("(%s, %s)", document.id, document.approval_round)
                    for document in documents
                ),
            )
        )
        return dict(groupby(rows, lambda row: row["res_id"]))

    def _problem(self, row, has_decided):
        """Why the user, who has decided in this round or not, may not decide this step.

        `row` is the step's row of `_of_round`. None where the user may decide.
        """
        self.ensure_one()
        if row["is_asked"]:
            return self.env._(
                "%(document)s: nobody approves what they ask for themselves.",
                document=self.name,
            )
        if not row["is_held"]:
            return self.env._(
                "%(document)s waits for the decision of the %(post)s.",
                document=self.name,
                post=self.post_id.name,
            )
        if has_decided:
            return self.env._(
                "You have decided on %(document)s already: another person takes this"
                " step.",
                document=self.name,
            )
        return None

    def _decide(self, user, state, comment):
        """Record a decision on the steps; called as superuser after `_problem`."""
        # by plain SQL, for speed: an approval is waited for
        self.env.cr.execute(
            SQL(
                """
                UPDATE mkt_approval_step SET state = %(state)s, is_next = FALSE,
                    decided_by_id = %(user)s, decided_at = %(now)s, comment = %(comment)s,
                    write_uid = %(user)s, write_date = %(now)s
                WHERE id = ANY(%(steps)s)
                """,
                steps=self.ids,
                state=state,
                user=user.id,
                now=fields.Datetime.now(),
                comment=str(comment) if comment else None,
            )
        )
        self.invalidate_recordset(flush=False)

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

    @api.model
    def _reminder_type(self):
        """The number of the type that all activities of reminders have."""
        return self.env["ir.model.data"]._xmlid_to_res_id(
            "marketing_office.mail_activity_type_approval"
        )

    def _remind(self, documents):
        """Give who may decide an activity on the documents that wait, where there is none yet."""
        kind = self._reminder_type()
        of_documents = [
            ("res_model", "=", documents._name),
            ("res_id", "in", documents.ids),
        ]
        there = {
            (activity.res_id, activity.user_id.id)
            for activity in self.env["mail.activity"].search(
                [*of_documents, ("activity_type_id", "=", kind)]
            )
        }
        decided = {
            (step.res_id, step.round, step.decided_by_id.id)
            for step in self.search([*of_documents, ("decided_by_id", "!=", False)])
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
        model_id = self.env["ir.model"]._get_id(documents._name)
        self.env["mail.activity"].create(
            [
                {
                    "res_model_id": model_id,
                    "res_id": step.res_id,
                    "activity_type_id": kind,
                    "user_id": user.id,
                    "date_deadline": step.company_id._mkt_today(),
                }
                for step in self
                for user in holders[step.company_id, step.post_id] - step.requester_ids
                if (step.res_id, user.id) not in there
                and (step.res_id, step.round, user.id) not in decided
            ]
        )
