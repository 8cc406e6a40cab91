"""What docs/payroll.md says of the host's JSON API and of the file."""

import io
from datetime import timedelta

from openpyxl import load_workbook

from odoo import fields
from odoo.tools import mute_logger

from ..budget.budget_case import BudgetMixin
from ..common import OfficeHttpCase
from .appraisal_case import AppraisalMixin


class TestPayrollApi(AppraisalMixin, BudgetMixin, OfficeHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.finance = cls.users["finance_manager"]
        cls.round = cls.make_round(pool_line_id=cls.line.id)
        cls.round.with_user(cls.users["director"]).action_open()

    def setUp(self):
        super().setUp()
        staff = self.card(self.round, "sales_staff")
        staff.incentive_ids.with_user(self.users["director"]).base = 100
        self.to_release(self.round)
        self.round.with_user(self.users["director"]).action_confirm_incentives()
        self.incentive = staff.incentive_ids

    def ask(self, user, model, method, **params):
        keys = self.env["res.users.apikeys"].with_user(user).sudo()
        key = keys._generate("rpc", "test", fields.Datetime.now() + timedelta(hours=1))
        return self.url_open(
            f"/json/2/{model}/{method}",
            json=params,
            headers={"Authorization": f"bearer {key}"},
        )

    def test_search_read_and_hand_over(self):
        asked = {
            "domain": [
                ["state", "in", ["confirmed", "paid"]],
                ["round_id", "=", self.round.id],
            ],
            "fields": ["employee_number", "user_id", "amount", "currency_id", "state"],
        }
        answer = self.ask(self.finance, "mkt.incentive", "search_read", **asked)
        self.assertEqual(answer.status_code, 200, answer.text)
        [found] = answer.json()
        self.assertEqual(found["user_id"][0], self.users["sales_staff"].id)
        self.assertAlmostEqual(found["amount"], self.incentive.amount)
        self.assertEqual(found["state"], "confirmed")
        answer = self.ask(
            self.finance,
            "mkt.appraisal.round",
            "action_hand_to_payroll",
            ids=self.round.ids,
        )
        self.assertEqual(answer.status_code, 200, answer.text)
        self.env.invalidate_all()
        self.assertEqual(self.incentive.state, "paid")

    @mute_logger("odoo.http")
    def test_no_door_to_judgements(self):
        for model in ("mkt.appraisal", "mkt.appraisal.line"):
            answer = self.ask(
                self.finance, model, "search_read", domain=[], fields=["display_name"]
            )
            self.assertEqual(answer.status_code, 200, answer.text)
            own = {self.finance.id}
            owners = self.env[model].browse(r["id"] for r in answer.json()).user_id
            self.assertLessEqual(set(owners.ids), own)
        answer = self.ask(
            self.users["sales_manager"], "mkt.incentive", "search_read", domain=[]
        )
        self.assertEqual(answer.json(), [])

    def test_the_file(self):
        self.authenticate("finance_manager", "finance_manager")
        url = f"/marketing_office/payroll.xlsx?ids={self.round.id}"
        answer = self.url_open(url)
        self.assertEqual(answer.status_code, 200)
        rows = list(load_workbook(io.BytesIO(answer.content)).active.values)
        self.assertEqual(len(rows), 2)
        self.assertIn(self.incentive.amount, rows[1])

    @mute_logger("odoo.http")
    def test_the_file_is_for_finance(self):
        for code in ("sales_manager", "director"):
            self.authenticate(code, code.ljust(8, "x"))
            answer = self.url_open(
                f"/marketing_office/payroll.xlsx?ids={self.round.id}"
            )
            self.assertEqual(answer.status_code, 403, code)
