"""The results of campaigns side by side: sorted, added up, and for whose posts they are."""

from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from .test_campaign_figures import CampaignMoneyCase

FIGURES = (
    "lead_count",
    "opportunity_count",
    "order_count",
    "revenue_ordered",
    "revenue_invoiced",
    "spend",
    "cost_per_lead",
    "has_return",
    "return_percent",
)


class TestCampaignResult(CampaignMoneyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.director = cls.users["director"]
        cls.results = cls.env["mkt.campaign.result"].with_user(cls.director)

    def campaigns(self):
        """Three campaigns: a small loss, a large gain, and one on which nothing is spent."""
        loss, gain, free = (
            self.approved_campaign(name) for name in ("Loss", "Gain", "Free")
        )
        for campaign, revenue, spend in ((loss, 50, 100), (gain, 3000, 1000)):
            self.invoice(self.order(campaign.utm_campaign_id, revenue))
            request = self.approved(spend, campaign_id=campaign.id)
            self.receipt(request, spend)
            self.settle(request)
        for campaign, number in ((loss, 4), (gain, 1), (free, 2)):
            self.env["crm.lead"].create(
                [{"name": "Contact", "campaign_id": campaign.utm_campaign_id.id}]
                * number
            )
        self.env.flush_all()
        return loss | gain | free

    def test_states_read_in_chinese(self):
        """As the campaign's own do, in its list of results and in reports."""
        chinese = self.env(context=dict(self.env.context, lang="zh_CN"))
        labels, own = (
            dict(chinese[model].fields_get(["state"])["state"]["selection"])
            for model in ("mkt.campaign.result", "mkt.campaign")
        )
        self.assertEqual(labels, own)
        self.assertEqual(labels["running"], "进行中")

    def test_a_row_says_what_the_campaign_says(self):
        campaigns = self.campaigns()
        for campaign in campaigns.with_user(self.director):
            result = self.results.browse(campaign.id)
            self.assertEqual(
                [campaign[name] for name in FIGURES], [result[name] for name in FIGURES]
            )

    def test_sorted_by_return(self):
        loss, gain, free = self.campaigns()
        mine = [("id", "in", (loss | gain | free).ids)]
        self.assertEqual(
            self.results.search(mine, order="return_percent desc nulls last").ids,
            [gain.id, loss.id, free.id],
        )
        self.assertEqual(
            self.results.search([*mine, ("return_percent", "<", 0)]).ids, loss.ids
        )

    def test_totals_weigh_the_campaigns(self):
        mine = [("id", "in", self.campaigns().ids)]
        [total] = self.results._read_group(
            mine, [], ["spend:sum", "return_percent:avg", "cost_per_lead:avg"]
        )
        spend, back, per_lead = total
        self.assertAlmostEqual(spend, 1100, 2)
        # (50 + 3000 − 1100) ÷ 1100, not the mean of −50 % and 200 %
        self.assertAlmostEqual(back, 100 * 1950 / 1100, 6)
        self.assertAlmostEqual(per_lead, 1100 / 7, 6)

    def test_a_key_of_the_context_only_narrows(self):
        loss, gain, free = self.campaigns()
        narrowed = self.results.with_context(mkt_campaign_ids=loss.ids)
        mine = [("id", "in", (loss | gain | free).ids)]
        self.assertEqual(narrowed.search(mine).ids, loss.ids)

    def test_leads_and_orders_of_other_companies_are_theirs(self):
        campaign = self.approved_campaign()
        tag = campaign.utm_campaign_id
        for company in (self.company, self.company_b, self.company.browse()):
            self.env["crm.lead"].create(
                {
                    "name": "Contact",
                    "campaign_id": tag.id,
                    "company_id": company.id,
                    "user_id": False,
                    "team_id": False,
                }
            )
        self.order(tag, 100)
        theirs = self.order(tag, 100)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sale_order SET company_id = %s WHERE id = %s",
            [self.company_b.id, theirs.id],
        )
        self.env.invalidate_all()
        self.assertFigures(
            campaign,
            lead_count=2,
            order_count=1,
            revenue_ordered=100,
        )
        director = campaign.with_user(self.director)
        for action, number in (
            (director.action_view_leads(), 2),
            (director.action_view_orders(), 1),
        ):
            found = self.env[action["res_model"]].search_count(action["domain"])
            self.assertEqual(found, number)

    def test_for_whose_posts(self):
        campaign = self.approved_campaign()
        for code in ("director", "marketing_manager", "finance_manager", "leadership"):
            results = self.results.with_user(self.users[code])
            self.assertTrue(results.search([("id", "=", campaign.id)]), code)
        for user in (self.users["sales_staff"], self.make_portal_user()):
            with self.assertRaises(AccessError):
                self.results.with_user(user).search([])
        elsewhere = self.make_user("elsewhere", companies=self.company_b + self.company)
        self.assign(elsewhere, "director", company_id=self.company_b.id)
        found = self.results.with_user(elsewhere).search([("id", "=", campaign.id)])
        self.assertFalse(found)

    def test_nobody_writes_it(self):
        result = self.results.browse(self.approved_campaign().id)
        for change in (
            lambda: result.write({"spend": 1}),
            lambda: result.create({"spend": 1}),
            lambda: result.unlink(),
        ):
            with self.assertRaises(UserError):
                change()

    def test_unattributed_revenue_of_several_spans(self):
        spans = ((-40, -10), (-20, 0), (-15, -15), (0, 5), (400, 410))
        campaigns = self.env["mkt.campaign"].concat(
            *(
                self.approved_campaign(
                    f"From {begin}",
                    date_from=self.today + timedelta(days=begin),
                    date_to=self.today + timedelta(days=end),
                )
                for begin, end in spans
            )
        )
        for days, price in ((0, 11), (15, 7), (16, 5), (30, 3), (60, 2)):
            move = self.order(None, price).sudo()._create_invoices()
            with Form(move) as form:
                form.invoice_date = self.today - timedelta(days=days)
            move.action_post()
        campaigns.invalidate_recordset()
        self.env.flush_all()
        for campaign in campaigns.with_user(self.director):
            self.env.cr.execute(
                """
                SELECT COALESCE(-SUM(line.balance), 0) FROM account_move_line line
                JOIN account_move move ON move.id = line.move_id
                WHERE move.state = 'posted' AND line.display_type = 'product'
                    AND move.move_type IN ('out_invoice', 'out_refund', 'out_receipt')
                    AND move.company_id = %s
                    AND move.invoice_date BETWEEN %s AND %s
                """,
                [self.company.id, campaign.date_from, campaign.date_to],
            )
            by_hand = float(self.env.cr.fetchone()[0])
            self.assertAlmostEqual(campaign.unattributed_invoiced, by_hand, 2)
