from datetime import timedelta

from ..common import OfficeHttpCase
from .care_case import FILE, CareMixin


class TestToursCare(CareMixin, OfficeHttpCase):
    """The Account Manager's day, and a channel partner from agreement to judgement."""

    posts = ("account_manager", "sales_staff", "sales_manager", "director")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user in cls.users.values():
            # the host's own introductions would lie over the screen
            user.tour_enabled = False

    def tour(self, path, name, code):
        self.start_tour(
            f"/odoo/{path}", f"marketing_office_{name}", login=self.users[code].login
        )

    def test_the_account_managers_day(self):
        contact = self.make_contact(self.make_buyer("Loyal Firm", held_by=self.manager))
        customer = self.make_buyer("New Firm")
        call_list = self.make_list(customer, self.manager, user_id=self.manager.id)
        self.tour("desk", "account_manager", "account_manager")
        self.assertEqual(contact.state, "done")
        lead = call_list.call_ids.lead_id
        self.assertEqual(lead.user_id, self.manager)
        order = lead.order_ids
        self.assertEqual(order.state, "sale")
        self.assertEqual(order.mkt_contract_ids.state, "signed")
        row = self.env["mkt.sales.funnel"].search([("lead_id", "=", lead.id)])
        self.assertEqual((row.origin, row.step), ("call", "signing"))

    def test_a_channel_partner(self):
        firm = self.make_customer("Dealer", is_company=True)
        level = self.env["res.partner.grade"].create({"name": "Platinum"})
        self.tour("mkt-channel-partners", "channel_agreement", "sales_staff")
        partner = self.env["mkt.channel.partner"].search([("partner_id", "=", firm.id)])
        self.assertEqual(partner.user_id, self.users["sales_staff"])
        agreement = partner.contract_ids
        self.assertEqual(agreement.number, "QD-2026-1")
        agreement.write({"date_to": self.today + timedelta(days=365), "file": FILE})
        agreement.with_user(self.users["sales_staff"]).action_sign()
        self.make_order(firm).action_confirm()
        judgement = (
            self.env["mkt.channel.judgement"]
            .with_user(self.users["sales_staff"])
            .create({"channel_partner_id": partner.id, "year": self.today.year})
        )
        self.tour("mkt-channel-judgements", "channel_judgement", "sales_manager")
        self.assertEqual(judgement.state, "judged")
        self.assertEqual(partner.level_id, level)
        self.assertEqual(firm.grade_id, level)
