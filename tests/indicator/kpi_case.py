"""Indicators computed on documents that are written as the tests need them."""

from datetime import date, datetime

from odoo.fields import Command

from ..common import OfficeCase

OCTOBER = date(2026, 10, 1)


class KpiCase(OfficeCase):
    """Today is in November 2026 for no test: each says which period it looks at."""

    posts = ("director",)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.periods = cls.env["mkt.period"]
        cls.values = cls.env["mkt.kpi.value"]
        cls.customer = cls.make_customer()
        cls.product = cls.env["product.product"].create({"name": "Relay"})

    @classmethod
    def period(cls, kind, day=OCTOBER, company=None):
        return cls.periods._of(company or cls.company, kind, day)

    @classmethod
    def kpi(cls, name):
        return cls.env.ref(f"marketing_office.kpi_{name}")

    @classmethod
    def make_kpi(cls, **vals):
        return cls.env["mkt.kpi"].create({"name": "Indicator", **vals})

    @classmethod
    def compute(cls, *kpis, company=None):
        """The rows of the indicators' computation, done now."""
        company = company or cls.company
        runs = cls.env["mkt.kpi.run"]._all_runs(
            cls.env["mkt.kpi"].union(*kpis), company
        )
        runs._compute_now()
        return runs

    @classmethod
    def value(cls, kpi, period, **scope):
        names = ("department_id", "team_id", "user_id")
        return cls.values.search(
            [
                ("kpi_id", "=", kpi.id),
                ("period_id", "=", period.id),
                *((n, "=", scope[n].id if n in scope else False) for n in names),
            ]
        )

    @classmethod
    def make_order(cls, moment=datetime(2026, 10, 15, 4), amount=100, **vals):
        """A confirmed order of one line, dated as the test says (UTC)."""
        order = cls.env["sale.order"].create(
            {
                "partner_id": cls.customer.id,
                "user_id": False,
                "team_id": False,
                "order_line": [
                    Command.create(
                        {
                            "product_id": cls.product.id,
                            "price_unit": amount,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
                **vals,
            }
        )
        order.action_confirm()
        order.date_order = moment
        return order

    def assertFigure(self, kpi, period, expected, **scope):
        found = self.value(kpi, period, **scope)
        if expected is None:
            self.assertFalse(found.has_value)
        else:
            self.assertTrue(found.has_value, "no value")
            self.assertAlmostEqual(found.value, expected, 2)
