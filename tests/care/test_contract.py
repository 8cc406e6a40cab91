from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError

from .care_case import FILE, CareCase


class TestContract(CareCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_buyer(held_by=cls.manager)
        cls.order = cls.make_order(cls.customer, user_id=cls.manager.id)

    def make_contract(self, user=None, **vals):
        contracts = self.env["mkt.contract"].with_user(user or self.manager)
        return contracts.create(
            {
                "number": "HT-2026-001",
                "order_id": self.order.id,
                "date_from": self.today,
                "date_to": self.today + timedelta(days=365),
                "file": FILE,
                "file_name": "contract.pdf",
                **vals,
            }
        )

    def test_signing_confirms_the_order(self):
        contract = self.make_contract()
        self.assertEqual(contract.partner_id, self.customer)
        contract.action_sign()
        self.assertEqual(self.order.state, "sale")
        self.assertRecordValues(
            contract,
            [
                {
                    "state": "signed",
                    "signed_on": self.today,
                    "signed_by_id": self.manager.id,
                    "is_running": True,
                }
            ],
        )
        self.assertIn(contract, contract.search([("is_running", "=", True)]))

    def test_what_is_missing(self):
        for vals in ({"file": False}, {"date_from": False}):
            contract = self.make_contract(number=f"HT-{len(vals)}{vals}", **vals)
            with self.subTest(**vals), self.assertRaises(UserError):
                contract.action_sign()
            self.assertEqual(self.order.state, "draft")

    def test_a_cancelled_order_is_not_signed(self):
        self.order.action_cancel()
        with self.assertRaises(UserError):
            self.make_contract().action_sign()

    def test_signed_stays(self):
        contract = self.make_contract()
        contract.action_sign()
        file = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "mkt.contract"),
                ("res_field", "=", "file"),
                ("res_id", "=", contract.id),
            ]
        )
        for change in (
            lambda: contract.write({"number": "HT-0"}),
            lambda: contract.write({"date_to": self.today}),
            lambda: contract.write({"file": FILE}),
            lambda: contract.write({"state": "draft"}),
            lambda: contract.action_sign(),
            lambda: contract.unlink(),
            lambda: file.with_user(self.manager).write({"raw": b"x"}),
            lambda: file.with_user(self.manager).unlink(),
        ):
            with self.assertRaises(UserError):
                change()

    def test_a_number_is_given_once(self):
        self.make_contract()
        with self.assertRaises(Exception):  # noqa: B017 the database's own
            with self.env.cr.savepoint():
                self.make_contract()

    def test_of_an_order_or_a_partner(self):
        with self.assertRaises(Exception):  # noqa: B017 the database's own
            with self.env.cr.savepoint():
                self.make_contract(order_id=False)

    def test_only_on_orders_that_one_reads(self):
        self.order.user_id = self.users["sales_manager"]
        staff = self.users["sales_staff"]
        with self.assertRaises(AccessError):
            self.make_contract(staff)

    def test_responsible_works_in_the_office(self):
        with self.assertRaises(ValidationError):
            self.make_contract(user_id=self.make_user("outside").id)

    def test_a_manager_ends_it_early(self):
        contract = self.make_contract()
        contract.action_sign()
        with self.assertRaises(AccessError):
            contract.end_reason = "given up"
            contract.action_end()
        boss = contract.with_user(self.users["sales_manager"])
        boss.end_reason = False
        with self.assertRaises(UserError):
            boss.action_end()
        boss.end_reason = "Both agreed"
        boss.action_end()
        self.assertRecordValues(
            contract, [{"state": "ended", "ended_on": self.today, "is_running": False}]
        )
        with self.assertRaises(UserError):
            boss.action_end()

    def test_the_end_is_announced_once(self):
        contract = self.make_contract(date_to=self.today + timedelta(days=61))
        soon = self.make_contract(
            number="HT-2026-002", date_to=self.today + timedelta(days=60)
        )
        draft = self.make_contract(
            number="HT-2026-003", date_to=self.today + timedelta(days=1)
        )
        (contract | soon).action_sign()
        cron = self.env.ref("marketing_office.ir_cron_announce_contracts")
        for _run in range(2):
            with self.enter_registry_test_mode():
                cron.method_direct_trigger()
        activities = self.env["mail.activity"].search(
            [
                ("res_model", "=", "mkt.contract"),
                ("res_id", "in", (contract | soon | draft).ids),
            ]
        )
        self.assertEqual(activities.mapped("res_id"), soon.ids)
        self.assertEqual(activities.user_id, self.manager)
        self.assertEqual(activities.date_deadline, soon.date_to)

    def test_from_the_order(self):
        action = self.order.with_user(self.manager).action_mkt_contract()
        self.assertFalse(action["res_id"])
        self.assertEqual(action["context"]["default_order_id"], self.order.id)
        contract = self.make_contract()
        action = self.order.with_user(self.manager).action_mkt_contract()
        self.assertEqual(action["res_id"], contract.id)
