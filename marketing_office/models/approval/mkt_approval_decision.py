from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_list

from ...tools.notification import notification

# what tells who may decide
STEP_FIELDS = (
    "name",
    "res_model",
    "res_id",
    "round",
    "state",
    "is_next",
    "company_id",
    "post_id",
    "decided_by_id",
)


class ApprovalDecision(models.AbstractModel):
    """How a document with approval is decided on, and who is told."""

    _inherit = "mkt.approval.mixin"

    def action_approve(self, comment=False):
        """Give the approval that the documents wait for."""
        self._before_decision()
        # sudo: governed fields, written after the checks of the step
        documents = self.sudo().browse()
        for document, following in self._decide("approved", comment):
            document.sudo()._after_approval(following, self)
            documents |= document.sudo()
        approved = documents.filtered(lambda d: d.state == "approved")
        approved._tell_requesters("approved", comment)
        documents._finish_decision()
        if going_on := documents - approved:
            going_on._remind_deciders()
        return self._open_next("approved")

    def action_return(self, reason):
        """Give the documents back to be changed: they are drafts again, and keep their content."""
        return self._answer("returned", reason, "draft")

    def action_refuse(self, reason):
        """Refuse the documents: they are ended, and may be drawn up anew."""
        return self._answer("refused", reason, "refused")

    def _answer(self, decision, reason, state):
        reason = self._check_reason(reason)
        # sudo: governed fields, written after the checks of the step
        documents = self.sudo().browse()
        for document, following in self._decide(decision, reason):
            document.sudo()._end_round(following, {"state": state})
            documents |= document.sudo()
        documents._tell_requesters(decision, reason)
        documents._finish_decision()
        return self._open_next(decision)

    def _finish_decision(self):
        """What reminded of the decision is done; called as superuser."""
        self._finish_reminders(self.env["mkt.approval.step"]._reminder)
        # who draws up the next one at once: unique indexes must see this one decided
        self.flush_recordset(["state"])

    def _open_next(self, decision):
        """Say what was decided and open the next document, where the screen asks for it."""
        if not self.env.context.get("approval_next"):
            return None
        steps = self.env["mkt.approval.step"]
        step = steps.search([("waits_for_me", "=", True)], order="id", limit=1)
        if not step:
            return None
        labels = dict(steps._fields["state"]._description_selection(self.env))
        # sudo: who has just decided may not read the draft that it is again
        names = format_list(self.env, self.sudo().mapped("display_name"))
        return notification(
            self.env._("The next document that waits for you is open now."),
            title=self.env._(
                "%(title)s: %(documents)s", title=labels[decision], documents=names
            ),
            next=step.action_open(),
        )

    def _tell_requesters(self, decision, reason):
        """Tell who asked what was decided; called as superuser, by the user who decided."""
        told = {}
        for document in self:
            for user in document._approval_requesters() - self.env.user:
                told[user] = told.get(user, self.browse()) | document
        states = self.env["mkt.approval.step"]._fields["state"]
        self._tell_of_documents(
            told, lambda env: dict(states._description_selection(env))[decision], reason
        )

    def _tell_of_documents(self, told, get_title, reason=False):
        """One message to each person about all their documents; `told` is {user: documents}.

        `get_title` gives the title in the language of its environment.
        """

        def get_message(env, documents):
            title = get_title(env)
            names = format_list(env, documents.mapped("display_name"))
            return env._("%(title)s: %(documents)s", title=title, documents=names), {
                "documents": documents,
                "title": title,
                "user": self.env.user,
                "reason": reason,
            }

        self._tell_people(told, "marketing_office.approval_message", get_message)

    def action_take_note(self):
        """Whoever asked has read why the documents were returned or refused."""
        self.check_access("read")
        for document in self:
            if self.env.user not in document._approval_requesters():
                raise AccessError(
                    self.env._(
                        "Only the person who submitted the document can mark the"
                        " answer as read."
                    )
                )
        # sudo: governed field, written after the check above
        self.sudo()._close_answers()

    def _decide(self, state, comment):
        """Record what the user decides; pairs of document and the steps that follow.

        The steps are as superuser. Raises an error where the user may not decide.
        """
        # each document once, even where the client names it twice
        documents = self | self
        if not documents:
            return []
        documents.check_access("read")
        documents._check_state("submitted")
        user = self.env.user
        held = {(a.company_id, a.post_id) for a in user._mkt_held()}
        # sudo: nobody but these checks writes steps
        steps = documents.sudo()._steps_of_round().grouped("res_id")
        present, decided = self.env["mkt.approval.step"].sudo(), []
        for document in documents:
            of_round = steps[document.id]
            waiting = of_round.filtered(lambda s: s.state == "waiting")
            waiting[0]._check_may_decide(user, held, of_round)
            present |= waiting[0]
            decided.append((document, waiting[1:]))
        present._record_decision(user, state, comment)
        return decided

    def _steps_of_round(self):
        """The steps of the documents' present round, in their order."""
        # all that decides is read for all at once, and not for each step
        steps = self.env["mkt.approval.step"].search_fetch(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)],
            [*STEP_FIELDS, "requester_ids"],
            order="sequence, id",
        )
        present = {(document.id, document.approval_round) for document in self}
        return steps.filtered(lambda s: (s.res_id, s.round) in present)

    def _after_approval(self, following, among):
        """Go on to the next step, or carry out what was approved `among` others."""
        if following:
            following[0].is_next = True
            self.next_post_id = following[0].post_id
        else:
            self._carry_out(among)
            self.write({"state": "approved", "next_post_id": False})

    def _carry_out(self, among):
        """Do what follows the last approval; of several, an error says which document."""
        try:
            self._on_approved()
        except UserError as problem:
            if len(among) == 1:
                raise
            raise type(problem)(
                self.env._(
                    "%(document)s: %(problem)s",
                    document=self.display_name,
                    problem=problem,
                )
            ) from problem

    def _end_round(self, waiting, vals):
        waiting.write({"state": "skipped", "is_next": False})
        self.write({**vals, "next_post_id": False})

    def action_set_draft(self):
        """Draw up refused documents anew; what was decided stays on record."""
        self.check_access("write")
        self._check_state("refused")
        self._set_state("draft")
        # sudo: as the state
        self.sudo()._close_answers()

    def action_open_return(self):
        """The dialog that asks what has to be changed."""
        self.check_access("read")
        return self._open_reason("return", self.env._("Return for Changes"))

    def action_open_refusal(self):
        """The dialog that asks for the reason of a refusal."""
        self.check_access("read")
        return self._open_reason("refuse", self.env._("Refuse"))

    def _open_reason(self, step, title):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "mkt.approval.reason",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_res_model": self._name,
                "default_res_id": self.id,
                "default_step": step,
                "approval_next": self.env.context.get("approval_next", False),
            },
        }
