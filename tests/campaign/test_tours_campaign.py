from ..common import OfficeTourCase
from .test_campaign_figures import CampaignMoneyCase
from .test_campaign_import import contacts_of

CONTACTS = (
    ("王芳", "华东电气", "采购", "139 1234 5678", "", "上海", "要报价"),
    ("李强", "", "", "", "li@customer.example.com", "", ""),
)


class TestToursCampaign(CampaignMoneyCase, OfficeTourCase):
    """An exhibition from its contact list to its return, by whose turn it is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user in (*cls.users.values(), cls.person):
            # the host's own introductions would lie over the screen
            user.tour_enabled = False
        cls.env["ir.attachment"].create(
            {
                "name": "contacts.xlsx",
                "type": "binary",
                "url": "/marketing_office_test/contacts.xlsx",
                "datas": contacts_of(*CONTACTS),
                "public": True,
            }
        )

    def play(self, tour, user):
        self.env.flush_all()
        self.start_tour("/odoo", f"marketing_office_{tour}", login=user.login)
        self.env.invalidate_all()

    def test_exhibition(self):
        fair, other = self.approved_campaign(), self.approved_campaign("Adverts")
        fair.action_start()

        self.play("campaign_import", self.promoter)
        leads = self.env["crm.lead"].search(
            [("campaign_id", "=", fair.utm_campaign_id.id)]
        )
        self.assertEqual(set(leads.mapped("contact_name")), {"王芳", "李强"})

        self.play("campaign_order", self.users["sales_manager"])
        order = leads.order_ids
        self.assertEqual((order.state, order.amount_untaxed), ("sale", 1000))
        self.assertEqual(order.campaign_id, fair.utm_campaign_id)
        invoice = self.invoice(order)
        self.refund(invoice, 30)

        self.spend(fair, other)
        self.play("expense_receipt", self.person)
        self.play("expense_settle", self.users["finance_manager"])

        self.play("campaign_figures", self.users["director"])
        self.assertFigures(fair, revenue_invoiced=700, spend=400, cost_per_lead=200)
        self.assertFigures(other, spend=200, return_percent=-100)
        self.assertAgrees(fair)
        self.assertAgrees(other)

    def spend(self, fair, other):
        """The agency bills two campaigns at once, in the other currency (4 for 1)."""
        stand = self.approved(300, campaign_id=fair.id)
        adverts = self.approved(500, campaign_id=other.id)
        self.bill((stand, 200), (adverts, 800), currency_id=self.foreign.id)
        for request in stand, adverts:
            self.settle(request)
        # the employee's own receipt follows in the browser
        self.approved(400, name="Stand at the spring fair", campaign_id=fair.id)

    def test_a_faulty_list_is_told(self):
        self.approved_campaign()
        attachment = self.env["ir.attachment"].search(
            [("url", "=", "/marketing_office_test/contacts.xlsx")]
        )
        attachment.datas = contacts_of(*CONTACTS, ("赵", "", "", "", "", "", ""))
        self.play("campaign_import_faulty", self.promoter)
        self.assertFalse(self.env["crm.lead"].search([("contact_name", "=", "王芳")]))
