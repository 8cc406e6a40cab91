from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from .care_case import FILE, CareCase


class TestChannelPartner(CareCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm = cls.make_customer("Dealer", is_company=True)
        cls.gold = cls.env["res.partner.grade"].create({"name": "Gold"})
        cls.silver = cls.env["res.partner.grade"].create({"name": "Silver"})
        cls.staff = cls.users["sales_staff"]
        cls.partner = (
            cls.env["mkt.channel.partner"]
            .with_user(cls.staff)
            .create({"partner_id": cls.firm.id})
        )

    def make_judgement(self, user=None, **vals):
        judgements = self.env["mkt.channel.judgement"].with_user(user or self.staff)
        return judgements.create(
            {
                "channel_partner_id": self.partner.id,
                "year": self.today.year,
                "assessment": "Agreed revenue reached",
                "verdict": "extend",
                "level_id": self.gold.id,
                **vals,
            }
        )

    def test_an_agreement(self):
        self.assertFalse(self.partner.has_agreement)
        contract = (
            self.env["mkt.contract"]
            .with_user(self.staff)
            .create(
                {
                    "number": "QD-1",
                    "channel_partner_id": self.partner.id,
                    "date_from": self.today,
                    "file": FILE,
                }
            )
        )
        self.assertEqual(contract.partner_id, self.firm)
        # an agreement with a partner has an end
        with self.assertRaises(UserError):
            contract.action_sign()
        contract.date_to = self.today + timedelta(days=300)
        contract.action_sign()
        self.partner.invalidate_recordset()
        self.assertTrue(self.partner.has_agreement)
        self.assertEqual(self.partner.agreement_until, contract.date_to)
        found = self.partner.search([("has_agreement", "=", True)])
        self.assertIn(self.partner, found)

    def test_orders_of_the_partner_and_its_customers(self):
        customer = self.make_customer("Theirs", is_company=True)
        contact = self.make_customer("Buyer", parent_id=customer.id)
        customer.mkt_channel_partner_id = self.partner
        stranger = self.make_customer("Other", is_company=True)
        for of, amount in ((self.firm, 10), (contact, 200), (stranger, 4000)):
            self.make_order(of, amount).action_confirm()
        self.make_order(customer, 50000)
        last_year = self.make_order(customer, 7)
        last_year.action_confirm()
        last_year.date_order -= timedelta(days=366)
        self.assertRecordValues(
            self.partner,
            [{"customer_count": 1, "order_count": 2, "revenue": 210}],
        )
        action = self.partner.action_open_orders()
        orders = self.env["sale.order"].search(action["domain"])
        self.assertEqual(sum(orders.mapped("amount_untaxed")), 217)
        judgement = self.make_judgement()
        self.assertRecordValues(
            judgement,
            [
                {
                    "revenue": 210,
                    "revenue_before": 7,
                    "order_count": 2,
                    "customer_count": 1,
                }
            ],
        )

    def test_level_is_given_by_the_judgement_alone(self):
        with self.assertRaises(AccessError):
            self.partner.level_id = self.gold
        sales = self.users["sales_manager"]
        with self.assertRaises(AccessError):
            # the host's own field, which the price list follows
            self.firm.with_user(sales).grade_id = self.gold
        self.make_customer("Shop").with_user(sales).grade_id = self.gold
        judgement = self.make_judgement()
        for user in (self.staff, self.manager):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                judgement.with_user(user).action_judge()
        boss = judgement.with_user(self.users["sales_manager"])
        boss.verdict = False
        with self.assertRaises(UserError):
            boss.action_judge()
        boss.verdict = "keep"
        self.make_order(self.firm, 33).action_confirm()
        boss.action_judge()
        self.assertRecordValues(
            judgement,
            [
                {
                    "state": "judged",
                    "judged_by_id": self.users["sales_manager"].id,
                    "judged_on": self.today,
                    "revenue": 33,
                }
            ],
        )
        self.assertEqual(self.partner.level_id, self.gold)
        self.assertEqual(self.firm.grade_id, self.gold)
        for change in (
            lambda: boss.action_judge(),
            lambda: boss.write({"assessment": "changed"}),
            lambda: boss.write({"revenue": 1}),
            lambda: boss.unlink(),
        ):
            with self.assertRaises(UserError):
                change()
        self.make_order(self.firm, 1000).action_confirm()
        self.assertEqual(judgement.revenue, 33)

    def test_nobody_judges_their_own(self):
        self.partner.sudo().user_id = self.users["sales_manager"]
        judgement = self.make_judgement(self.users["sales_manager"])
        with self.assertRaises(AccessError):
            judgement.action_judge()
        judgement.with_user(self.users["director"]).action_judge()
        self.assertEqual(judgement.state, "judged")

    def test_a_year_to_come(self):
        judgement = self.make_judgement(year=self.today.year + 1)
        with self.assertRaises(UserError):
            judgement.with_user(self.users["director"]).action_judge()

    def test_joint_campaigns(self):
        campaign = self.env["mkt.campaign"].create(
            {
                "name": "Fair",
                "department_id": self.env.ref("marketing_office.department_sales").id,
                "date_from": self.today,
                "date_to": self.today,
                "channel_partner_ids": [Command.set(self.partner.ids)],
            }
        )
        self.assertEqual(self.partner.sudo().campaign_ids, campaign)

    def test_partners_are_not_merged(self):
        other = self.make_customer("Dealer Two", is_company=True)
        self.partner.sudo().create({"partner_id": other.id, "user_id": self.staff.id})
        wizard = self.env["base.partner.merge.automatic.wizard"]
        with self.assertRaises(UserError):
            wizard._merge((self.firm | other).ids, dst_partner=self.firm)

    def test_figures_of_many_cost_as_few_queries(self):
        partners = self.partner.sudo()

        def queries(found):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            found.mapped("revenue")
            return self.cr.sql_log_count - before

        one = queries(partners)
        for n in range(9):
            firm = self.make_customer(f"Dealer {n}", is_company=True)
            vals = {"partner_id": firm.id, "user_id": self.staff.id}
            partners |= partners.create(vals)
        self.assertLessEqual(queries(partners), one + 1)
