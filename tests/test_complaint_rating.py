"""The customer rates a closed case; nobody else does it for the customer."""

from odoo.exceptions import AccessError

from .case_steps import CaseStepsMixin
from .common import OfficeCase, OfficeHttpCase


class TestComplaintRating(CaseStepsMixin, OfficeCase):
    posts = ("service_clerk", "customer_service_manager")
    mail_disabled = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer()

    def test_rating_is_asked_after_closing(self):
        case = self.make_case("decided")
        self.assertFalse(case.sudo().rating_ids)
        case.action_close()
        rating = case.sudo().rating_ids
        self.assertEqual(rating.partner_id, self.customer)
        self.assertFalse(rating.consumed)
        body = self.env["mail.message"].search(
            [("model", "=", case._name), ("res_id", "=", case.id)], order="id desc"
        )
        self.assertTrue(any(rating.access_token in m.body for m in body))

    def test_low_rating_asks_the_manager_to_reopen(self):
        case = self.make_case("closed").sudo()
        case.rating_apply(1, rating=case.rating_ids, feedback="Still broken")
        activity = case.activity_ids
        self.assertEqual(activity.user_id, self.users["customer_service_manager"])
        self.assertEqual(case.rating_last_value, 1)

    def test_good_rating_asks_nothing(self):
        case = self.make_case("closed").sudo()
        case.rating_apply(5, rating=case.rating_ids)
        self.assertFalse(case.activity_ids)

    def test_colleague_cannot_rate_for_the_customer(self):
        case = self.make_case("closed")
        with self.assertRaises(AccessError):
            case.message_post(body="Great", rating_value=5)

    def test_case_without_contact_closes_all_the_same(self):
        case = self.make_case("decided", partner_id=False, email_from=False)
        case.action_close()
        self.assertEqual(case.state, "closed")


class TestRatingPage(CaseStepsMixin, OfficeHttpCase):
    posts = ("service_clerk", "customer_service_manager")

    def test_opening_the_link_rates_nothing_sending_the_page_does(self):
        self.customer = self.make_customer()
        case = self.make_case("closed").sudo()
        token = case.rating_ids.access_token
        page = self.url_open(f"/rate/{token}/5")
        self.assertEqual(page.status_code, 200)
        self.assertFalse(case.rating_ids.consumed)
        csrf = page.text.split('name="csrf_token"', 1)[1].split('value="', 1)[1]
        self.url_open(
            f"/rate/{token}/submit_feedback",
            data={"rate": "5", "feedback": "Good", "csrf_token": csrf.split('"', 1)[0]},
        )
        self.env.invalidate_all()
        self.assertTrue(case.rating_ids.consumed)
        self.assertEqual(case.rating_last_value, 5)
