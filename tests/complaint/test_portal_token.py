"""The token of a case is the customer's: no colleague gets at it."""

from odoo.exceptions import AccessError
from odoo.tests.common import JsonRpcException

from ..common import OfficeCase, OfficeHttpCase
from .case_steps import CaseStepsMixin


class TestPortalToken(CaseStepsMixin, OfficeCase):
    posts = ("service_clerk", "customer_service_manager", "director")
    mail_disabled = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer()

    def test_colleagues_do_not_read_it(self):
        case = self.make_case("decided")
        token = case._for_customer()._portal_ensure_token()
        for user in self.users.values():
            own = case.with_user(user)
            with self.subTest(user.login), self.assertRaises(AccessError):
                own.read(["access_token"])
            self.assertNotIn("access_token", own.fields_get())
            bodies = "".join(own.message_ids.mapped("body"))
            self.assertNotIn(token, bodies)

    def test_colleagues_do_not_search_by_it(self):
        case = self.make_case("decided")
        token = case._for_customer()._portal_ensure_token()
        with self.assertRaises(AccessError):
            case.search([("access_token", "=", token)])

    def test_link_of_the_share_dialog_has_none(self):
        case = self.make_case("decided")
        token = case._for_customer()._portal_ensure_token()
        self.assertNotIn(token, case._get_share_url(redirect=True))
        self.assertIn(token, case._for_customer()._get_share_url(redirect=True))

    def test_mail_to_the_customer_has_it(self):
        case = self.make_case("decided")
        token = case.sudo().access_token
        mail = self.env["mail.mail"].search(
            [("recipient_ids", "in", self.customer.ids)], order="id desc", limit=1
        )
        self.assertIn(token, mail.body_html)


class TestPortalTokenRpc(CaseStepsMixin, OfficeHttpCase):
    posts = ("service_clerk", "customer_service_manager")

    def test_address_is_not_told_over_rpc(self):
        self.customer = self.make_customer()
        case = self.make_case("acknowledged")
        self.authenticate("service_clerk", "service_clerk")
        with self.assertRaises(JsonRpcException):
            self.call_kw("mkt.complaint", "get_portal_url", case.ids)
