from datetime import timedelta

from .care_case import FILE, CareCase


class TestCustomerStanding(CareCase):
    """What customer care does with a customer counts among the customer's figures."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_buyer(held_by=cls.manager)

    def figures(self):
        standings = self.env["mkt.customer.standing"]
        standings._compute_figures(self.company)
        return standings._of(self.customer, self.company)

    def make_contract(self, **vals):
        return self.env["mkt.contract"].create(
            {
                "number": "HT-1",
                "user_id": self.manager.id,
                "order_id": self.make_order(self.customer).id,
                "date_from": self.today,
                "file": FILE,
                "file_name": "contract.pdf",
                **vals,
            }
        )

    def test_a_contact_made_is_the_last_contact(self):
        contact = self.make_contact(self.customer)
        self.assertFalse(self.figures().last_contact_on)
        contact.with_user(self.manager).action_done("All in order")
        self.assertEqual(self.figures().last_contact_on, self.today)

    def test_a_contact_missed_is_none(self):
        self.make_contact(self.customer, late=1)._settle("missed")
        self.assertFalse(self.figures().last_contact_on)

    def test_a_call_that_reached_somebody_is_the_last_contact(self):
        person = self.make_customer(
            "Buyer", parent_id=self.customer.id, phone="+86 573 8222 9999"
        )
        caller = self.users["sales_staff"]
        for outcome, day in (("no_answer", False), ("no_need", self.today)):
            call = self.next_call(self.make_list(person, name=outcome))
            call.outcome_id = self.outcome(outcome)
            call.with_user(caller).action_record()
            with self.subTest(outcome):
                self.assertEqual(self.figures().last_contact_on, day)

    def test_a_signed_contract_is_an_agreement(self):
        until = self.today + timedelta(days=500)
        contract = self.make_contract(date_to=until)
        self.assertFalse(self.figures().agreement_until)
        contract.action_sign()
        self.assertEqual(self.figures().agreement_until, until)
        contract.end_reason = "The firm closes"
        contract.with_user(self.users["sales_manager"]).action_end()
        self.assertEqual(self.figures().agreement_until, self.today)

    def test_a_contract_without_an_end_holds(self):
        self.make_contract().action_sign()
        self.assertGreater(self.figures().agreement_until, self.today)

    def test_an_agreement_keeps_the_customer_out_of_the_pool(self):
        self.env["mkt.grade.rule"]._of(self.company).idle_days = 90
        before = self.figures().release_on
        until = self.today + timedelta(days=500)
        self.make_contract(date_to=until).action_sign()
        self.assertLess(before, until)
        self.assertEqual(self.figures().release_on, until + timedelta(days=90))
