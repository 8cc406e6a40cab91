from datetime import timedelta

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests.common import JsonRpcException
from odoo.tools import mute_logger

from ..common import POSTS, OfficeCase, OfficeHttpCase, Undone

GIVERS = {"director", "marketing_manager", "sales_manager"}


class TestCustomerAssignment(OfficeCase):
    """In whose hands a customer is decides who sees its cases; a manager decides that."""

    posts = POSTS

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = cls.company._mkt_today()
        cls.customer = cls.make_customer()
        cls.contact = cls.make_customer("Contact", parent_id=cls.customer.id)
        cls.manager = cls.users["account_manager"]
        cls.other = cls.make_holder("account_manager", login="other_manager")
        cls.complaint = cls.make_complaint(partner_id=cls.contact.id)

    def give(self, by, to=None, customer=None, **vals):
        return (
            self.env["mkt.customer.assignment"]
            .with_user(by)
            .create(
                {
                    "partner_id": (customer or self.customer).id,
                    "user_id": (to or self.manager).id,
                    **vals,
                }
            )
        )

    def sees(self, user, complaint=None):
        case = (complaint or self.complaint).with_user(user)
        found = bool(case.search([("id", "=", case.id)]))
        self.assertEqual(case.has_access("read"), found)
        return found

    # ------------------------------------------------------------- access

    def test_the_salesperson_of_the_host_opens_nothing(self):
        sales = self.make_user("sales_user", groups="sales_team.group_sale_manager")
        for writer in (self.manager, sales):
            self.customer.sudo(False).with_user(writer).sudo().user_id = self.manager
            self.assertFalse(self.sees(self.manager))

    def test_the_customers_cases(self):
        assignment = self.give(self.users["sales_manager"])
        self.assertTrue(self.sees(self.manager))
        self.assertFalse(self.sees(self.other))
        self.complaint.with_user(self.manager).phone = "555"
        assignment.sudo().date_from = self.today - timedelta(days=9)
        assignment.sudo().date_to = self.today - timedelta(days=1)
        self.assertFalse(self.sees(self.manager))

    def test_not_before_it_begins(self):
        tomorrow = self.today + timedelta(days=1)
        self.give(self.users["director"], date_from=tomorrow)
        self.assertFalse(self.sees(self.manager))

    def test_in_the_company_of_the_assignment(self):
        self.manager.company_ids += self.company_b
        self.assign(self.manager, "account_manager", company_id=self.company_b.id)
        self.give_customer(self.customer, self.manager, company_id=self.company_b.id)
        self.assertFalse(self.sees(self.manager))

    def test_of_an_account_manager_alone(self):
        seller = self.users["sales_staff"]
        self.give(self.users["sales_manager"], seller)
        self.assertFalse(self.sees(seller))

    def test_desk_card(self):
        card = self.env.ref("marketing_office.desk_card_my_customers_cases")
        self.give(self.users["director"])
        for user, expected in ((self.manager, 1), (self.other, 0)):
            domain = card.with_user(user).action_open()["filter"]["domain"]
            found = self.env["mkt.complaint"].with_user(user).search_count(domain)
            self.assertEqual(found, expected)

    # ------------------------------------------------------------- who gives

    def test_who_gives(self):
        given = set()
        for code, user in self.users.items():
            try:
                with self.cr.savepoint():
                    self.give(user, self.other)
                    given.add(code)
                    raise ValidationError("again")
            except UserError:
                pass
        self.assertEqual(given, GIVERS)

    def test_nobody_gives_to_themselves(self):
        for code in GIVERS:
            with self.subTest(code), self.assertRaises(AccessError):
                self.give(self.users[code], self.users[code])

    def test_nobody_changes_their_own(self):
        manager = self.users["sales_manager"]
        own = self.give(self.users["director"], manager).with_user(manager)
        with self.assertRaises(AccessError):
            own.action_end()

    def test_not_in_another_company(self):
        self.users["director"].company_ids += self.company_b
        self.manager.company_ids += self.company_b
        self.assign(self.manager, "member", company_id=self.company_b.id)
        with self.assertRaises(UserError):
            self.give(self.users["director"], company_id=self.company_b.id)

    def test_only_to_members_of_the_office(self):
        for user in (
            self.make_user("outside"),
            self.users["leadership"],
            self.env.ref("base.user_root"),
        ):
            with self.subTest(user=user.login), self.assertRaises(ValidationError):
                self.give(self.users["director"], user)

    def test_only_commercial_entities(self):
        with self.assertRaises(ValidationError):
            self.give(self.users["director"], customer=self.contact)

    def test_customer_of_another_company(self):
        self.customer.company_id = self.company_b
        with self.assertRaises(UserError):
            self.give(self.users["director"])

    # ------------------------------------------------------------- history

    def test_what_has_begun_stays(self):
        director = self.users["director"]
        assignment = self.give(director)
        for vals in (
            {"date_from": "2020-01-01"},
            {"date_from": "2099-01-01"},
            {"date_to": self.today - timedelta(days=1)},
            {"partner_id": self.make_customer("Another").id},
            {"user_id": self.other.id},
            {"is_merged": True},
        ):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                assignment.write(vals)
        with self.assertRaises(UserError):
            assignment.unlink()
        assignment.action_end()
        self.assertEqual(assignment.date_to, self.today)

    @mute_logger("odoo.sql_db")
    def test_one_person_at_a_time(self):
        director = self.users["director"]
        first = self.give(director)
        tomorrow = self.today + timedelta(days=1)
        for days in ({}, {"date_from": tomorrow}):
            with self.assertRaises(IntegrityError), self.cr.savepoint():
                self.give(director, self.other, **days)
        first.action_end()
        self.assertTrue(self.give(director, self.other, date_from=tomorrow))

    @mute_logger("odoo.sql_db")
    def test_the_database_holds_it_too(self):
        first = self.give_customer(self.customer, self.manager)
        tomorrow = self.today + timedelta(days=1)
        first.date_to = self.today
        second = self.give_customer(self.customer, self.other, date_from=tomorrow)
        self.env.flush_all()
        with self.assertRaises(IntegrityError):
            self.env.cr.execute(
                "UPDATE mkt_customer_assignment SET date_from = %s WHERE id = %s",
                [self.today, second.id],
            )

    def test_two_companies(self):
        self.other.company_ids += self.company_b
        self.assign(self.other, "account_manager", company_id=self.company_b.id)
        self.give_customer(self.customer, self.manager)
        self.give_customer(self.customer, self.other, company_id=self.company_b.id)
        self.assertTrue(self.sees(self.manager))
        self.assertFalse(self.sees(self.other))

    # ------------------------------------------------------------- the host

    def test_the_salesperson_follows(self):
        self.contact.user_id = self.customer.user_id = self.other
        self.give(self.users["director"])
        partners = self.customer | self.contact
        self.assertEqual(partners.user_id, self.manager)
        assignment = self.customer.mkt_assignment_ids
        assignment.date_from = self.today - timedelta(days=9)
        assignment.date_to = self.today - timedelta(days=1)
        self.assertFalse(partners.user_id)

    def test_the_salesperson_follows_as_the_days_pass(self):
        tomorrow = self.today + timedelta(days=1)
        self.give(self.users["director"], date_from=tomorrow)
        self.assertFalse(self.customer.user_id)
        self.env.cr.execute(
            "UPDATE mkt_customer_assignment SET date_from = %s", [self.today]
        )
        self.env.invalidate_all()
        self.env["mkt.customer.assignment"]._cron_follow()
        self.assertEqual(self.customer.user_id, self.manager)

    def test_the_salesperson_of_an_assigned_customer_is_not_overwritten(self):
        self.give(self.users["director"])
        sales = self.make_user("sales_user", groups="sales_team.group_sale_manager")
        group = self.env.ref("base.group_partner_manager")
        sales.group_ids += group
        with self.assertRaises(UserError) as refused:
            self.customer.with_user(sales).user_id = sales
        self.assertIn(self.manager.name, str(refused.exception))
        free = self.make_customer("Free")
        free.with_user(sales).user_id = sales
        self.assertEqual(free.user_id, sales)

    def test_contacts_do_not_leave_whose_customer_is_in_somebodys_hands(self):
        other = self.make_customer("Other", is_company=True)
        self.give_customer(self.customer, self.manager)
        sales = self.make_user("sales_user", groups="sales_team.group_sale_manager")
        sales.group_ids += self.env.ref("base.group_partner_manager")
        for vals in ({"parent_id": other.id}, {"commercial_partner_id": other.id}):
            with self.subTest(vals=vals):
                with self.assertRaises(AccessError) as refused, Undone(self.env):
                    self.contact.with_user(sales).write({**vals})
                self.assertIn(self.manager.name, str(refused.exception))
        self.contact.with_user(sales).write(
            {"parent_id": self.customer.id, "name": "A"}
        )
        free = self.make_customer("Free")
        free.with_user(sales).parent_id = other
        self.assertEqual(free.commercial_partner_id, other)
        for mover in (self.users["sales_manager"], self.manager):
            self.contact.with_user(mover).parent_id = other
            self.assertEqual(self.contact.commercial_partner_id, other)
            self.contact.parent_id = self.customer

    def test_customers_nobody_holds_keep_their_salesperson(self):
        self.customer.user_id = self.other
        assignment = self.give(self.users["director"], date_from="2099-01-01")
        assignment.unlink()
        self.assertEqual(self.customer.user_id, self.other)

    def test_contacts_stay_readable_without_a_post(self):
        self.give(self.users["director"])
        contacts = self.customer.with_user(self.make_user("reader"))
        self.assertNotIn("mkt_assignment_ids", contacts.fields_get())
        self.assertTrue(contacts.read(["name", "user_id"]))

    def merge(self, *partners):
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        *sources, destination = partners
        ids = [partner.id for partner in partners]
        wizard._merge(ids, destination, extra_checks=False)
        return destination

    def test_merged_customers_keep_their_history(self):
        twin = self.make_customer("Twin")
        gone = self.give_customer(self.customer, self.manager)
        kept = self.give_customer(twin, self.other)
        self.merge(self.customer, twin)
        self.assertEqual((gone | kept).exists(), gone | kept)
        self.assertEqual((gone | kept).partner_id, twin)
        self.assertEqual((gone | kept).filtered("is_active"), kept)
        self.assertEqual(twin.user_id, self.other)
        self.assertTrue(self.sees(self.other))
        self.assertFalse(self.sees(self.manager))

    def test_a_merged_customer_stays_in_its_hands(self):
        twin = self.make_customer("Twin")
        assignment = self.give_customer(self.customer, self.manager)
        self.merge(self.customer, twin)
        self.assertEqual(assignment.partner_id, twin)
        self.assertTrue(assignment.is_active)
        self.assertEqual(twin.user_id, self.manager)

    def test_a_customer_that_becomes_part_of_another(self):
        self.give_customer(self.customer, self.manager)
        group = self.make_customer("Group", is_company=True)
        self.customer.write({"parent_id": group.id, "is_company": False})
        self.assertFalse(self.sees(self.manager))
        self.give_customer(group, self.other)
        self.assertTrue(self.sees(self.other))

    # ------------------------------------------------------------- readers

    def test_who_looks_after_the_customers(self):
        assignments = self.env["mkt.customer.assignment"]
        self.give_customer(self.customer, self.manager)
        free = self.make_customer("Free")
        partners = self.contact | free
        self.assertEqual(
            assignments._managers(partners, self.company), {self.customer: self.manager}
        )
        self.assertFalse(assignments._managers(partners, self.company_b))

    def test_invitations_name_who_looks_after_the_customer(self):
        self.customer.user_id = self.other
        survey = self.env.ref("marketing_office.survey_satisfaction")
        answers = survey._create_answer(partner=self.contact)
        answers._mkt_mark_invited(self.company)
        self.assertFalse(answers.mkt_user_id)
        self.give_customer(self.customer, self.manager)
        answers._mkt_mark_invited(self.company)
        self.assertEqual(answers.mkt_user_id, self.manager)


class TestCustomerAssignmentRpc(OfficeHttpCase):
    posts = ("director", "account_manager", "sales_staff")

    @mute_logger("odoo.sql_db", "odoo.http")
    def test_the_refusal_says_what_to_do(self):
        customer = self.make_customer()
        self.give_customer(customer, self.users["account_manager"])
        login = self.users["director"].login
        self.authenticate(login, login)
        vals = {"partner_id": customer.id, "user_id": self.users["sales_staff"].id}
        with self.assertRaises(JsonRpcException) as refused:
            self.call_kw("mkt.customer.assignment", "create", [vals])
        self.assertIn("ValidationError", str(refused.exception))
        self.assertEqual(len(customer.mkt_assignment_ids), 1)
