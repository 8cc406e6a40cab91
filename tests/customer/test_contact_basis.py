from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError

from ..common import OfficeCase


class TestContactBasis(OfficeCase):
    """Whoever refuses is not contacted; whoever has neither bought nor agreed, neither."""

    posts = ("sales_manager", "account_manager", "service_clerk", "promotion_manager")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer("Firm", phone="+86 512 6272 0001")
        cls.person = cls.make_customer(
            "Person", parent_id=cls.customer.id, phone="+86 139 0512 0001"
        )
        cls.manager = cls.users["account_manager"]
        cls.give_customer(cls.customer, cls.manager)

    def state(self, basis, channels=("phone",), by=None, person=None, **vals):
        person = (person or self.person).with_user(by or self.manager)
        return person._mkt_state_basis(channels, basis, "form 7", **vals)

    def may(self, channel, person=None, company=None):
        person = person or self.person
        found = person.with_user(self.manager)._mkt_may_contact(channel, company)
        return bool(found)

    def buy(self, partner, **vals):
        product = self.env["product.product"].create({"name": "Relay"})
        order = self.env["sale.order"].create(
            {
                "partner_id": partner.id,
                "company_id": self.company.id,
                "order_line": [(0, 0, {"product_id": product.id, "price_unit": 5})],
                **vals,
            }
        )
        order.action_confirm()
        return order

    # ------------------------------------------------------------- who may be contacted

    def test_without_a_basis(self):
        for channel in ("phone", "email", "sms", "wechat"):
            self.assertFalse(self.may(channel))
        why = self.person._mkt_contact_obstacles("phone")
        self.assertIn("consent", why[self.person])

    def test_whoever_has_bought(self):
        self.buy(self.person)
        self.assertTrue(self.may("phone"))
        self.assertTrue(self.may("phone", self.customer))
        self.assertFalse(self.may("phone", company=self.company_b))

    def test_a_quotation_is_no_contract(self):
        self.buy(self.person).state = "draft"
        self.assertFalse(self.may("phone"))

    def test_consent_of_one_channel(self):
        self.state("consent")
        self.assertTrue(self.may("phone"))
        self.assertFalse(self.may("sms"))
        self.assertFalse(self.may("phone", company=self.company_b))

    def test_the_firm_speaks_for_its_people(self):
        self.state("consent", person=self.customer)
        self.assertTrue(self.may("phone"))
        self.state("refused")
        self.assertFalse(self.may("phone"))

    def test_without_an_address(self):
        self.buy(self.person)
        self.person.write({"phone": False, "email": "no address"})
        self.assertFalse(self.may("phone"))
        self.assertFalse(self.may("email"))
        self.assertTrue(self.may("wechat"))

    def test_archived(self):
        self.buy(self.person)
        self.person.active = False
        self.assertFalse(self.may("phone"))

    def test_the_blacklists_of_the_host(self):
        self.buy(self.person)
        self.env["mail.blacklist"]._add(self.person.email)
        self.env["phone.blacklist"]._add([self.person.phone_sanitized])
        self.assertFalse(self.may("email"))
        self.assertFalse(self.may("phone"))
        self.assertFalse(self.may("sms"))

    def test_the_check_says_who_and_why(self):
        self.state("refused")
        with self.assertRaisesRegex(UserError, "form 7"):
            self.person._mkt_check_may_contact("phone")

    def test_queries_do_not_grow(self):
        def count(number):
            people = self.env["res.partner"].create(
                [{"name": f"P{n}", "phone": "+86 512 1"} for n in range(number)]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            people._mkt_may_contact("phone")
            people._mkt_may_contact("email")
            return self.env.cr.sql_log_count - before

        count(1)
        self.assertEqual(count(2), count(40))

    # ------------------------------------------------------------- statements

    def test_a_refusal_goes_to_the_blacklists(self):
        self.buy(self.person)
        self.state("refused", ("phone", "email"))
        self.assertTrue(self.person.is_blacklisted)
        self.assertTrue(self.person.phone_sanitized_blacklisted)
        self.state("consent", ("phone", "email"))
        self.assertFalse(self.person.is_blacklisted)
        self.assertFalse(self.person.phone_sanitized_blacklisted)
        self.assertTrue(self.may("phone"))

    def test_one_list_of_the_host_for_calls_and_messages(self):
        self.state("refused", ("sms",))
        self.state("consent", ("phone",))
        self.assertTrue(self.person.phone_sanitized_blacklisted)
        self.assertFalse(self.may("phone"))

    def test_a_contract_takes_nobody_off_a_blacklist(self):
        self.state("refused", ("email",))
        self.state("contract", ("email",))
        self.assertFalse(self.may("email"))

    def test_statements_are_kept(self):
        first = self.state("consent")
        second = self.state("refused")
        self.assertFalse(first.is_current)
        self.assertTrue(second.is_current)
        self.assertEqual(second.recorder_id, self.manager)

    def test_not_without_a_source(self):
        for source in (None, "", " \u200b"):
            with self.assertRaises(UserError):
                self.person.with_user(self.manager)._mkt_state_basis(
                    ["phone"], "consent", source
                )

    def test_not_dated_tomorrow(self):
        tomorrow = self.company._mkt_today() + timedelta(days=1)
        with self.assertRaises(ValidationError):
            self.state("consent", date=tomorrow)

    # ------------------------------------------------------------- who records

    def test_everybody_takes_a_refusal(self):
        for by in self.users.values():
            self.state("refused", by=by)

    def test_a_consent_is_recorded_by_whoever_looks_after_the_customer(self):
        self.state("consent", by=self.users["service_clerk"])
        with self.assertRaises(AccessError):
            self.state("consent", by=self.users["promotion_manager"])

    def test_nobody_outside_the_office(self):
        stranger = self.make_user("stranger")
        with self.assertRaises(AccessError):
            self.state("refused", by=stranger)

    # ------------------------------------------------------------- merging

    def test_a_refusal_outlives_a_merge(self):
        other = self.make_customer("Person again", phone="+86 139 0512 0002")
        self.state("refused")
        self.state("consent", person=other, by=self.users["service_clerk"])
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.person | other).ids, other)
        self.assertEqual(len(other.mkt_basis_ids), 2)
        self.assertEqual(other.mkt_basis_ids.filtered("is_current").basis, "refused")

    def test_account_managers(self):
        people = self.person | self.customer | self.make_customer("Nobody's")
        managers = people.with_user(self.manager)._mkt_account_managers()
        self.assertEqual(managers[self.person], self.manager)
        self.assertEqual(len(managers), 2)


class TestCustomerStanding(OfficeCase):
    """A customer's row shows in whose hands it is."""

    posts = ("sales_manager", "account_manager")

    def test_follows_the_assignment(self):
        customer = self.make_customer()
        manager = self.users["account_manager"]
        assignment = self.give_customer(customer, manager)
        standing = self.env["mkt.customer.standing"]._of(customer, self.company)
        self.assertEqual(standing.user_id, manager)
        assignment.with_user(self.users["sales_manager"]).sudo().write(
            {
                "date_from": self.company._mkt_today() - timedelta(days=3),
                "date_to": self.company._mkt_today() - timedelta(days=1),
            }
        )
        self.assertFalse(standing.user_id)

    def test_merge_keeps_one(self):
        one, two = self.make_customer("One"), self.make_customer("Two")
        standings = self.env["mkt.customer.standing"]
        standings._of(one | two, self.company)
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((one | two).ids, two)
        self.assertEqual(len(standings.search([("partner_id", "=", two.id)])), 1)
