from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL


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
    requester_ids = fields.Many2many("res.users", string="Asked for by", readonly=True)
    amount = fields.Monetary(readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    decided_by_id = fields.Many2one("res.users", "Decided by", readonly=True)
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
    def _of_round(self, documents):
        """The steps of the documents' present round, {number of the document: steps}."""
        rounds = {document.id: document.approval_round for document in documents}
        steps = self.search_fetch(
            [("res_model", "=", documents._name), ("res_id", "in", documents.ids)]
        )
        present = steps.filtered(lambda s: s.round == rounds[s.res_id])
        return present.grouped("res_id")

    def _asked_for_by(self, user):
        """Those of the steps whose document the user asks for."""
        field = self._fields["requester_ids"]
        # by plain SQL, for speed: an approval is waited for
        asked = self.env.execute_query(
            SQL(
                "SELECT %(step)s FROM %(relation)s"
                " WHERE %(step)s = ANY(%(steps)s) AND %(user)s = %(asker)s",
                step=SQL.identifier(field.column1),
                user=SQL.identifier(field.column2),
                relation=SQL.identifier(field.relation),
                steps=self.ids,
                asker=user.id,
            )
        )
        return self.browse(row[0] for row in asked)

    def _problem(self, user, held, asked, steps):
        """Why the user may not decide this step, or None.

        `held` are the pairs of ids of company and post that the user holds, `asked` the
        steps whose document they ask for, `steps` those of the document's present round.
        """
        self.ensure_one()
        if self in asked:
            return self.env._("Nobody approves what they ask for themselves.")
        if (self.company_id.id, self.post_id.id) not in held:
            return self.env._(
                "%(document)s waits for the decision of the %(post)s.",
                document=self.name,
                post=self.post_id.name,
            )
        if user in steps.decided_by_id:
            return self.env._(
                "You have decided on %(document)s already: another person takes this"
                " step.",
                document=self.name,
            )
        return None

    def _decide(self, user, state, comment):
        """Record the decision; called as superuser after `_problem` found none."""
        self.write(
            {
                "state": state,
                "is_next": False,
                "decided_by_id": user.id,
                "decided_at": fields.Datetime.now(),
                "comment": comment,
            }
        )

    def action_open(self):
        """The document that waits for the decision."""
        self.ensure_one()
        return self.env[self.res_model].browse(self.res_id)._get_records_action()

    @api.ondelete(at_uninstall=False)
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
        kind = self.env.ref("marketing_office.mail_activity_type_approval")
        there = {
            (activity.res_id, activity.user_id.id)
            for activity in self.env["mail.activity"].search(
                [
                    ("res_model", "=", documents._name),
                    ("res_id", "in", documents.ids),
                    ("activity_type_id", "=", kind.id),
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
        model_id = self.env["ir.model"]._get_id(documents._name)
        self.env["mail.activity"].create(
            [
                {
                    "res_model_id": model_id,
                    "res_id": step.res_id,
                    "activity_type_id": kind.id,
                    "user_id": user.id,
                    "date_deadline": step.company_id._mkt_today(),
                }
                for step in self
                for user in holders[step.company_id, step.post_id] - step.requester_ids
                if (step.res_id, user.id) not in there
            ]
        )
