from ..common import OfficeTourCase


class TestTours(OfficeTourCase):
    """The main paths in a real browser."""

    posts = ("service_clerk",)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer()
        cls.portal_user = cls.make_portal_user(partner_id=cls.customer.id)
        # the host's own introductions would lie over the screen
        cls.users["service_clerk"].tour_enabled = False

    def test_service_clerk(self):
        # what other cases the database has stands in nobody's way
        self.env["mkt.complaint"].search([("state", "=", "received")]).action_cancel(
            "x"
        )
        case = self.make_complaint(partner_id=self.customer.id)
        # it has no handler: the first reader finds it on the desk
        self.assertFalse(case.user_id)
        login = self.users["service_clerk"].login
        self.start_tour("/odoo/desk", "marketing_office_service_clerk", login=login)
        self.assertEqual(case.state, "closed")
        self.assertEqual(case.user_id, self.users["service_clerk"])
        self.assertIn("We exchange the relay.", case.response)

    def test_a_call_in_two_steps(self):
        login = self.users["service_clerk"].login
        self.start_tour("/odoo/desk", "marketing_office_phone_call", login=login)
        [case] = self.env["mkt.complaint"].search([("name", "=", "How is it reset?")])
        self.assertEqual((case.state, case.channel), ("closed", "phone"))
        self.assertIn("Press it for three seconds.", case.response)

    def test_customer(self):
        self.start_tour(
            "/my", "marketing_office_customer", login=self.portal_user.login
        )
        case = self.env["mkt.complaint"].search([("partner_id", "=", self.customer.id)])
        self.assertRecordValues(
            case,
            [{"name": "Relay fails", "kind": "service_request", "channel": "portal"}],
        )
