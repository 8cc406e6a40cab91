"""Who the customer of a case is: nobody who works here, nor one whom the handler picks late."""

from odoo.exceptions import AccessError, ValidationError
from odoo.tests.common import JsonRpcException
from odoo.tools import mute_logger

from ..common import OfficeCase, OfficeHttpCase, Undone
from .case_steps import CaseStepsMixin


class TestCaseCustomer(CaseStepsMixin, OfficeCase):
    posts = ("service_clerk", "customer_service_manager", "account_manager", "director")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer()
        cls.friend = cls.make_customer("Friend")

    def test_nobody_of_the_office(self):
        case = self.make_case()
        for user in (self.users["service_clerk"], self.users["director"]):
            for vals in (
                {"partner_id": user.partner_id.id},
                {"email_from": f"Me <{user.email.upper()}>"},
            ):
                with self.subTest(vals=vals), self.assertRaises(ValidationError):
                    case.write(vals)
                with self.subTest(vals=vals), self.assertRaises(ValidationError):
                    case.create({"name": "Mine", **vals})
        case.write({"partner_id": self.friend.id, "email_from": "else@example.com"})
        self.assertEqual(case.partner_id, self.friend)

    def test_portal_customers_are_no_colleagues(self):
        case = self.make_case()
        case.partner_id = self.make_portal_user().partner_id
        self.assertTrue(case.partner_id)

    def test_the_handler_names_no_other_customer_after_the_answer(self):
        for state in ("responded", "decided"):
            case = self.make_case(state)
            with self.subTest(state):
                for value in (self.friend.id, False):
                    with self.assertRaises(AccessError):
                        case.partner_id = value
                colleague = self.make_customer("Colleague", parent_id=self.customer.id)
                case.partner_id = colleague
                managers = case.with_user(self.users["customer_service_manager"])
                managers.partner_id = self.friend
                self.assertEqual(case.partner_id, self.friend)

    def test_a_manager_who_handles_the_case_is_its_handler(self):
        manager = self.users["customer_service_manager"]
        case = self.make_case("responded").with_user(manager)
        case.user_id = manager
        with self.assertRaises(AccessError):
            case.partner_id = self.friend
        case.with_user(self.users["director"]).partner_id = self.friend
        self.assertEqual(case.partner_id, self.friend)


class MovedContactsMixin:
    """Contacts that change to another customer bring nobody the cases of strangers."""

    posts = ("account_manager", "customer_service_manager", "sales_staff")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.users["account_manager"]
        cls.own = cls.make_customer("Own", is_company=True)
        cls.give_customer(cls.own, cls.manager)
        cls.stranger = cls.make_customer("Stranger", is_company=True)
        cls.contact = cls.make_customer("Contact", parent_id=cls.stranger.id)
        cls.case = cls.make_complaint(partner_id=cls.contact.id)


class TestCasesOfMovedContacts(MovedContactsMixin, OfficeCase):
    def moves(self):
        """Ways to bring the contact, or its company, to the own customer."""
        contact, stranger, own = (
            record.with_user(self.manager)
            for record in (self.contact, self.stranger, self.own)
        )
        yield "contact", lambda: contact.write({"parent_id": own.id})
        yield (
            "company",
            lambda: stranger.write({"parent_id": own.id, "is_company": False}),
        )
        yield "entity", lambda: contact.write({"commercial_partner_id": own.id})

    def test_no_cases_of_strangers(self):
        for label, move in self.moves():
            with self.subTest(label):
                with self.assertRaises(AccessError), Undone(self.env):
                    move()
                self.assertFalse(self.case.with_user(self.manager).has_access("read"))

    def test_contacts_without_cases_are_moved(self):
        self.case.partner_id = False
        for label, move in self.moves():
            with self.subTest(label), Undone(self.env):
                move()
                self.assertEqual(self.contact.commercial_partner_id, self.own)

    def test_who_reads_the_cases_moves_the_contact(self):
        service = self.users["customer_service_manager"]
        service.group_ids += self.env.ref("base.group_partner_manager")
        self.contact.with_user(service).parent_id = self.own
        self.assertTrue(self.case.with_user(self.manager).has_access("read"))

    def test_people_without_cases_work_as_before(self):
        sales = self.make_user("sales_user", groups="sales_team.group_sale_manager")
        sales.group_ids += self.env.ref("base.group_partner_manager")
        self.contact.with_user(sales).parent_id = self.own
        self.assertEqual(self.contact.commercial_partner_id, self.own)


class TestCasesOfMovedContactsRpc(MovedContactsMixin, OfficeHttpCase):
    """What links contacts to a customer is done as whoever has signed in, there alone."""

    @mute_logger("odoo.http")
    def test_no_cases_of_strangers(self):
        self.authenticate(self.manager.login, self.manager.login)
        links = {"child_ids": [(4, self.contact.id)]}
        branch = {"name": "Branch", "is_company": False, "parent_id": self.own.id}
        for call in (
            ("write", self.own.ids, links),
            ("create", [{**branch, **links}]),
        ):
            with self.subTest(call[0]), self.assertRaises(JsonRpcException) as refused:
                self.call_kw("res.partner", *call)
            self.assertIn("AccessError", str(refused.exception))
            self.assertEqual(self.contact.parent_id, self.stranger)
        self.case.partner_id = False
        self.call_kw("res.partner", "write", self.own.ids, links)
        self.assertEqual(self.contact.parent_id, self.own)
