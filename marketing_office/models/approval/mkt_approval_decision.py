from odoo import models
from odoo.exceptions import AccessError, UserError


class ApprovalDecision(models.AbstractModel):
    """What the posts that are asked decide on a document, and what follows."""

    _inherit = "mkt.approval.mixin"

    def action_approve(self, comment=False):
        """Give the approval that the documents wait for."""
        self._before_decision()
        for document, following in self._decide("approved", comment):
            # sudo: governed fields, written after the checks of the step
            document.sudo()._after_approval(following)

    def action_refuse(self, reason):
        """Refuse the documents; the reason stays on record."""
        reason = self._check_reason(reason)
        for document, following in self._decide("refused", reason):
            # sudo: governed fields, written after the checks of the step
            document.sudo()._end_round(following, {"state": self._state_after_refusal})

    def _decide(self, state, comment):
        """Record what the user decides; pairs of document and the steps that follow.

        The steps are as superuser. Raises an error where the user may not decide.
        """
        # each document once, even where the client names it twice
        documents = self | self
        if not documents:
            return []
        documents.check_access("read")
        for document in documents:
            document._check_state("submitted")
        # sudo: nobody but these checks writes steps
        all_steps = self.env["mkt.approval.step"].sudo()
        rounds = all_steps._of_round(documents, self.env.user)
        present, following = [], []
        for document in documents:
            rows = rounds[document.id]
            row, *behind = [row for row in rows if row["state"] == "waiting"]
            has_decided = any(row["is_decided"] for row in rows)
            if problem := all_steps.browse(row["id"])._problem(row, has_decided):
                raise AccessError(problem)
            present.append(row["id"])
            following.append(all_steps.browse(row["id"] for row in behind))
        all_steps.browse(present)._decide(self.env.user, state, comment)
        # of all at once, where the next post has to decide
        all_steps.concat(*following).fetch(["post_id"])
        reminded = documents.filtered(lambda d: rounds[d.id][0]["is_reminded"])
        if reminded:
            # sudo: the reminders of colleagues are done with too
            reminded.sudo()._forget_reminders()
        return list(zip(documents, following, strict=True))

    def _after_approval(self, following):
        if following:
            following[0].is_next = True
            self.next_post_id = following[0].post_id
        else:
            self._carry_out()
            self.write({"state": "approved", "next_post_id": False})

    def _carry_out(self):
        """Do what follows the last approval; of a list, an error says which document."""
        try:
            self._on_approved()
        except UserError as problem:
            if self.display_name in str(problem):
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
        for document in self:
            document._check_state("refused")
        # sudo: governed field, written after the checks above
        self.sudo().state = "draft"

    def action_open_refusal(self):
        """The dialog that asks for the reason of a refusal."""
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
            },
        }
