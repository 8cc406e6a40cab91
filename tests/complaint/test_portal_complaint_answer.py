import re
from datetime import timedelta

from .portal_case import PortalCase


class TestPortalComplaintAnswer(PortalCase):
    def setUp(self):
        super().setUp()
        self.case = self.make_case("decided")

    def test_customer_accepts(self):
        self.sign_in()
        self.submit(f"/my/complaints/{self.case.id}/accept")
        self.assertEqual(self.case.state, "closed")
        self.assertEqual(self.case.acceptance, "accepted")

    def test_customer_refuses(self):
        self.sign_in()
        self.submit(f"/my/complaints/{self.case.id}/refuse", reason="Too little")
        self.assertEqual(self.case.state, "investigating")
        self.assertEqual(self.case.acceptance, "refused")

    def test_customer_refuses_without_a_reason(self):
        self.sign_in()
        page = self.submit(f"/my/complaints/{self.case.id}/refuse", reason=" ").text
        self.assertIn("alert-danger", page)
        self.assertEqual(self.case.state, "decided")

    def test_unknown_answer(self):
        self.sign_in()
        token = re.search(
            r'name="csrf_token" value="([^"]+)"', self.page("/my/complaints/new").text
        )
        self.url_open(
            f"/my/complaints/{self.case.id}/whatever",
            data={"csrf_token": token[1], "reason": "x"},
        )
        self.assertEqual(self.case.state, "decided")

    def test_another_customer(self):
        self.case.sudo().partner_id = self.stranger
        self.sign_in()
        self.submit(f"/my/complaints/{self.case.id}/accept")
        self.assertEqual(self.case.state, "decided")

    def test_colleagues_do_not_answer_for_the_customer(self):
        for code in ("finance_manager", "customer_service_manager"):
            self.sign_in(self.users[code])
            with self.subTest(code=code):
                self.submit(f"/my/complaints/{self.case.id}/accept")
                self.assertEqual(self.case.state, "decided")

    def test_open_case_is_not_reopened(self):
        self.sign_in()
        self.submit(f"/my/complaints/{self.case.id}/reopen", reason="x")
        self.assertEqual(self.case.state, "decided")

    def test_customer_does_not_see_what_is_being_drafted(self):
        self.case.action_refuse("Too little")
        self.case.response = "<p>Draft of an answer</p>"
        self.prepare_decision(
            self.case,
            decision_note="<p>Draft of a decision</p>",
            compensation_amount=4711,
        )
        self.sign_in()
        page = self.page(f"/my/complaints/{self.case.id}").text
        for draft in ("Draft of an answer", "Draft of a decision", "4,711"):
            self.assertNotIn(draft, page)

    def test_matter_that_goes_on_is_taken_up_once(self):
        self.case.action_accept()
        self.company.mkt_reopen_days = 0
        self.case.sudo().closed_at -= timedelta(days=2)
        url = f"/my/complaints/{self.case.id}"
        token = self.case._for_customer()._portal_ensure_token()
        pages = [
            self.submit_without_sign_in(url, token, reason=f"Again {number}")
            for number in range(2)
        ]
        case = self.env["mkt.complaint"].search([("previous_id", "=", self.case.id)])
        self.assertEqual(len(case), 1)
        for page in pages:
            self.assertIn(case.number, page.text)
        self.assertIn("Again 1", case.message_ids[0].body)

    def submit_without_sign_in(self, url, token, **values):
        form = self.page(f"{url}?access_token={token}").text
        csrf = re.search(r'name="csrf_token" value="([^"]+)"', form)
        data = {"csrf_token": csrf[1], "access_token": token, **values}
        return self.page(f"{url}/reopen", data=data)

    def test_customer_accepts_before_the_forum_has_spoken(self):
        case = self.make_case("decided", kind="dispute")
        self.sign_in()
        page = self.submit(f"/my/complaints/{case.id}/accept").text
        self.assertEqual((case.state, case.acceptance), ("decided", "accepted"))
        self.assertNotIn("o_complaint_answer", page)
        case.dispute_result = "Settled before the association"
        case.action_close()
        self.assertEqual(case.state, "closed")
