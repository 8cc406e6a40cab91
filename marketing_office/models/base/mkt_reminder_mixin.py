from odoo import api, models


class ReminderMixin(models.AbstractModel):
    """Activities that the system itself gives the people whose turn it is, and takes back."""

    _name = "mkt.reminder.mixin"
    _description = "Document with Reminders"
    _inherit = ["mail.activity.mixin"]

    def _remind(self, told, xmlid):
        """Give each person one activity on each of their documents; `told` is {user: documents}.

        Who has one of that type keeps it. Returns those that are new, in the same form:
        the caller tells each person of all in one message, and the host sends none for
        each activity. The number of queries does not depend on the number of documents.
        Called as superuser.
        """
        documents = self.browse().union(*told.values())
        if not documents:
            return {}
        activity_type = self.env.ref(xmlid)
        activities = self.env["mail.activity"].with_context(
            mail_activity_quick_update=True
        )
        present = set(
            activities._read_group(
                documents._reminders_domain(activity_type.id), ["res_id", "user_id"]
            )
        )
        new = {
            user: theirs.filtered(lambda d, u=user: (d.id, u) not in present)
            for user, theirs in told.items()
        }
        model_id = self.env["ir.model"]._get_id(self._name)
        activities.create(
            [
                {
                    "activity_type_id": activity_type.id,
                    "res_model_id": model_id,
                    "res_id": document.id,
                    # given here, so that it is not computed and written afterwards
                    "res_name": document.display_name,
                    "user_id": user.id,
                    "date_deadline": document._reminder_deadline(),
                    "automated": True,
                }
                for user, theirs in new.items()
                for document in theirs
            ]
        )
        return {user: theirs for user, theirs in new.items() if theirs}

    @api.model
    def _tell_people(self, told, template, get_message):
        """One message to each person about all their records; `told` is {user: records}.

        `get_message(env, records)` gives the subject, and the template's values, in the
        language and the time zone of the environment.
        """
        # whoever tells them is read with them
        for user in self.env["res.users"].union(self.env.user, *told):
            records = told.get(user)
            if not records:
                continue
            zone = user.tz or user.company_id._mkt_zone()
            qweb = self.env["ir.qweb"].with_context(lang=user.lang, tz=zone)
            subject, values = get_message(qweb.env, records.with_env(qweb.env))
            self.env["mail.thread"].message_notify(
                partner_ids=user.partner_id.ids,
                subject=subject,
                body=qweb._render(template, values),
            )

    def _reminder_deadline(self):
        """The day on which the activity is due: today, unless the document says when."""
        return self.company_id._mkt_today()

    def _forget_reminders(self, xmlid):
        """Take the activities of the type down, whoever has them; called as superuser."""
        self._reminders(xmlid).unlink()

    def _finish_reminders(self, xmlid):
        """What the activities of the type ask for is done; called as superuser."""
        self._reminders(xmlid).active = False

    def _reminders(self, xmlid):
        kind = self.env["ir.model.data"]._xmlid_to_res_id(xmlid)
        # with all that the host reads to count them anew
        return self.env["mail.activity"].search_fetch(self._reminders_domain(kind))

    def _reminders_domain(self, activity_type_id):
        return [
            ("activity_type_id", "=", activity_type_id),
            ("res_model", "=", self._name),
            ("res_id", "in", self.ids),
        ]
