import re

from odoo.tools import mute_logger

from .portal_case import PortalCase


class TestPortalComplaintForm(PortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls.make_order(cls.customer)
        cls.foreign_order = cls.make_order(cls.stranger)

    @classmethod
    def make_order(cls, partner):
        product = cls.env["product.product"].create({"name": "Relay"})
        order = cls.env["sale.order"].create(
            {
                "partner_id": partner.id,
                "order_line": [(0, 0, {"product_id": product.id})],
            }
        )
        order.action_confirm()
        return order

    def setUp(self):
        super().setUp()
        self.sign_in()
        self.before = self.cases()

    def new_case(self):
        return self.cases() - self.before

    def send(self, **values):
        values = {
            "name": "Relay fails",
            "kind": "complaint",
            "description": "First line\n<b>second</b>",
            **values,
        }
        return self.submit("/my/complaints/new", **values)

    def test_new_case(self):
        response = self.send(order_id=self.order.id)
        case = self.new_case()
        self.assertTrue(response.url.endswith(f"/my/complaints/{case.id}"))
        self.assertIn(case.number, response.text)
        self.assertRecordValues(
            case,
            [
                {
                    "name": "Relay fails",
                    "kind": "complaint",
                    "channel": "portal",
                    "state": "received",
                    "partner_id": self.customer.id,
                    "order_id": self.order.id,
                    "company_id": self.company.id,
                    "user_id": False,
                }
            ],
        )
        self.assertIn("&lt;b&gt;second", case.description)

    def test_files_in_the_place_of_texts(self):
        form = self.page("/my/complaints/new").text
        token = re.search(r'name="csrf_token" value="([^"]+)"', form)[1]
        texts = {"name": "Relay fails", "kind": "complaint", "description": "It does."}
        for name in texts:
            with self.subTest(name):
                values = {k: v for k, v in texts.items() if k != name}
                response = self.page(
                    "/my/complaints/new",
                    data={"csrf_token": token, **values},
                    files={name: ("a.txt", b"text")},
                )
                self.assertFalse(self.new_case())
                # what was filled in is still there
                for text in values.values():
                    self.assertIn(text, response.text)
        for name in ("order_id", "form"):
            with self.subTest(name):
                self.page(
                    "/my/complaints/new",
                    data={"csrf_token": token, **texts},
                    files={name: ("a.txt", b"text")},
                )
        self.assertEqual(len(self.new_case()), 2)

    def test_characters_that_no_text_may_have(self):
        self.send(name="Relay\0 fails", description="It\0 does.")
        self.assertEqual(self.new_case().name, "Relay fails")

    def test_form_offers_own_orders_only(self):
        page = self.page("/my/complaints/new").text
        self.assertIn(self.order.name, page)
        self.assertNotIn(self.foreign_order.name, page)

    def test_somebody_elses_order(self):
        for order_id in (self.foreign_order.id, 999999999, "x"):
            with self.subTest(order=order_id):
                response = self.send(order_id=order_id)
                self.assertFalse(self.new_case())
                self.assertIn("alert-danger", response.text)
                self.assertNotIn(self.foreign_order.name, response.text)

    def test_forged_kind(self):
        for kind in ("dispute", "nonsense", ""):
            with self.subTest(kind=kind):
                self.assertIn("alert-danger", self.send(kind=kind).text)
                self.assertFalse(self.new_case())

    def test_forged_values_are_ignored(self):
        self.send(state="closed", partner_id=self.stranger.id, severity="3", number="1")
        case = self.new_case()
        self.assertEqual(case.state, "received")
        self.assertEqual(case.partner_id, self.customer)
        self.assertEqual(case.severity, "1")

    def test_empty_subject_keeps_what_was_typed(self):
        response = self.send(
            name="  ", description="Written at length", kind="service_request"
        )
        self.assertFalse(self.new_case())
        self.assertIn("alert-danger", response.text)
        self.assertIn("Written at length", response.text)
        self.assertRegex(response.text, r'value="service_request"\s+selected')

    def test_a_subject_that_nobody_sees_is_empty(self):
        self.send(name="\u200b\u3000")
        self.assertFalse(self.new_case())

    def test_empty_description_keeps_the_subject(self):
        response = self.send(description=" ")
        self.assertFalse(self.new_case())
        self.assertIn('value="Relay fails"', response.text)

    def test_without_csrf_token(self):
        values = {"name": "Relay", "kind": "complaint", "description": "It fails"}
        response = self.url_open("/my/complaints/new", data=values)
        self.assertEqual(response.status_code, 400)
        self.assertFalse(self.new_case())

    def form(self):
        """The hidden fields of an empty form."""
        page = self.page("/my/complaints/new").text
        return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', page))

    def send_form(self, **values):
        values = {
            "name": "Relay fails",
            "kind": "complaint",
            "description": "Twice",
            **values,
        }
        return self.page("/my/complaints/new", data=values)

    def test_one_form_sent_twice_is_one_case(self):
        form = self.form()
        pages = [self.send_form(**form) for _time in range(2)]
        case = self.new_case()
        self.assertEqual(len(case), 1)
        for page in pages:
            self.assertTrue(page.url.endswith(f"/my/complaints/{case.id}"))

    def test_two_forms_are_two_cases(self):
        for form in (self.form(), self.form()):
            self.send_form(**form)
        self.assertEqual(len(self.new_case()), 2)

    def test_form_with_a_mistake_is_sent_again(self):
        form = self.form()
        page = self.send_form(**form, name="").text
        self.assertFalse(self.new_case())
        self.assertIn(form["form"], page)
        self.send_form(**form)
        self.assertEqual(len(self.new_case()), 1)

    def test_form_of_another_customer(self):
        """Whoever knows it makes no case of theirs, and learns nothing of it."""
        form = self.form()
        self.foreign.sudo().portal_form = form["form"]
        with mute_logger("odoo.sql_db"):
            page = self.send_form(**form)
        self.assertFalse(self.new_case())
        self.assertNotIn(self.foreign.name, page.text)
