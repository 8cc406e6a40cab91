from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .mkt_coordination import REMINDER

ANSWERED = "marketing_office.mail_activity_type_coordination_answered"


class CoordinationSteps(models.Model):
    """From asking to confirming: who may do what, and who hears of it."""

    _inherit = "mkt.coordination"

    def action_accept(self):
        """One of those asked takes the requests into their hands."""
        self._check_asked_of_me("asked")
        self._step({"state": "accepted", "owner_id": self.env.uid})
        # sudo: the reminders of the others go
        self.sudo()._forget_reminders(REMINDER)
        self.sudo()._remind({self.env.user: self.sudo()}, REMINDER)
        self._tell_asker(self.env._("Accepted."))

    def action_decline(self, reason):
        """One of those asked says why it cannot be done."""
        self._check_asked_of_me("asked", "accepted")
        reason = self._check_reason(reason)
        self._step({"state": "declined", "owner_id": self.env.uid, "reason": reason})
        self._tell_asker(self.env._("Declined: %s", reason))

    def action_answer(self, answer, file_ids=()):
        """One of those asked gives the answer, with files that they have uploaded."""
        self.ensure_one()
        self._check_asked_of_me("asked", "accepted")
        answer = self._check_reason(answer)
        files = self.env["ir.attachment"].browse(file_ids)
        files.check_access("read")
        files._mkt_belong_to(self)
        self._step(
            {
                "state": "answered",
                "owner_id": self.env.uid,
                "answer": answer,
                "answer_file_ids": (self.answer_file_ids | files).ids,
                "answered_on": self.company_id._mkt_today(),
            }
        )
        # sudo: who asked finds the answer among their activities
        self.sudo()._remind({self.sudo().user_id: self.sudo()}, ANSWERED)
        self._tell_asker(self.env._("Answered: %s", answer))

    def action_return(self, reason, deadline=False):
        """Who asked says what is missing in the answer, and by when it is needed."""
        self.ensure_one()
        self._check_mine("answered")
        reason = self._check_reason(reason)
        deadline = fields.Date.to_date(deadline) or self.deadline
        if deadline < self.company_id._mkt_today():
            raise UserError(
                self.env._(
                    "Say by when you need the missing part: the day of the request is"
                    " past."
                )
            )
        self._step(
            {
                "state": "accepted",
                "reason": reason,
                "answered_on": False,
                "deadline": deadline,
                "level_id": False,
                "is_reminded_of_deadline": False,
            }
        )
        # sudo: whoever answered has it in hand again
        self.sudo()._remind_asked()
        self._tell_owner(self.env._("The answer does not do: %s", reason))

    def action_confirm(self):
        """Who asked confirms that the answer does."""
        self._check_mine("answered")
        for company, requests in self.grouped("company_id").items():
            requests._step(
                {
                    "state": "confirmed",
                    "confirmed_by_id": self.env.uid,
                    "confirmed_on": company._mkt_today(),
                }
            )
        self._tell_owner(self.env._("Confirmed."))

    def action_withdraw(self, reason):
        """Who asked no longer needs it."""
        self._check_mine("asked", "accepted", "answered")
        reason = self._check_reason(reason)
        self._step({"state": "withdrawn", "reason": reason})
        self._tell_owner(self.env._("Withdrawn: %s", reason))

    def _step(self, vals):
        """Write what a checked step decides; the reminders of the step before go."""
        # sudo: governed fields, written after the checks of the step
        requests = self.sudo()
        requests.write(vals)
        requests._forget_reminders(REMINDER)
        requests._forget_reminders(ANSWERED)

    def _check_asked_of_me(self, *states):
        """Raise unless the user is asked, and the requests are in one of the states."""
        self.check_access("read")
        self._check_state(*states)
        for request in self:
            if request.user_id == self.env.user:
                raise AccessError(
                    self.env._(
                        "%(request)s: nobody answers what they ask for themselves.",
                        request=request.name,
                    )
                )
            if not request.is_asked_of_me:
                raise AccessError(
                    self.env._(
                        "%(request)s waits for %(asked)s.",
                        request=request.name,
                        asked=request.asked_name,
                    )
                )

    def _check_mine(self, *states):
        """Raise unless the user has asked, or is the Director and has not answered it."""
        self.check_access("read")
        self._check_state(*states)
        user = self.env.user
        for request in self:
            is_director = user._mkt_holds(request.company_id, "director")
            if request.user_id != user and not (
                is_director and request.owner_id != user
            ):
                raise AccessError(
                    self.env._(
                        "%(request)s is confirmed, returned or withdrawn by who asked:"
                        " %(user)s.",
                        request=request.name,
                        user=request.user_id.name,
                    )
                )

    def _check_files_may_change(self):
        """Raise UserError where the files of the answer stay as they are."""
        self.ensure_one()
        if self.state != "accepted":
            raise UserError(
                self.env._(
                    "%(request)s was answered with this file: it stays as it is.",
                    request=self.display_name,
                )
            )

    def _tell_asker(self, text):
        self._tell(text, "user_id")

    def _tell_owner(self, text):
        self._tell(text, "owner_id")

    def _tell(self, text, field):
        """Log the step, and tell the person in the field of it."""
        for request in self:
            # sudo: the step was checked; the author is who took it
            request.sudo().message_post(
                author_id=self.env.user.partner_id.id,
                body=text,
                partner_ids=(request[field] - self.env.user).partner_id.ids,
            )

    # ------------------------------------------------------------- dialogs

    def action_open_decline(self):
        """The dialog that asks why it is declined."""
        self.check_access("read")
        return self._open_step("decline", self.env._("Decline"))

    def action_open_answer(self):
        """The dialog for the answer and its files."""
        self.check_access("read")
        return self._open_step("answer", self.env._("Give the Answer"))

    def action_open_return(self):
        """The dialog that asks what is missing in the answer."""
        self.check_access("read")
        return self._open_step("return", self.env._("Not Enough"))

    def action_open_withdraw(self):
        """The dialog that asks why it is no longer needed."""
        self.check_access("read")
        return self._open_step("withdraw", self.env._("Withdraw"))

    def _open_step(self, step, title):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "mkt.coordination.step",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_coordination_id": self.id,
                "default_step": step,
                "default_deadline": self.deadline,
            },
        }

    def action_ask_again(self):
        """A new request like one that was declined or withdrawn, to ask somebody else."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask Again"),
            "res_model": self._name,
            "view_mode": "form",
            "context": {
                "default_name": self.name,
                "default_kind_id": self.kind_id.id,
                "default_description": self.description,
                "default_about_model": self.about_model,
                "default_about_id": self.about_id,
            },
        }
