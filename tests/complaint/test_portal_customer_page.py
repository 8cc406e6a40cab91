"""What the customer's page says besides: earlier answers, whose turn, by when, the rating."""

from datetime import timedelta

from odoo import fields

from .portal_case import PortalCase


class TestPortalCustomerPage(PortalCase):
    def refused(self, reason="Too little"):
        """A case whose decision the customer has refused on the page."""
        case = self.make_case("responded")
        self.to_decided(
            case,
            decision_note="<p>We take back the relay.</p>",
            compensation_amount=0,
        )
        self.sign_in()
        self.last = self.submit(f"/my/complaints/{case.id}/refuse", reason=reason).text
        return case

    def page_of(self, case):
        return self.page(f"/my/complaints/{case.id}").text

    def test_what_was_told_stays_after_a_refusal(self):
        case = self.refused()
        self.assertEqual(case.state, "investigating")
        for told in ("We exchange it.", "We take back the relay.", "Too little"):
            self.assertIn(told, self.last)
        self.assertIn("o_complaint_refused", self.last)
        # the next answer is a draft until it is sent
        case.response = "<p>Draft of an answer</p>"
        self.assertNotIn("Draft of an answer", self.page_of(case))
        self.to_responded(case)
        self.to_decided(case, decision_note="<p>We pay for the labour too.</p>")
        page = self.page_of(case)
        for told in ("We take back the relay.", "We pay for the labour too."):
            self.assertIn(told, page)
        self.assertNotIn("o_complaint_refused", page)

    def test_each_earlier_answer_stays(self):
        case = self.refused("First no")
        self.to_responded(case)
        self.to_decided(case, decision_note="<p>Second decision</p>")
        self.submit(f"/my/complaints/{case.id}/refuse", reason="Second no")
        page = self.page_of(case)
        self.assertEqual(page.count("o_complaint_earlier"), 2)
        self.assertLess(page.index("First no"), page.index("Second decision"))
        self.assertLess(page.index("Second decision"), page.index("Second no"))

    def test_what_was_told_stays_after_reopening(self):
        case = self.make_case("decided")
        case.action_accept()
        case.action_reopen("It failed again")
        self.sign_in()
        page = self.page_of(case)
        for told in ("We exchange it.", "You are right.", "It failed again"):
            self.assertIn(told, page)

    def test_the_reason_is_text(self):
        self.refused("<b>No</b><script>alert(1)</script>")
        self.assertNotIn("<script>alert(1)", self.last)
        self.assertIn("&lt;script&gt;alert(1)", self.last)

    def test_nobody_else_reads_what_was_told(self):
        case = self.refused()
        for user in (*self.users.values(), self.portal_user):
            fields_of = self.env["mkt.complaint"].with_user(user).fields_get()
            self.assertNotIn("earlier_answers", fields_of)
        case.sudo().partner_id = self.stranger
        self.assertNotIn("We take back the relay.", self.page_of(case))

    # ------------------------------------------------------------- whose turn it is

    def test_what_needs_the_customer_is_marked(self):
        decided = self.make_case("decided", name="A decided case")
        paused = self.make_case("investigating", name="A paused case")
        paused.action_pause("Which batch is it?")
        self.sign_in()
        page = self.page("/my/complaints").text
        self.assertEqual(page.count("o_needs_customer"), 2)
        waiting = self.page("/my/complaints?filterby=waiting").text
        for case, shown in ((decided, True), (paused, True), (self.own, False)):
            self.assertEqual(case.name in waiting, shown)
        found = self.env["mkt.complaint"].search([("needs_customer", "=", True)])
        self.assertEqual(found.ids, (decided | paused).sorted().ids)
        self.assertEqual(
            (decided | paused | self.own).filtered("needs_customer"), decided | paused
        )
        decided.action_accept()
        self.assertFalse(decided.needs_customer)
        self.assertEqual(self.page("/my/complaints").text.count("o_needs_customer"), 1)

    # ------------------------------------------------------------- the promised time

    def test_the_promised_time_after_submitting(self):
        self.sign_in()
        page = self.submit(
            "/my/complaints/new",
            name="Relay fails",
            kind="complaint",
            description="It does not close.",
        ).text
        case = self.cases()[:1]
        self.assertEqual(case.name, "Relay fails")
        clock = case.sudo().clock_ids.filtered(lambda c: c.metric == "respond")
        self.assertTrue(clock.deadline_at)
        self.assertEqual(case.sudo()._promised_at(), clock.deadline_at)
        self.assertIn("o_complaint_promised", page)
        local = fields.Datetime.context_timestamp(
            case.with_context(tz=self.portal_user.tz or "UTC"), clock.deadline_at
        )
        self.assertIn(str(local.minute).zfill(2), page)
        # once it is the customer's turn, nothing is promised
        self.assertFalse(self.make_case("decided").sudo()._promised_at())
        self.assertFalse(self.make_case("closed").sudo()._promised_at())

    def test_a_missed_promise_is_admitted(self):
        clock = self.own.sudo().clock_ids.filtered(lambda c: c.metric == "respond")
        clock.deadline_at = fields.Datetime.now() - timedelta(hours=1)
        self.sign_in()
        self.assertIn("We are late", self.page_of(self.own))

    # ------------------------------------------------------------- the rating

    def rate(self, case, **values):
        return self.submit(f"/my/complaints/{case.id}/rate", **values).text

    def test_the_customer_rates_on_the_page(self):
        case = self.make_case("closed")
        self.sign_in()
        self.assertIn("o_complaint_rate", self.page_of(case))
        page = self.rate(case, rate="4", feedback="Quick")
        self.assertIn("o_complaint_rated", page)
        case = case.sudo()
        self.assertEqual(
            (case.rating_last_value, case.rating_last_feedback), (4, "Quick")
        )
        self.assertTrue(case.rated_at)
        self.assertEqual(case.rating_ids.partner_id, self.customer)
        # once
        self.assertIn("alert-danger", self.rate(case, rate="1"))
        self.assertEqual(case.rating_last_value, 4)

    def test_nonsense_is_no_rating(self):
        closed, decided = self.make_case("closed"), self.make_case("decided")
        self.sign_in()
        for rate in ("", "0", "6", "-1", "five", "4.5"):
            with self.subTest(rate=rate):
                self.assertIn("alert-danger", self.rate(closed, rate=rate))
        self.assertIn("alert-danger", self.rate(decided, rate="5"))
        self.assertFalse((closed | decided).sudo().filtered("rated_at"))

    def test_nobody_else_rates(self):
        case = self.make_case("closed")
        self.sign_in(self.users["customer_service_manager"])
        self.rate(case, rate="5")
        case.sudo().partner_id = self.stranger
        self.sign_in()
        self.rate(case, rate="5")
        self.assertFalse(case.sudo().rated_at)

    def test_rating_with_the_link_of_the_e_mail(self):
        case = self.make_case("closed")
        url = case._for_customer().get_portal_url()
        form = self.page(url).text
        csrf = form.split('name="csrf_token" value="')[1].split('"')[0]
        token = case._for_customer()._portal_ensure_token()
        data = {"csrf_token": csrf, "access_token": token, "rate": "5"}
        page = self.page(f"/my/complaints/{case.id}/rate", data=data).text
        self.assertIn("o_complaint_rated", page)
        self.assertEqual(case.sudo().rating_last_value, 5)
