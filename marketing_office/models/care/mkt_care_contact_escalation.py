from odoo import models


class CareContactEscalation(models.Model):
    """Contacts that nobody makes go up: the account manager, then the posts above."""

    _inherit = "mkt.care.contact"

    def _asked_people(self):
        return {contact: contact.user_id for contact in self}

    def _notify(self, told):
        for user, contacts in told.items():
            qweb = self.env["ir.qweb"].with_context(lang=user.lang)
            self.env["mail.thread"].message_notify(
                partner_ids=user.partner_id.ids,
                subject=qweb.env._(
                    "Customer care: %(count)s contacts overdue", count=len(contacts)
                ),
                body=qweb._render(
                    "marketing_office.care_escalation_message",
                    {"contacts": contacts.with_env(qweb.env)},
                ),
            )
