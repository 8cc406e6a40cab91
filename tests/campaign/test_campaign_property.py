"""Whatever is sold and spent with or without campaigns: the figures equal SQL by hand."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.exceptions import UserError
from odoo.fields import Command

from .test_campaign_figures import CampaignMoneyCase

CENTS = st.integers(1, 500_000).map(lambda cents: cents / 100)
TAGS = st.sampled_from(["fair", "adverts", "newsletter", None])
STEPS = st.one_of(
    st.tuples(
        st.just("order"),
        st.tuples(TAGS, CENTS, st.booleans(), st.booleans(), st.integers(-3, 8)),
    ),
    st.tuples(st.just("invoice"), st.tuples(st.integers(0, 9), st.integers(-3, 0))),
    st.tuples(st.just("refund"), st.tuples(st.integers(0, 9), st.integers(1, 4))),
    st.tuples(st.just("cancel"), st.integers(0, 9)),
    st.tuples(st.just("reset"), st.integers(0, 9)),
    st.tuples(st.just("lead"), st.tuples(TAGS, st.booleans(), st.booleans())),
    st.tuples(st.just("bill"), st.tuples(st.integers(0, 3), TAGS, CENTS)),
    st.tuples(st.just("receipt"), st.tuples(st.integers(0, 2), CENTS, st.booleans())),
)
# rate of a currency in a company on a day, as the host's table has it
RATE = """COALESCE((
    SELECT rate.rate FROM res_currency_rate rate
    WHERE rate.currency_id = {currency} AND rate.name <= {day}
        AND (rate.company_id IS NULL OR rate.company_id = company.id)
    ORDER BY rate.company_id NULLS LAST, rate.name DESC LIMIT 1
), 1)"""
ORDERS = f"""
    SELECT document.campaign_id AS tag, document.company_id AS company,
        (document.date_order AT TIME ZONE 'UTC' AT TIME ZONE calendar.tz)::date AS day,
        document.amount_untaxed
            * {RATE.format(currency="company.currency_id", day="document.date_order")}
            / {RATE.format(currency="document.currency_id", day="document.date_order")}
            AS amount
    FROM sale_order document
    JOIN res_company company ON company.id = document.company_id
    JOIN resource_calendar calendar ON calendar.id = company.resource_calendar_id
    WHERE document.state NOT IN ('draft', 'sent', 'cancel')
"""
INVOICES = """
    SELECT campaign_id AS tag, company_id AS company, invoice_date AS day,
        CASE WHEN move_type LIKE 'out_%%' THEN amount_untaxed_signed END AS amount
    FROM account_move WHERE state = 'posted'
"""
REVENUE = """
    SELECT COALESCE(SUM(amount) FILTER (WHERE tag = %(tag)s), 0),
        COALESCE(SUM(amount) FILTER (
            WHERE day BETWEEN %(first)s AND %(last)s AND (
                tag IS NULL OR tag NOT IN (
                    SELECT utm_campaign_id FROM mkt_campaign
                    WHERE company_id = %(company)s AND utm_campaign_id IS NOT NULL
                ))), 0)
    FROM ({documents}) documents WHERE company = %(company)s
"""


class TestCampaignProperty(CampaignMoneyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.company_b.resource_calendar_id.tz = "America/New_York"
        cls.env["account.chart.template"].try_loading(
            "generic_coa", cls.company_b, install_demo=False
        )
        cls.newsletter = cls.env["utm.campaign"].create({"title": "Newsletter"})

    def setUp(self):
        super().setUp()
        self.fair = self.approved_campaign()
        self.adverts = self.approved_campaign("Adverts")
        self.tags = {
            "fair": self.fair.utm_campaign_id,
            "adverts": self.adverts.utm_campaign_id,
            "newsletter": self.newsletter,
            None: self.newsletter.browse(),
        }
        self.requests = [
            self.approved(30_000, campaign_id=self.fair.id),
            self.approved(30_000, campaign_id=self.adverts.id),
            self.approved(30_000),
        ]

    @settings(max_examples=25)
    @given(st.lists(STEPS, min_size=1, max_size=10))
    def test_any_sequence(self, steps):
        # every example begins anew
        savepoint = self.env.cr.savepoint()
        try:
            self.orders, self.invoices = [], []
            for name, value in steps:
                try:
                    with self.env.cr.savepoint():
                        getattr(self, f"do_{name}")(value)
                        self.env.flush_all()
                except UserError:
                    self.env.invalidate_all()
            for campaign in self.fair, self.adverts:
                self.check(campaign)
        finally:
            savepoint.close(rollback=True)
            self.env.invalidate_all()
            self.env.registry.clear_cache()

    def check(self, campaign):
        revenue, spend = {}, self.by_hand(campaign)[1]
        params = {
            "tag": campaign.utm_campaign_id.id,
            "company": campaign.company_id.id,
            "first": campaign.date_from,
            "last": campaign.date_to,
        }
        for basis, documents in (("ordered", ORDERS), ("invoiced", INVOICES)):
            self.env.cr.execute(REVENUE.format(documents=documents), params)
            revenue[basis], revenue[f"un{basis}"] = map(float, self.env.cr.fetchone())
        self.env.cr.execute(
            "SELECT COUNT(*) FROM crm_lead WHERE campaign_id = %(tag)s", params
        )
        [leads] = self.env.cr.fetchone()
        self.assertFigures(
            campaign,
            revenue_ordered=revenue["ordered"],
            revenue_invoiced=revenue["invoiced"],
            unattributed_ordered=revenue["unordered"],
            unattributed_invoiced=revenue["uninvoiced"],
            spend=spend,
            lead_count=leads,
            cost_per_lead=spend / leads if leads else 0,
            has_return=bool(spend),
        )
        if spend:
            read = campaign.with_user(self.users["director"])
            self.assertAlmostEqual(
                read.return_percent, 100 * (revenue["invoiced"] - spend) / spend, 1
            )

    def pick(self, records, number):
        if not records:
            raise UserError("nothing there")
        return records[number % len(records)]

    def do_order(self, values):
        tag, price, foreign, elsewhere, days = values
        order = self.env["sale.order"].create(
            {
                "company_id": (self.company_b if elsewhere else self.company).id,
                "partner_id": self.customer.id,
                "campaign_id": self.tags[tag].id,
                "pricelist_id": foreign and self.pricelist.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": self.product.id,
                            "price_unit": price,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
            }
        )
        order.action_confirm()
        order.date_order += timedelta(days=days)
        self.orders.append(order)

    def do_invoice(self, values):
        number, days = values
        invoice = self.pick(self.orders, number)._create_invoices()
        invoice.invoice_date = self.today + timedelta(days=days)
        invoice.action_post()
        self.invoices.append(invoice)

    def do_refund(self, values):
        number, part = values
        invoice = self.pick(self.invoices, number)
        credit = invoice._reverse_moves([{"invoice_date": self.today}])
        credit.invoice_line_ids.price_unit /= part
        credit.action_post()

    def do_cancel(self, number):
        self.pick(self.orders, number)._action_cancel()

    def do_reset(self, number):
        self.pick(self.invoices, number).button_draft()

    def do_lead(self, values):
        tag, lost, opportunity = values
        self.env["crm.lead"].create(
            {
                "name": "Lead",
                "campaign_id": self.tags[tag].id,
                "active": not lost,
                "type": "opportunity" if opportunity else "lead",
            }
        )

    def do_bill(self, values):
        number, tag, amount = values
        request = self.requests[number] if number < len(self.requests) else None
        # the host lets a vendor bill carry a campaign: that is neither revenue nor cost
        self.bill((request, amount), campaign_id=self.tags[tag].id)

    def do_receipt(self, values):
        number, amount, foreign = values
        request = self.requests[number]
        currency = self.foreign if foreign else self.company.currency_id
        self.receipt(request, amount, currency_id=currency.id)
        request.with_user(self.users["finance_manager"]).action_book_receipts()
