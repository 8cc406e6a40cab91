from datetime import datetime, timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form

from ..common import OfficeCase


class TestComplaintEntry(OfficeCase):
    """Cases entered in the back office when a customer calls."""

    posts = ("service_clerk", "sales_staff", "customer_service_manager", "leadership")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = cls.users["service_clerk"]
        cls.complaints = cls.env["mkt.complaint"].with_user(cls.clerk)
        cls.customer = cls.make_customer(phone="+86 21 5555 0100")

    def test_form(self):
        with Form(self.complaints) as form:
            form.name = "Relay fails"
            form.partner_id = self.customer
            self.assertEqual(form.email_from, self.customer.email)
        complaint = form.record
        self.assertEqual(complaint.phone, self.customer.phone)
        self.assertEqual(complaint.state, "received")
        self.assertEqual(complaint.channel, "phone")

    def test_a_subject_that_nobody_sees_is_refused(self):
        complaint = self.complaints.create({"name": "Case"})
        for name in ("", "  ", "\u3000", "\u200b\ufeff", " \u2060\t"):
            with self.subTest(name=ascii(name)):
                with self.assertRaises(UserError):
                    self.complaints.create({"name": name})
                with self.assertRaises(UserError):
                    complaint.name = name
        complaint.name = "𠮷 🎉"
        self.assertEqual(complaint.name, "𠮷 🎉")

    def test_numbers_are_unique_and_in_order(self):
        created = self.complaints.create([{"name": f"Case {i}"} for i in range(5)])
        later = self.complaints.create({"name": "Later"})
        numbers = (created + later).mapped("number")
        self.assertEqual(numbers, sorted(set(numbers)))

    def test_number_names_the_year(self):
        year = str(datetime.now().year)
        self.assertIn(year, self.complaints.create({"name": "Case"}).number)

    def test_unsaved_form_uses_up_no_number(self):
        first = self.complaints.create({"name": "Case"})
        Form(self.complaints).name = "Not saved"
        second = self.complaints.create({"name": "Case"})
        self.assertEqual(int(second.number[-5:]), int(first.number[-5:]) + 1)

    def test_copy_begins_anew(self):
        complaint = self.complaints.create({"name": "Case"})
        complaint.action_acknowledge()
        copy = complaint.copy()
        self.assertNotEqual(copy.number, complaint.number)
        self.assertEqual(copy.state, "received")
        self.assertFalse(copy.acknowledged_at)

    def test_received_in_the_past(self):
        moment = datetime.now().replace(microsecond=0) - timedelta(days=2)
        complaint = self.complaints.create({"name": "Case", "received_at": moment})
        self.assertEqual(complaint.received_at, moment)

    def test_received_in_the_future(self):
        moment = datetime.now() + timedelta(hours=1)
        with self.assertRaises(ValidationError):
            self.complaints.create({"name": "Case", "received_at": moment})

    def test_handler_works_in_the_office(self):
        for user in (self.make_user("outsider"), self.users["leadership"]):
            with self.subTest(user=user.name), self.assertRaises(ValidationError):
                self.complaints.create({"name": "Case", "user_id": user.id})

    def test_handler_works_in_the_office_of_the_company(self):
        companies = self.company_b + self.company
        user = self.make_holder("member", login="colleague_b", companies=companies)
        with self.assertRaises(ValidationError):
            self.complaints.create({"name": "Case", "user_id": user.id})

    def test_order_of_another_company(self):
        order = self.env["sale.order"].create(
            {"partner_id": self.customer.id, "company_id": self.company_b.id}
        )
        with self.assertRaises(UserError):
            self.make_complaint(order_id=order.id)

    def test_never_deleted(self):
        complaint = self.complaints.create({"name": "Case"})
        manager = self.users["customer_service_manager"]
        for record in (complaint, complaint.with_user(manager)):
            with self.assertRaises(AccessError):
                record.unlink()
        with self.assertRaises(UserError):
            complaint.sudo().unlink()

    def test_entered_by_a_bystander(self):
        bystander = self.users["sales_staff"]
        complaint = (
            self.env["mkt.complaint"].with_user(bystander).create({"name": "Case"})
        )
        self.assertEqual(complaint.name, "Case")
        with self.assertRaises(AccessError):
            complaint.write({"name": "Other"})

    def test_handed_over_to_a_colleague(self):
        complaint = self.complaints.create({"name": "Case", "user_id": self.clerk.id})
        complaint.user_id = self.users["sales_staff"]
        colleague = complaint.with_user(self.users["sales_staff"])
        self.assertTrue(colleague.has_access("write"))
        self.assertFalse(complaint.has_access("write"))

    def test_searching_open_cases(self):
        complaint = self.complaints.create({"name": "Case"})
        other = self.complaints.create({"name": "Other"})
        other.action_cancel("by mistake")
        both = complaint + other
        for value, found in ((True, complaint), (False, other)):
            domain = [("id", "in", both.ids), ("is_open", "=", value)]
            self.assertEqual(self.complaints.search(domain), found)
