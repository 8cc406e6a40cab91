import re

from ..common import OfficeHttpCase
from .case_steps import CaseStepsMixin


class PortalCase(CaseStepsMixin, OfficeHttpCase):
    """The pages of the customer portal, as a customer's browser asks for them."""

    posts = ("service_clerk", "customer_service_manager", "finance_manager")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer("Li Na")
        cls.portal_user = cls.make_portal_user(partner_id=cls.customer.id)
        cls.stranger = cls.make_customer("Wang Wei")
        cls.own = cls.make_complaint(name="Our own case", partner_id=cls.customer.id)
        cls.foreign = cls.make_complaint(
            name="Somebody else's secret", partner_id=cls.stranger.id
        )

    def sign_in(self, user=None):
        login = (user or self.portal_user).login
        self.authenticate(login, login)

    def page(self, path, **kwargs):
        response = self.url_open(path, **kwargs)
        response.raise_for_status()
        return response

    def submit(self, path, **values):
        form = self.page("/my/complaints/new").text
        token = re.search(r'name="csrf_token" value="([^"]+)"', form)
        return self.page(path, data={"csrf_token": token[1], **values})

    def cases(self):
        return self.env["mkt.complaint"].search([])
