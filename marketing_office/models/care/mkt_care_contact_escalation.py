from odoo import models


class CareContactEscalation(models.Model):
    """Contacts that nobody makes go up: the account manager, then the posts above."""

    _inherit = "mkt.care.contact"

    def _asked_people(self):
        return {contact: contact.user_id for contact in self}

    def _notify(self, told):
        self._tell_people(
            told,
            "marketing_office.care_escalation_message",
            lambda env, contacts: (
                env._("Customer care: %(count)s contacts overdue", count=len(contacts)),
                {"contacts": contacts},
            ),
        )
