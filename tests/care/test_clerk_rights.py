from odoo.exceptions import AccessError

from .care_case import CareCase


class TestClerkRights(CareCase):
    """A clerk of customer service works on cases: no opportunities, no exports."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = cls.users["service_clerk"]
        cls.customer = cls.make_customer(is_company=True)
        cls.order = cls.make_order(cls.customer)
        cls.order.action_confirm()

    def test_no_opportunity_at_all(self):
        lead = self.env["crm.lead"].create({"name": "Cabinets"})
        for user_id in (self.clerk.id, False):
            lead.user_id = user_id
            with self.assertRaises(AccessError):
                lead.with_user(self.clerk).read(["name"])

    def test_enters_the_contact_of_a_call_and_deletes_none(self):
        partners = self.env["res.partner"].with_user(self.clerk)
        contact = partners.create({"name": "Who Calls", "phone": "13800138000"})
        case = self.env["mkt.complaint"].with_user(self.clerk)
        case = case.create({"name": "No power", "partner_id": contact.id})
        self.assertEqual(case.partner_id, contact)
        contact.email = "caller@example.com"
        with self.assertRaises(AccessError):
            contact.unlink()

    def test_no_right_of_sales_or_export(self):
        for group in (
            "sales_team.group_sale_salesman",
            "base.group_allow_export",
            "base.group_partner_manager",
        ):
            self.assertFalse(self.clerk.has_group(group), group)

    def test_reads_what_was_ordered(self):
        order = self.order.with_user(self.clerk)
        self.assertEqual(order.order_line.product_id, self.product)
        form = order.get_formview_action()["views"][0]
        views = order.get_views([form])
        columns = views["models"]["sale.order.line"]["fields"]
        spec = dict.fromkeys(views["models"]["sale.order"]["fields"], {})
        [shown] = order.web_read(
            {**spec, "order_line": {"fields": dict.fromkeys(columns, {})}}
        )
        self.assertEqual(shown["order_line"][0]["price_subtotal"], 100)
        staff = self.users["sales_manager"]
        host = self.order.with_user(staff).get_formview_action()["views"][0]
        self.assertNotEqual(form, host)
        for change in (
            lambda: order.write({"client_order_ref": "x"}),
            lambda: order.action_cancel(),
            lambda: order.unlink(),
            lambda: order.copy(),
        ):
            with self.assertRaises(AccessError):
                change()

    def test_reads_no_quotation_nor_another_company(self):
        quotation = self.make_order(self.customer)
        other = self.make_order(self.customer, company_id=self.company_b.id)
        other.state = "sale"
        self.clerk.company_ids |= self.company_b
        for order in (quotation, other):
            with self.assertRaises(AccessError):
                order.with_user(self.clerk).with_context(
                    allowed_company_ids=(self.company | self.company_b).ids
                ).read(["name"])

    def test_works_on_the_case_of_an_order(self):
        case = self.make_complaint(partner_id=self.customer.id, order_id=self.order.id)
        own = case.with_user(self.clerk)
        own.action_acknowledge()
        self.assertEqual(own.order_id.name, self.order.name)
        found = self.env["sale.order"].with_user(self.clerk)
        names = found.name_search(self.order.name)
        self.assertEqual([i for i, _name in names], self.order.ids)
