"""Outside our screens, too, no data and no target are told from 0."""

import re
from datetime import datetime, timedelta

from odoo.tests import HttpCase, tagged

from ..common import OfficeMixin
from .kpi_case import KpiCase

# numbers of ours that say nothing where there is nothing to measure or compare
MEASURED = re.compile(
    r"(mkt_)?(target|achievement|change_\w+|csat|nps(_points)?|response_rate"
    r"|cost_per_\w+|return_percent|(\w+_)?share|hours_to_\w+"
    r"|awareness_(before|after|change))"
)
# entered by people, who have to say something
ENTERED = {"mkt.competitor.share.share"}
FIGURES = ["value", "target", "achievement", "change_previous", "change_last_year"]
EMPTY = dict.fromkeys(FIGURES, False)


class TestMissingNumbers(KpiCase):
    def setUp(self):
        super().setUp()
        self.sales = self.kpi("sales_ordered")
        self.make_order(amount=100)
        self.month = self.period("month")
        self.reader = self.users["director"]

    def row(self):
        self.compute(self.sales)
        return self.value(self.sales, self.month).with_user(self.reader)

    def set_target(self, target):
        vals = {"kpi_id": self.sales.id, "period_id": self.month.id}
        return self.env["mkt.kpi.target"].create({**vals, "target": target})

    def test_every_such_number_can_be_missing(self):
        found = []
        for model in self.env.values():
            for field in model._fields.values():
                if field.type not in ("float", "monetary", "integer"):
                    continue
                ours = set(field._modules) <= {"marketing_office"}
                if (
                    ours
                    and MEASURED.fullmatch(field.name)
                    and str(field) not in ENTERED
                ):
                    found.append(field)
        self.assertGreater(len(found), 25)
        for field in found:
            with self.subTest(str(field)):
                self.assertFalse(field.convert_to_record(None, model))
                self.assertIs(field.convert_to_record(None, model), False)

    def test_read(self):
        row = self.row()
        expected = {**EMPTY, "value": 100.0, "id": row.id}
        self.assertEqual(row.read(FIGURES), [expected])
        [found] = row.web_read({name: {} for name in FIGURES})
        for name in FIGURES[1:]:
            self.assertIs(found[name], False)

    def test_zero_is_zero(self):
        self.set_target(0)
        [found] = self.row().read(FIGURES)
        self.assertEqual(found["target"], 0.0)
        self.assertIsNot(found["target"], False)
        # of nothing there is no share
        self.assertIs(found["achievement"], False)
        self.assertEqual(self.row().colour, "green")

    def test_a_target_that_is_not_set_is_none(self):
        target = self.set_target(False)
        self.assertIs(target.read(["target"])[0]["target"], False)
        self.assertFalse(self.row().has_target)
        target.target = 0
        self.assertTrue(self.row().has_target)

    def test_export(self):
        [cells] = self.row().export_data(FIGURES)["datas"]
        self.assertEqual(cells, [100.0, "", "", "", ""])
        self.set_target(0)
        [cells] = self.row().export_data(FIGURES)["datas"]
        self.assertEqual(cells[:2], [100.0, 0.0])
        self.assertIsNot(cells[1], False)

    def test_search_and_groups(self):
        row = self.row()
        rows = row.search([("id", "=", row.id)])
        self.assertEqual(
            rows.search([("id", "=", row.id), ("target", "=", False)]), row
        )
        self.assertFalse(rows.search([("id", "=", row.id), ("target", "=", 0)]))
        specs = [f"{name}:sum" for name in ("value", "target")]
        [group] = row.formatted_read_group([("id", "=", row.id)], [], specs)
        self.assertEqual(group["value:sum"], 100)
        self.assertFalse(group["target:sum"])
        self.set_target(0)
        row = self.row()
        self.assertEqual(rows.search([("id", "=", row.id), ("target", "=", 0)]), row)
        self.assertFalse(rows.search([("id", "=", row.id), ("target", "=", False)]))

    def test_a_case_that_was_not_acknowledged_has_no_hours(self):
        case = self.make_complaint(received_at=datetime(2026, 10, 1))
        self.assertIs(case.read(["hours_to_resolve"])[0]["hours_to_resolve"], False)
        case.acknowledged_at = case.received_at
        self.assertEqual(case.hours_to_acknowledge, 0)
        self.assertIsNot(case.hours_to_acknowledge, False)
        other = self.make_complaint(received_at=datetime(2026, 10, 1))
        other.acknowledged_at = other.received_at + timedelta(hours=4)
        silent = self.make_complaint()
        cases = case + other + silent
        [[average]] = cases._read_group(
            [("id", "in", cases.ids)], [], ["hours_to_acknowledge:avg"]
        )
        self.assertEqual(average, 2)


@tagged("-at_install", "post_install")
class TestMissingNumbersOverHttp(OfficeMixin, HttpCase):
    posts = ("director",)

    def test_json_api(self):
        reader = self.users["director"]
        period = self.env["mkt.period"]._of(
            self.company, "month", self.company._mkt_today()
        )
        row = self.env["mkt.kpi.value"].create(
            {
                "kpi_id": self.env.ref("marketing_office.kpi_sales_ordered").id,
                "period_id": period.id,
                "period_kind": "month",
                "date_from": period.date_from,
                "value": 0,
                "has_value": True,
            }
        )
        key = (
            self.env["res.users.apikeys"]
            .with_user(reader)
            ._generate("rpc", "figures", datetime.now() + timedelta(days=1))
        )
        answer = self.url_open(
            "/json/2/mkt.kpi.value/search_read",
            json={"domain": [["id", "=", row.id]], "fields": FIGURES},
            headers={"Authorization": f"Bearer {key}"},
        ).json()
        self.assertEqual(answer, [{**EMPTY, "value": 0.0, "id": row.id}])
        self.assertIsNot(answer[0]["value"], False)
