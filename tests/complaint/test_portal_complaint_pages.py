from odoo.exceptions import AccessError

from .portal_case import PortalCase


class TestPortalComplaintPages(PortalCase):
    def test_list_shows_own_cases_only(self):
        self.sign_in()
        page = self.page("/my/complaints").text
        self.assertIn(self.own.number, page)
        self.assertNotIn(self.foreign.number, page)
        self.assertNotIn(self.foreign.name, page)

    def test_list_filtered_and_sorted(self):
        closed = self.make_case("closed", name="An old case")
        self.sign_in()
        page = self.page("/my/complaints?filterby=open&sortby=state").text
        self.assertIn(self.own.name, page)
        self.assertNotIn(closed.name, page)

    def test_list_bears_nonsense(self):
        self.sign_in()
        page = self.page("/my/complaints?filterby=nonsense&sortby=nonsense").text
        self.assertIn(self.own.name, page)

    def test_page_bears_nonsense(self):
        self.sign_in()
        for query in ("complaint=1", "error=Pay%20me", "values=1", "document=1"):
            with self.subTest(query):
                page = self.page(f"/my/complaints/{self.own.id}?{query}").text
                self.assertIn("Our own case", page)
                self.assertNotIn("Pay me", page)
        self.assertEqual(self.url_open(f"/my/complaints/{10**20}").status_code, 404)

    def test_page_of_an_own_case(self):
        self.sign_in()
        page = self.page(f"/my/complaints/{self.own.id}").text
        self.assertIn(self.own.number, page)
        self.assertIn(self.own.name, page)

    def test_page_of_a_case_of_the_own_company(self):
        firm = self.make_customer("Firm", is_company=True)
        self.customer.parent_id = firm
        case = self.make_complaint(name="Of a colleague", partner_id=firm.id)
        self.sign_in()
        self.assertIn("Of a colleague", self.page(f"/my/complaints/{case.id}").text)

    def test_page_of_another_customer(self):
        self.sign_in()
        response = self.page(f"/my/complaints/{self.foreign.id}")
        self.assertTrue(response.url.endswith("/my"))
        self.assertNotIn(self.foreign.name, response.text)
        self.assertNotIn(self.foreign.number, response.text)

    def test_page_of_no_case(self):
        self.sign_in()
        self.assertTrue(self.page("/my/complaints/999999999").url.endswith("/my"))

    def test_pages_ask_to_sign_in(self):
        for path in ("/my/complaints", "/my/complaints/new"):
            with self.subTest(path=path):
                self.assertIn("/web/login", self.page(path).url)

    def test_answer_is_shown_once_it_is_given(self):
        case = self.make_case("investigating")
        case.response = "<p>Not yet told</p>"
        self.sign_in()
        self.assertNotIn("Not yet told", self.page(f"/my/complaints/{case.id}").text)
        case.action_respond()
        self.assertIn("Not yet told", self.page(f"/my/complaints/{case.id}").text)

    def test_token_opens_the_page(self):
        token = self.own._for_customer()._portal_ensure_token()
        path = f"/my/complaints/{self.own.id}?access_token={token}"
        self.assertIn(self.own.name, self.page(path).text)

    def test_wrong_token_opens_nothing(self):
        self.own._for_customer()._portal_ensure_token()
        token = self.foreign._for_customer()._portal_ensure_token()
        for wrong in ("", "x", token):
            path = f"/my/complaints/{self.own.id}?access_token={wrong}"
            with self.subTest(token=wrong):
                self.assertNotIn(self.own.name, self.page(path).text)

    def test_looking_changes_nothing(self):
        self.own._for_customer()._portal_ensure_token()
        self.env.flush_all()
        self.sign_in()

        def situation():
            self.env.invalidate_all()
            return (
                [(c.id, c.write_date, c.state) for c in self.cases()],
                self.env["mail.message"].search_count(
                    [("model", "=", "mkt.complaint")]
                ),
                self.env["ir.attachment"].search_count(
                    [("res_model", "=", "mkt.complaint")]
                ),
            )

        before = situation()
        for path in (
            "/my",
            "/my/complaints",
            f"/my/complaints/{self.own.id}",
            f"/my/complaints/{self.own.id}?access_token={self.own.access_token}",
            "/my/complaints/new?name=x&description=y&kind=complaint",
        ):
            self.page(path)
        self.assertEqual(situation(), before)

    def test_steps_are_not_taken_by_looking(self):
        case = self.make_case("decided")
        self.sign_in()
        for answer in ("accept", "refuse", "reopen"):
            self.url_open(f"/my/complaints/{case.id}/{answer}?reason=x")
        self.assertEqual(case.state, "decided")

    def test_what_the_office_notes_is_not_found_out(self):
        self.own.message_post(body="a liar, surely")
        self.own.action_cancel("a liar, surely")
        cases = self.env["mkt.complaint"].with_user(self.portal_user)
        for field in ("cancel_reason", "message_ids.body"):
            with self.subTest(field), self.assertRaises(AccessError):
                cases.search([(field, "ilike", "liar")])
        for field in ("cancel_reason", "cause_needs_action", "duplicate_count"):
            with self.subTest(field), self.assertRaises(AccessError):
                cases.browse(self.own.id).read([field])
