"""A market for the tests: segments, competitors, sizes by period."""

from datetime import date

from .kpi_case import KpiCase

JANUARY = date(2026, 1, 1)


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
