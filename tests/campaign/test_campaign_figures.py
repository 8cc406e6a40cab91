"""What a campaign brought and cost, beside SQL that is written by hand."""

from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import Form

from .campaign_case import CampaignCase


class CampaignMoneyCase(CampaignCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not cls.company.chart_template:
            cls.env["account.chart.template"].try_loading(
                "generic_coa", cls.company, install_demo=False
            )
        cls.foreign = cls.env["res.currency"].create(
            {
                "name": "XTS",
                "symbol": "X",
                "rate_ids": [Command.create({"name": "2020-01-01", "rate": 4})],
            }
        )
        cls.accountant = cls.make_user(
            "accountant",
            groups="account.group_account_invoice,account.group_account_manager",
        )
        cls.expense_account = cls.env["account.account"].search(
            [
                ("account_type", "=", "expense"),
                ("company_ids", "in", cls.company.ids),
            ],
            limit=1,
        )
        cls.product = cls.env["product.product"].create(
            {
                "name": "Relay",
                "list_price": 100,
                "invoice_policy": "order",
                "taxes_id": [Command.clear()],
            }
        )
        cls.customer = cls.make_customer()
        cls.pricelist = cls.env["product.pricelist"].create(
            {"name": "Foreign", "currency_id": cls.foreign.id}
        )

    def order(self, utm, price, quantity=1, foreign=False, user=None):
        vals = {
            "partner_id": self.customer.id,
            "campaign_id": utm.id if utm else False,
            "order_line": [
                Command.create(
                    {
                        "product_id": self.product.id,
                        "product_uom_qty": quantity,
                        "price_unit": price,
                    }
                )
            ],
        }
        if foreign:
            vals["pricelist_id"] = self.pricelist.id
        order = self.env["sale.order"].with_user(user or self.env.user).create(vals)
        order.action_confirm()
        return order

    def invoice(self, order):
        move = order.sudo()._create_invoices()
        move.invoice_date = self.today
        move.with_user(self.accountant).action_post()
        return move

    def refund(self, invoice, price):
        wizard = (
            self.env["account.move.reversal"]
            .with_user(self.accountant)
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"journal_id": invoice.journal_id.id, "date": self.today})
        )
        credit = self.env["account.move"].browse(wizard.refund_moves()["res_id"])
        with Form(credit.with_user(self.accountant)) as form:
            with form.invoice_line_ids.edit(0) as line:
                line.price_unit = price
        credit.with_user(self.accountant).action_post()
        return credit

    def bill(self, *amounts, **vals):
        """A vendor bill by the accountant, a line for each (request, amount)."""
        bill = (
            self.env["account.move"]
            .with_user(self.accountant)
            .create(
                {
                    "move_type": "in_invoice",
                    "partner_id": self.customer.id,
                    "invoice_date": self.today,
                    "invoice_line_ids": [
                        Command.create(
                            {
                                "name": "Stand and advertising",
                                "account_id": self.expense_account.id,
                                "price_unit": amount,
                                "tax_ids": [Command.clear()],
                                "mkt_expense_request_id": request and request.id,
                            }
                        )
                        for request, amount in amounts
                    ],
                    **vals,
                }
            )
        )
        bill.action_post()
        return bill

    def by_hand(self, campaign):
        """Invoiced revenue and spend of a campaign from the host's documents alone."""
        self.env.flush_all()
        self.env.cr.execute(
            """
            SELECT COALESCE(SUM(line.credit - line.debit), 0)
            FROM account_move_line line, account_move move
            WHERE line.move_id = move.id AND line.display_type = 'product'
                AND move.state = 'posted' AND move.campaign_id = %s
                AND move.move_type IN ('out_invoice', 'out_refund', 'out_receipt')
            """,
            [campaign.utm_campaign_id.id],
        )
        revenue = self.env.cr.fetchone()[0]
        self.env.cr.execute(
            """
            SELECT COALESCE((
                SELECT SUM(line.debit - line.credit)
                FROM account_move_line line
                JOIN account_move move ON move.id = line.move_id
                JOIN mkt_expense_request request
                    ON request.id = line.mkt_expense_request_id
                WHERE move.state = 'posted' AND request.campaign_id = %(campaign)s
            ), 0) + COALESCE((
                SELECT SUM(receipt.company_amount)
                FROM mkt_expense_settlement receipt
                JOIN mkt_expense_request request ON request.id = receipt.request_id
                WHERE receipt.is_booked AND request.campaign_id = %(campaign)s
            ), 0)
            """,
            {"campaign": campaign.id},
        )
        return float(revenue), float(self.env.cr.fetchone()[0])

    def assertFigures(self, campaign, user=None, **expected):
        campaign.invalidate_recordset()
        reader = campaign.with_user(user or self.users["director"])
        for name, value in expected.items():
            self.assertAlmostEqual(reader[name], value, 2, name)

    def assertAgrees(self, campaign):
        revenue, spend = self.by_hand(campaign)
        self.assertFigures(
            campaign,
            revenue_invoiced=revenue,
            spend=spend,
            return_percent=100 * (revenue - spend) / spend if spend else 0,
            has_return=bool(spend),
        )


class TestCampaignFigures(CampaignMoneyCase):
    def test_from_the_lead_to_the_refund(self):
        fair, other = self.approved_campaign(), self.approved_campaign("Adverts")
        lead = self.env["crm.lead"].create(
            {
                "name": "From the fair",
                "type": "opportunity",
                "partner_id": self.customer.id,
                "campaign_id": fair.utm_campaign_id.id,
                "user_id": self.users["sales_manager"].id,
            }
        )
        action = lead.with_user(
            self.users["sales_manager"]
        ).action_sale_quotations_new()
        self.assertEqual(
            action["context"]["default_campaign_id"], fair.utm_campaign_id.id
        )
        order = self.order(
            fair.utm_campaign_id, 4000, foreign=True, user=self.users["sales_manager"]
        )
        invoice = self.invoice(order)
        self.assertEqual(invoice.campaign_id, fair.utm_campaign_id)
        credit = self.refund(invoice, 1000)
        self.assertEqual(credit.campaign_id, fair.utm_campaign_id)

        stand = self.approved(300, campaign_id=fair.id)
        adverts = self.approved(500, campaign_id=other.id)
        self.bill((stand, 200), (adverts, 450))
        # the employee's receipt is in the other currency: 200 at 4
        trip = self.approved(200, campaign_id=fair.id, currency_id=self.foreign.id)
        self.receipt(trip, 160, currency_id=self.foreign.id)
        self.settle(trip)

        self.assertFigures(
            fair,
            lead_count=1,
            opportunity_count=1,
            order_count=1,
            revenue_ordered=1000,
            revenue_invoiced=750,
            spend=240,
            cost_per_lead=240,
            return_percent=100 * (750 - 240) / 240,
        )
        self.assertFigures(other, spend=450, revenue_invoiced=0, return_percent=-100)
        self.assertAgrees(fair)
        self.assertAgrees(other)

    def test_vendor_bills_that_carry_the_campaign_are_no_revenue(self):
        fair = self.approved_campaign()
        self.invoice(self.order(fair.utm_campaign_id, 100))
        self.bill((None, 70), campaign_id=fair.utm_campaign_id.id)
        self.assertFigures(fair, revenue_invoiced=100)
        self.assertEqual(fair.utm_campaign_id.sudo().invoiced_amount, 30)

    def test_what_was_just_spent_is_seen_at_once(self):
        fair = self.approved_campaign()
        read = fair.with_user(self.users["director"])
        request = self.approved(150, campaign_id=fair.id)
        self.assertEqual((read.spend, read.has_return), (0, False))
        self.receipt(request, 140)
        self.settle(request)
        self.assertEqual((read.spend, read.has_return), (140, True))

    def test_leads_count_where_their_campaign_is(self):
        own = self.approved_campaign()
        tags = {
            company: self.env["utm.campaign"].create({"title": company.name})
            for company in self.company + self.company_b
        }
        own.sudo().utm_campaign_id = tags[self.company]
        other = own.sudo().copy(
            {"company_id": self.company_b.id, "department_id": own.department_id.id}
        )
        other.utm_campaign_id = tags[self.company_b]
        vals = [
            {
                "name": "Lead",
                "campaign_id": tag.id,
                "company_id": company and company.id,
            }
            for tag in tags.values()
            for company in (self.company, self.company_b, False)
        ]
        self.env["crm.lead"].create(vals)
        kpi = self.env.ref("marketing_office.kpi_campaign_leads")
        for company in (self.company, self.company_b):
            runs = self.env["mkt.kpi.run"]._all_runs(kpi, company)
            runs._compute_now()
            self.assertEqual(set(runs.mapped("state")), {"done"})
            period = self.env["mkt.period"]._of(company, "month", self.today)
            row = self.env["mkt.kpi.value"].search(
                [
                    ("kpi_id", "=", kpi.id),
                    ("period_id", "=", period.id),
                    ("scope", "=", "company"),
                ]
            )
            # its own, and those without a company
            self.assertEqual(row.value, 2)
            behind = row.sudo().action_drill_down()
            leads = self.env["crm.lead"].search(behind["domain"])
            self.assertEqual(leads.campaign_id, tags[company])
            self.assertEqual(len(leads), 2)

    def test_nothing_spent_is_no_return(self):
        fair = self.approved_campaign()
        self.invoice(self.order(fair.utm_campaign_id, 100))
        self.assertFigures(fair, has_return=False, lead_count=0, cost_per_lead=False)
        self.env["crm.lead"].create(
            {
                "name": "Visitor",
                "campaign_id": fair.utm_campaign_id.id,
                "company_id": fair.company_id.id,
            }
        )
        self.env.invalidate_all()
        read = fair.with_user(self.users["director"])
        self.assertEqual(read.lead_count, 1)
        self.assertIs(read.cost_per_lead, False, "nothing spent is no cost of 0")

    def test_unattributed_revenue_stands_beside(self):
        fair = self.approved_campaign()
        before = fair.with_user(self.users["director"]).unattributed_invoiced
        newsletter = self.env["utm.campaign"].create({"title": "Newsletter"})
        self.invoice(self.order(None, 50))
        self.invoice(self.order(newsletter, 25))
        self.invoice(self.order(fair.utm_campaign_id, 100))
        self.assertFigures(fair, unattributed_invoiced=before + 75)

    def test_figures_are_for_the_posts_of_the_company(self):
        fair = self.approved_campaign()
        self.order(fair.utm_campaign_id, 100)
        staff = fair.with_user(self.users["sales_staff"])
        self.assertNotIn("spend", staff.fields_get())
        elsewhere = self.make_user("elsewhere", companies=self.company_b + self.company)
        self.assign(elsewhere, "director", company_id=self.company_b.id)
        self.assign(elsewhere, "member", company_id=self.company.id)
        self.assertFigures(fair, user=elsewhere, order_count=0, revenue_ordered=0)
        self.assertFigures(fair, order_count=1, revenue_ordered=100)

    def test_the_number_of_queries_does_not_grow(self):
        names = ["lead_count", "spend", "revenue_ordered", "revenue_invoiced"]

        def queries(campaigns):
            self.env.flush_all()
            self.env.invalidate_all()
            reader = campaigns.with_user(self.users["director"])
            before = self.env.cr.sql_log_count
            reader.read(names)
            return self.env.cr.sql_log_count - before

        campaigns = self.approved_campaign()
        for number in range(12):
            campaigns += self.approved_campaign(f"Fair {number}")
        queries(campaigns)
        self.assertEqual(queries(campaigns[:2]), queries(campaigns))

    def test_a_page_asks_once_whose_figures_are_shown(self):
        campaigns = self.approved_campaign() + self.approved_campaign("Two")
        reader = campaigns.with_user(self.users["director"])
        names = ["spend", "order_count", "unattributed_invoiced", "awareness_before"]
        reader.read(names)
        self.env.invalidate_all()
        held = self.env.registry["res.users"]._mkt_held
        with patch.object(
            self.env.registry["res.users"], "_mkt_held", autospec=True, side_effect=held
        ) as asked:
            reader.read(names)
        self.assertEqual(asked.call_count, 1)
