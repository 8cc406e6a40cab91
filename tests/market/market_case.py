"""A market for the tests: segments, competitors, sizes by period."""

from datetime import date

from odoo.fields import Command

from ..indicator.kpi_case import KpiCase

JANUARY = date(2026, 1, 1)


class OwnSalesMixin:
    """A segment, a quarter, and an invoice of 150 in it: for the tours."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.segment = cls.env["mkt.segment"].create({"name": "All relays"})
        cls.env["mkt.period"]._of(cls.company, "quarter", date(2026, 10, 1))
        product = cls.env["product.product"].create({"name": "Relay"})
        line = {
            "product_id": product.id,
            "price_unit": 150,
            "tax_ids": [Command.clear()],
        }
        cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": cls.make_customer().id,
                "invoice_date": date(2026, 10, 5),
                "invoice_line_ids": [Command.create(line)],
            }
        ).action_post()


class MarketCase(KpiCase):
    posts = (
        "director",
        "marketing_manager",
        "market_researcher",
        "product_manager",
        "sales_staff",
        "member",
        "leadership",
    )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.segment = cls.env["mkt.segment"].create(
            {"name": "All relays", "is_overall": True}
        )
        cls.rival = cls.make_competitor("Rival")

    @classmethod
    def make_competitor(cls, name, **vals):
        partner = cls.env["res.partner"].create({"name": name, "is_company": True})
        return cls.env["mkt.competitor"].create({"partner_id": partner.id, **vals})

    @classmethod
    def size_vals(cls, period=None, **vals):
        return {
            "segment_id": cls.segment.id,
            "period_id": (period or cls.period("quarter")).id,
            "basis": "ordered",
            "size": 1000,
            "source": "Yearbook",
            **vals,
        }

    @classmethod
    def make_size(cls, period=None, **vals):
        """A figure that the researcher has entered."""
        sizes = cls.env["mkt.market.size"].with_user(cls.users["market_researcher"])
        return sizes.create(cls.size_vals(period, **vals)).with_env(cls.env)

    @classmethod
    def validate(cls, size):
        size.with_user(cls.users["marketing_manager"]).action_validate()
        return size

    def share(self, size):
        shares = self.env["mkt.market.share"]
        shares.invalidate_model()
        return shares.browse(size.id)
