from datetime import date, datetime

from .kpi_case import KpiCase


class TestKpiTotal(KpiCase):
    """Totals in pivots and groups: right, or none at all."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["mkt.kpi"].search([]).active = False
        cls.orders = cls.make_kpi(
            source_model="sale.order",
            date_field="date_order",
            domain="[('state', '=', 'sale')]",
        )
        amount = {"source_model": "sale.order", "source_field": "amount_untaxed"}
        cls.average, cls.largest = (
            cls.make_kpi(**amount, date_field="date_order", function=function)
            for function in ("avg", "max")
        )
        for moment, amount in (
            (datetime(2026, 9, 5), 30),
            (datetime(2026, 10, 5), 60),
            (datetime(2026, 10, 6), 90),
        ):
            cls.make_order(moment, amount)
        cls.compute(cls.orders, cls.average, cls.largest)

    def total(self, kpis, kinds=("month",), aggregate="value:sum"):
        [[total]] = self.values.with_user(self.users["director"])._read_group(
            [
                ("kpi_id", "in", kpis.ids),
                ("period_kind", "in", kinds),
                ("scope", "=", "company"),
                ("date_from", ">=", date(2026, 7, 1)),
                ("date_from", "<", date(2026, 11, 1)),
            ],
            aggregates=[aggregate],
        )
        return total

    def test_sums_are_added_up(self):
        self.assertEqual(self.total(self.orders), 3)

    def test_achievements_of_several_indicators_have_no_average(self):
        for kpi, target in ((self.orders, 2), (self.largest, 200)):
            self.env["mkt.kpi.target"].create(
                {
                    "kpi_id": kpi.id,
                    "period_id": self.period("month", date(2026, 10, 1)).id,
                    "target": target,
                }
            )
        self.compute(self.orders, self.largest)
        average = {"aggregate": "achievement:avg"}
        self.assertTrue(self.total(self.orders, **average))
        self.assertTrue(self.total(self.largest, **average))
        self.assertFalse(self.total(self.orders | self.largest, **average))

    def test_averages_are_weighted(self):
        self.assertAlmostEqual(self.total(self.average), 60)

    def test_the_rest_has_no_total(self):
        self.assertFalse(self.total(self.largest))
        self.assertFalse(self.total(self.orders + self.average))
        self.assertFalse(self.total(self.orders, ("month", "quarter")))
