"""The customer rates a closed case; nobody else does it for the customer."""

from odoo.exceptions import AccessError

from ..common import OfficeCase, OfficeHttpCase
from .case_steps import CaseStepsMixin


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
        case.action_close("The customer said so on the telephone")
        rating = case.sudo().rating_ids
        self.assertEqual(rating.partner_id, self.customer)
        self.assertFalse(rating.consumed)
        mail = self.env["mail.mail"].search(
            [("recipient_ids", "in", self.customer.ids)], order="id desc", limit=1
        )
        self.assertIn(rating.access_token, mail.body_html)

    def test_nobody_in_the_office_gets_at_the_links(self):
        case = self.make_case("closed")
        rating = case.sudo().rating_ids
        for user in self.users.values():
            messages = self.env["mail.message"].with_user(user).search([])
            self.assertFalse([m for m in messages if rating.access_token in m.body])
            ratings = self.env["rating.rating"].with_user(user)
            self.assertNotIn(rating, ratings.search([]))
            with self.assertRaises(AccessError):
                ratings.browse(rating.id).read(["access_token"])

    def test_nobody_in_the_office_writes_a_rating(self):
        case = self.make_case("closed")
        rating = case.sudo().rating_ids.with_user(
            self.users["customer_service_manager"]
        )
        with self.assertRaises(AccessError):
            rating.write({"rating": 5, "consumed": True})
        with self.assertRaises(AccessError):
            rating.create(
                {
                    "res_model_id": self.env["ir.model"]._get_id("mkt.complaint"),
                    "res_id": case.id,
                    "rating": 5,
                    "consumed": True,
                }
            )
        with self.assertRaises(AccessError):
            case.rating_apply(5, rating=rating)

    def as_the_public(self, case):
        """The case as the page of the rating link has it: nobody is signed in."""
        return case.with_user(self.env.ref("base.public_user")).sudo()

    def test_nobody_in_the_office_turns_another_rating_into_one(self):
        """The host's rules ask what a record was before it is written."""
        case = self.make_case("closed")
        kind = self.env["ir.model"]._get_id(case._name)
        for user in (self.make_user("without_post"), *self.users.values()):
            ratings = self.env["rating.rating"].with_user(user)
            rating = ratings.create({"res_id": case.id, "rating": 5, "consumed": True})
            with self.subTest(user.login), self.assertRaises(AccessError):
                rating.res_model_id = kind
                self.env.flush_all()
            self.env.invalidate_all()

    def test_low_rating_asks_the_manager_to_reopen(self):
        case = self.as_the_public(self.make_case("closed"))
        case.rating_apply(1, rating=case.rating_ids, feedback="Still broken")
        activity = case.activity_ids
        self.assertEqual(activity.user_id, self.users["customer_service_manager"])
        self.assertEqual(case.rating_last_value, 1)

    def test_good_rating_asks_nothing(self):
        case = self.as_the_public(self.make_case("closed"))
        case.rating_apply(5, rating=case.rating_ids)
        self.assertFalse(case.activity_ids)

    def test_colleague_cannot_rate_for_the_customer(self):
        case = self.make_case("closed")
        with self.assertRaises(AccessError):
            case.message_post(body="Great", rating_value=5)

    def test_case_without_contact_closes_all_the_same(self):
        case = self.make_case("decided", partner_id=False, email_from=False)
        case.action_close("The customer said so on the telephone")
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

    def test_colleague_cannot_rate_through_the_chatter(self):
        self.customer = self.make_customer()
        case = self.make_case("closed")
        login = self.users["service_clerk"].login
        self.authenticate(login, login)
        # the host's route posts with sudo
        self.make_jsonrpc_request(
            "/mail/message/post",
            {
                "thread_model": "mkt.complaint",
                "thread_id": case.id,
                "post_data": {"body": "Great", "rating_value": 5},
            },
        )
        self.env.invalidate_all()
        self.assertFalse(case.sudo().rating_ids.filtered("consumed"))
        self.assertFalse(case.sudo().rating_last_value)
