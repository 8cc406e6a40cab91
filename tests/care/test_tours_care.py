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

    def test_a_pickers_day(self):
        firm = self.make_customer("Free Firm", is_company=True)
        self.env["mkt.customer.standing"]._of(firm, self.company)
        self.tour("desk", "picker", "sales_staff")
        self.assertEqual(firm.mkt_assignment_ids.origin, "picked")
        self.assertEqual(firm.user_id, self.users["sales_staff"])

    def test_a_hand_over(self):
        firms = self.env["res.partner"].union(
            *(self.make_buyer(f"Left Firm {n}", held_by=self.manager) for n in (1, 2))
        )
        self.make_plan()
        contacts = self.plan(firms)
        self.assertEqual(contacts.user_id, self.manager)
        # whoever has left the company still holds the customers
        self.manager.sudo().active = False
        self.tour("desk", "hand_over", "sales_manager")
        staff = self.users["sales_staff"]
        self.assertEqual(
            firms.mkt_assignment_ids.filtered(lambda a: not a.ending).user_id, staff
        )

    def test_a_withdrawal_of_consent(self):
        firm = self.make_buyer("Wary Firm", held_by=self.manager)
        call_list = self.make_list(firm)
        self.tour("my-customers", "withdrawal", "account_manager")
        statements = self.env["mkt.contact.basis"].search(
            [("partner_id", "=", firm.id), ("is_current", "=", True)]
        )
        self.assertEqual(set(statements.mapped("basis")), {"refused"})
        self.assertEqual(set(statements.mapped("source")), {"Call of today"})
        self.assertNotIn("open", call_list.call_ids.mapped("state"))
        report = self.env.ref("marketing_office.mkt_contact_refusal_report")
        text, _kind = report._render_qweb_html(report.report_name, statements.ids)
        self.assertIn("Wary Firm", text.decode())
