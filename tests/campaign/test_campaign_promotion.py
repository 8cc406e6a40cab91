"""The conditions a campaign keeps, its prizes and base prices, its goals."""

from datetime import datetime, time, timedelta

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from .campaign_case import CampaignCase

# by hand: net price by the unit of the product, of confirmed orders in the days before
LOWEST = """
    SELECT MIN(
        (l.price_unit * (1 - COALESCE(l.discount, 0) / 100)) / o.currency_rate
        / (lu.factor / pu.factor)
    )
    FROM sale_order_line l
    JOIN sale_order o ON o.id = l.order_id
    JOIN product_product p ON p.id = l.product_id
    JOIN product_template t ON t.id = p.product_tmpl_id
    JOIN uom_uom lu ON lu.id = l.product_uom_id
    JOIN uom_uom pu ON pu.id = t.uom_id
    WHERE o.state = 'sale' AND o.company_id = %s AND p.id = %s
        AND l.product_uom_qty > 0 AND l.price_unit > 0
        AND o.date_order >= %s AND o.date_order < %s
"""


class TestCampaignPromotion(CampaignCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # days and moments are the same
        cls.company.resource_calendar_id.tz = "UTC"
        cls.relay, cls.coil = cls.env["product.product"].create(
            [{"name": "Relay", "taxes_id": False}, {"name": "Coil", "taxes_id": False}]
        )
        cls.start = cls.company._mkt_today() + timedelta(days=1)

    def order(self, days_before, price, product=None, **vals):
        line = vals.pop("line", {})
        order = self.env["sale.order"].create(
            {
                "partner_id": self.make_customer(f"Firm {days_before} {price}").id,
                "company_id": self.company.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": (product or self.relay).id,
                            "product_uom_qty": 4,
                            "price_unit": price,
                            **line,
                        }
                    )
                ],
                **vals,
            }
        )
        order.action_confirm()
        order.date_order = datetime.combine(
            self.start - timedelta(days=days_before), time(0)
        )
        return order

    def make_promotion(self, *offers, **vals):
        return self.make_campaign(
            kind="promotion",
            date_from=self.start,
            date_to=self.start + timedelta(days=5),
            offer_ids=[Command.create(offer) for offer in offers],
            **vals,
        )

    def offer(self, base, price=1, product=None, **vals):
        return {
            "product_id": (product or self.relay).id,
            "base_price": base,
            "offer_price": price,
            **vals,
        }

    def keep(self, campaign):
        campaign.check_ids.write({"is_met": True, "note": "Checked with the shop"})
        return campaign

    # ------------------------------------------------------------- conditions

    def test_conditions_of_the_kind_are_kept(self):
        campaign = self.make_promotion()
        self.assertEqual(len(campaign.check_ids), 2)
        with self.assertRaises(UserError):
            campaign.action_submit()
        campaign.check_ids.is_met = True
        with self.assertRaises(UserError):
            campaign.action_submit()
        self.keep(campaign).action_submit()
        with self.assertRaises(UserError):
            campaign.check_ids[0].is_met = False
        self.approve(campaign)
        self.assertEqual(campaign.state, "approved")

    def test_another_kind_asks_for_other_conditions(self):
        campaign = self.make_promotion()
        campaign.kind = "online"
        consent = self.env.ref("marketing_office.campaign_condition_consent")
        self.assertEqual(campaign.check_ids.condition_id, consent)
        campaign.kind = "exhibition"
        self.assertFalse(campaign.check_ids)
        campaign.action_submit()
        self.assertEqual(campaign.state, "submitted")

    def test_a_condition_that_came_on_the_list_meanwhile(self):
        campaign = self.keep(self.make_promotion())
        conditions = self.env["mkt.campaign.condition"].with_user(self.promoter)
        new = conditions.create({"name": "Rules are published", "kind": "promotion"})
        campaign.invalidate_recordset()
        self.assertTrue(campaign.lacks_checks)
        with self.assertRaises(UserError):
            campaign.action_submit()
        campaign.action_renew_checks()
        self.assertIn(new, campaign.check_ids.condition_id)
        self.assertEqual(campaign.check_ids.mapped("is_met").count(True), 2)
        self.keep(campaign).action_submit()

    def test_wording_stays_with_the_campaign(self):
        campaign = self.keep(self.make_promotion())
        check = campaign.check_ids[0]
        wording = check.wording
        check.sudo().condition_id.name = "Something else"
        self.assertEqual(check.wording, wording)
        with self.assertRaises(AccessError):
            check.wording = "Nothing"

    def test_who_keeps_the_list(self):
        shared = self.env.ref("marketing_office.campaign_condition_prize")
        for code in ("promotion_manager", "sales_staff"):
            with self.assertRaises(AccessError):
                shared.with_user(self.users[code]).active = False

    # ------------------------------------------------------------- prizes

    def test_largest_prize(self):
        rule = self.env["mkt.promotion.rule"].with_user(self.promoter)
        rule.create(
            {
                "name": "Ours",
                "prize_limit": 1000,
                "currency_id": self.company.currency_id.id,
            }
        )
        campaign = self.keep(self.make_promotion(largest_prize=1000.01))
        with self.assertRaises(UserError):
            campaign.action_submit()
        campaign.largest_prize = 1000
        campaign.action_submit()
        self.assertEqual(campaign.state, "submitted")

    def test_limit_of_the_law_in_the_companys_currency(self):
        rule = self.env.ref("marketing_office.promotion_rule")
        self.assertEqual(rule.prize_limit, 50000)
        self.assertEqual(rule.currency_id, self.env.ref("base.CNY"))
        self.assertTrue(rule.source)
        campaign = self.make_promotion()
        expected = rule.currency_id._convert(
            50000, self.company.currency_id, self.company, campaign.date_from
        )
        self.assertAlmostEqual(campaign.prize_limit, expected)

    # ------------------------------------------------------------- discounts

    def lowest_by_hand(self, product, days=7):
        self.env.flush_all()
        first = self.start - timedelta(days=days)
        self.env.cr.execute(LOWEST, [self.company.id, product.id, first, self.start])
        return self.env.cr.fetchone()[0]

    def test_lowest_price_of_seven_days(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        foreign = self.env["res.currency"].create(
            {
                "name": "XTS",
                "symbol": "x",
                "rate_ids": [Command.create({"name": "2020-01-01", "rate": 4})],
            }
        )
        pricelist = self.env["product.pricelist"].create(
            {"name": "Abroad", "currency_id": foreign.id}
        )
        self.order(7, 100, line={"discount": 20})  # 80
        self.order(3, 93)
        self.order(2, 1020, line={"product_uom_id": dozen.id})  # 85
        self.order(2, 360, pricelist_id=pricelist.id)  # 90
        self.order(8, 10)
        self.order(0, 11)
        self.order(2, 12).action_cancel()
        self.order(2, 0)
        self.order(2, 13, product=self.coil)
        campaign = self.make_promotion(
            self.offer(90), self.offer(20, product=self.coil)
        )
        relay, coil = campaign.offer_ids
        self.assertAlmostEqual(relay.lowest_price, 80)
        self.assertAlmostEqual(relay.lowest_price, self.lowest_by_hand(self.relay))
        self.assertAlmostEqual(coil.lowest_price, 13)
        self.assertAlmostEqual(coil.lowest_price, self.lowest_by_hand(self.coil))

    def test_days_are_a_record(self):
        self.order(2, 50)
        self.order(6, 40)
        campaign = self.make_promotion(self.offer(60))
        self.assertAlmostEqual(campaign.offer_ids.lowest_price, 40)
        self.env["mkt.promotion.rule"].create(
            {
                "name": "Ours",
                "prize_limit": 1,
                "base_price_days": 5,
                "company_id": self.company.id,
            }
        )
        self.env.invalidate_all()
        self.assertAlmostEqual(campaign.offer_ids.lowest_price, 50)
        self.assertAlmostEqual(50, self.lowest_by_hand(self.relay, 5))

    def test_base_price_above_the_lowest_is_refused(self):
        self.order(2, 80)
        campaign = self.keep(self.make_promotion(self.offer(80.01, 70)))
        with self.assertRaises(UserError):
            campaign.action_submit()
        campaign.offer_ids.base_price = 80
        campaign.action_submit()
        self.approve(campaign)
        # an order of the last day, after the approval
        self.order(1, 75)
        campaign.offer_ids.invalidate_recordset()
        with self.assertRaises(UserError):
            campaign.action_start()
        self.assertEqual(campaign.state, "approved")

    def test_without_orders_the_base_price_has_a_source(self):
        campaign = self.keep(self.make_promotion(self.offer(80, 70)))
        self.assertIs(campaign.offer_ids.lowest_price, False)
        with self.assertRaises(UserError):
            campaign.action_submit()
        campaign.offer_ids.note = "x"
        # a word is no evidence: the price was never asked
        with self.assertRaisesRegex(UserError, "list price"):
            campaign.action_submit()
        self.relay.list_price = 79.99
        with self.assertRaisesRegex(UserError, "80.00.*79.99"):
            campaign.action_submit()
        self.relay.list_price = 80
        campaign.action_submit()
        self.assertEqual(campaign.state, "submitted")
        self.approve(campaign)
        # what was listed at the approval is asked no more
        self.relay.list_price = 75
        with self.assertRaisesRegex(UserError, "list price"):
            campaign.action_start()

    def test_list_price_is_without_tax_in_the_companys_currency(self):
        tax = self.env["account.tax"].create(
            {
                "name": "VAT included",
                "amount": 25,
                "price_include_override": "tax_included",
                "company_id": self.company.id,
            }
        )
        self.relay.write({"taxes_id": tax.ids, "list_price": 100})
        campaign = self.make_promotion(self.offer(80, 70))
        self.assertEqual(campaign.offer_ids.list_price, 80)

    def test_all_unmet_conditions_are_named(self):
        campaign = self.make_promotion()
        first, second = campaign.check_ids
        with self.assertRaises(UserError) as refusal:
            campaign.action_submit()
        self.assertIn(first.wording, str(refusal.exception))
        self.assertIn(second.wording, str(refusal.exception))
        first.write({"is_met": True, "note": "Checked"})
        with self.assertRaises(UserError) as refusal:
            campaign.action_submit()
        self.assertNotIn(first.wording, str(refusal.exception))
        self.assertIn(second.wording, str(refusal.exception))

    def test_limits_that_are_shown(self):
        campaign = self.make_promotion().with_user(self.promoter)
        rule = self.env["mkt.promotion.rule"]._of(self.company)
        self.assertEqual(campaign.base_price_days, rule.base_price_days)
        self.assertEqual(campaign.base_price_days, 7)

    def test_queries_do_not_grow_with_the_offers(self):
        campaign = self.make_promotion(self.offer(90))
        products = self.env["product.product"].create(
            [{"name": f"Part {number}"} for number in range(12)]
        )
        many = self.make_promotion(*(self.offer(90, product=p) for p in products))
        counts = []
        for one in (campaign, campaign, many):
            self.env.invalidate_all()
            offers = one.offer_ids.with_user(self.promoter)
            offers.mapped("product_id")
            before = self.env.cr.sql_log_count
            offers.mapped("lowest_price")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[2], counts[1])

    # ------------------------------------------------------------- goals

    def test_goals_beside_results(self):
        campaign = self.approved_campaign(lead_goal=8, revenue_goal=1000)
        self.env["crm.lead"].create(
            [
                {"name": "Lead", "campaign_id": campaign.utm_campaign_id.id}
                for _number in range(2)
            ]
        )
        campaign.invalidate_recordset()
        self.assertEqual(campaign.lead_attained, 25)
        self.assertEqual(campaign.revenue_attained, 0)
        self.assertIs(campaign.awareness_attained, False)
        with self.assertRaises(UserError):
            campaign.lead_goal = 1

    def test_figures_are_for_whom_they_are(self):
        campaign = self.approved_campaign(lead_goal=8)
        with self.assertRaises(AccessError):
            _ = campaign.with_user(self.users["sales_staff"]).lead_attained
