"""Many customers come into other hands: whoever gets them is told once."""

from datetime import timedelta

from odoo.tools import html2plaintext

from .care_case import CareCase


class TestHandOverNotice(CareCase):
    mail_disabled = False

    def setUp(self):
        super().setUp()
        self.heir = self.users["sales_staff"]
        self.customers = self.env["res.partner"]
        for number in range(3):
            self.customers |= self.make_buyer(f"Firm {number}")
        for customer in self.customers:
            since = self.today - timedelta(days=30)
            self.give_customer(customer, self.manager, date_from=since)
            lead = self.env["crm.lead"].create(
                {"name": "P", "partner_id": customer.id, "user_id": self.manager.id}
            )
            self.make_order(customer, user_id=self.manager.id)
            for record in (customer, lead):
                record.activity_schedule(
                    "mail.mail_activity_data_call", user_id=self.manager.id
                )
        self.make_plan()
        self.plan(self.customers)
        self.env.flush_all()

    def told(self, user):
        """Messages of which the user is told."""
        self.env.flush_all()
        notices = self.env["mail.notification"].search(
            [("res_partner_id", "=", user.partner_id.id)]
        )
        return notices.mail_message_id

    def hand_over(self, **vals):
        dialogs = self.env["mkt.customer.handover"]
        dialog = dialogs.with_user(self.users["sales_manager"]).create(
            {
                "company_id": self.company.id,
                "assignment_ids": [(6, 0, self.customers.mkt_assignment_ids.ids)],
                **vals,
            }
        )
        dialog.action_hand_over()

    def test_one_message(self):
        before = {user: self.told(user) for user in self.users.values()}
        self.hand_over(user_id=self.heir.id)
        message = self.told(self.heir) - before[self.heir]
        self.assertEqual(message.subject, "Customers handed over to you: 3")
        text = html2plaintext(message.body)
        for customer in self.customers:
            self.assertIn(customer.name, text)
        # two activities and a planned contact with each
        self.assertIn("open contacts: 9", " ".join(text.split()))
        for user in set(before) - {self.heir}:
            self.assertEqual(self.told(user), before[user])

    def test_nobody_is_told_of_what_goes_to_the_pool(self):
        before = {user: self.told(user) for user in self.users.values()}
        self.hand_over(to_pool=True)
        for user, messages in before.items():
            self.assertEqual(self.told(user), messages)

    def test_a_single_customer_is_told_by_its_assignment(self):
        before = self.told(self.heir)
        self.give_customer(self.make_buyer("Alone"), self.heir)
        self.assertEqual(len(self.told(self.heir) - before), 1)
