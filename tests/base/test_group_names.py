from datetime import date, datetime

from odoo.tests import TransactionCase


class TestGroupNames(TransactionCase):
    """Groups by date are named in the order of the reader's language."""

    def names(self, lang, field="date_from", model="mkt.period", **context):
        records = self.env[model].with_context(lang=lang, **context)
        return {
            granularity: {
                group[f"{field}:{granularity}"][1]
                for group in records.formatted_read_group(
                    [("id", "in", self.records[model].ids)],
                    [f"{field}:{granularity}"],
                )
            }
            for granularity in ("day", "month", "quarter", "year")
        }

    def setUp(self):
        super().setUp()
        company = self.env["res.company"].create({"name": "Another"})
        periods = self.env["mkt.period"]
        partner = self.env["res.partner"].create({"name": "Customer"})
        order = self.env["sale.order"].create(
            {"partner_id": partner.id, "date_order": datetime(2026, 9, 30, 16, 30)}
        )
        self.records = {
            "mkt.period": periods._of(company, "month", date(2026, 11, 1)),
            "sale.order": order,
            "sale.order.line": self.env["sale.order.line"].create(
                {"order_id": order.id, "name": "Note", "display_type": "line_note"}
            ),
        }

    def test_chinese(self):
        self.assertEqual(
            self.names("zh_CN"),
            {
                "day": {"2026年11月1日"},
                "month": {"2026年11月"},
                "quarter": {"2026年第4季度"},
                "year": {"2026年"},
            },
        )

    def test_english_as_before(self):
        names = self.names("en_US")
        self.assertEqual(names["month"], {"November 2026"})
        self.assertEqual(names["quarter"], {"Q4 2026"})

    def test_moments_where_the_reader_is(self):
        names = self.names("zh_CN", "date_order", "sale.order", tz="Asia/Shanghai")
        self.assertEqual(names["month"], {"2026年10月"})
        names = self.names("zh_CN", "date_order", "sale.order", tz="UTC")
        self.assertEqual(names["quarter"], {"2026年第3季度"})

    def test_fields_of_other_records(self):
        names = self.names("zh_CN", "order_id.date_order", "sale.order.line", tz="UTC")
        self.assertEqual(names["month"], {"2026年9月"})

    def test_without_a_day(self):
        self.records["sale.order"].validity_date = False
        [group] = (
            self.env["sale.order"]
            .with_context(lang="zh_CN")
            .formatted_read_group(
                [("id", "=", self.records["sale.order"].id)], ["validity_date:month"]
            )
        )
        self.assertIs(group["validity_date:month"], False)
