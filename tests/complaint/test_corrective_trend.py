"""What recurs raises its corrective action by itself, and the same figure judges it."""

from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import freeze_time
from odoo.tools import mute_logger

from ..common import OfficeCase
from .case_steps import CaseStepsMixin


class TestCorrectiveTrend(CaseStepsMixin, OfficeCase):
    posts = ("service_clerk", "customer_service_manager", "product_manager")
    assigned_since = "2020-01-01"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.users["customer_service_manager"]
        cls.owner = cls.users["product_manager"]
        cls.customer = cls.make_customer()
        cls.cause = cls.env.ref("marketing_office.cause_material")
        cls.others = (
            cls.env.ref("marketing_office.cause_packing"),
            cls.env.ref("marketing_office.cause_delivery"),
        )
        cls.relay = cls.env["product.product"].create({"name": "Relay"})
        cls.start = fields.Datetime.to_datetime("2026-03-02 02:00:00")

    def at(self, days):
        return freeze_time(self.start + timedelta(days=days))

    def uphold(self, cause=None, times=1, **vals):
        cases = self.env["mkt.complaint"]
        for _number in range(times):
            case = self.make_case("responded", **vals)
            self.to_decided(case, cause_id=(cause or self.cause).id)
            cases |= case.sudo()
        return cases

    def raise_actions(self):
        return self.env["mkt.corrective.action"]._raise_for(self.company)

    def test_two_cases_raise_nothing_three_one_action_with_its_cases(self):
        with self.at(0):
            cases = self.uphold(times=2)
            self.assertFalse(self.raise_actions())
            cases |= self.uphold()
            action = self.raise_actions()
            self.assertEqual(len(action), 1)
            self.assertFalse(self.raise_actions(), "once")
        self.assertEqual(action.complaint_ids, cases)
        self.assertEqual(action.cause_id, self.cause)
        self.assertEqual((action.count_before, action.user_id), (3, self.owner))
        self.assertEqual(action.due_date, fields.Date.to_date("2026-04-01"))
        self.assertTrue(action.activity_ids.filtered(lambda a: a.user_id == self.owner))
        self.assertTrue(action.with_user(self.owner).has_access("write"))

    def test_what_lies_further_back_does_not_count(self):
        with self.at(0):
            self.uphold(times=2)
        with self.at(91):
            self.uphold()
            self.assertFalse(self.raise_actions())

    def test_rejected_and_other_companies_cases_do_not_count(self):
        with self.at(0):
            self.uphold(times=2)
            case = self.make_case("responded")
            self.to_decided(case, decision="rejected")
            self.assertFalse(self.raise_actions())

    def test_numbers_are_settings(self):
        self.company.write(
            {"mkt_recur_cases": 2, "mkt_recur_days": 10, "mkt_recur_due_days": 5}
        )
        with self.at(0):
            self.uphold()
        with self.at(11):
            self.uphold()
            self.assertFalse(self.raise_actions())
            self.uphold()
            action = self.raise_actions()
        self.assertEqual(action.due_date, fields.Date.to_date("2026-03-18"))
        self.assertEqual((action.trend_cases, action.trend_days), (2, 10))
        for vals in ({"mkt_recur_cases": 1}, {"mkt_recur_days": 0}):
            with (
                self.subTest(**vals),
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self.company.write(vals)
                self.env.flush_all()

    def test_an_action_that_somebody_began_answers_it(self):
        with self.at(0):
            self.uphold(times=3)
            self.env["mkt.corrective.action"].create(
                {
                    "name": "Test every batch",
                    "cause_id": self.cause.id,
                    "due_date": "2030-01-01",
                }
            )
            self.assertFalse(self.raise_actions())

    def test_one_lot_with_several_causes(self):
        about = {"product_id": self.relay.id}
        with self.at(0):
            self.uphold(lot="a-7", **about)
            self.uphold(self.others[0], lot=" Ａ-7", **about)
            self.uphold(self.others[1], lot="A-8", **about)
            self.assertFalse(self.raise_actions())
            self.uphold(self.others[1], lot="A-7", **about)
            action = self.raise_actions()
            self.assertEqual((action.product_id, action.lot), (self.relay, "A-7"))
            self.assertEqual(len(action.complaint_ids), 3)
            self.assertIn("Lot A-7:", action.name, "no cause that is not all of theirs")
            self.assertFalse(self.raise_actions(), "once")

    def test_one_lot_with_one_cause_is_one_action(self):
        with self.at(0):
            self.uphold(times=3, product_id=self.relay.id, lot="A-7")
            action = self.raise_actions()
            self.assertEqual(len(action), 1)
            self.assertIn(self.cause.name, action.name)

    def test_the_cause_of_a_lot_is_that_of_most(self):
        about = {"product_id": self.relay.id, "lot": "A-7"}
        with self.at(0):
            self.uphold(self.others[0], **about)
            self.uphold(times=2, **about)
            self.assertEqual(self.raise_actions().cause_id, self.cause)

    def test_effect_is_judged_by_the_same_figure_after_as_many_days(self):
        with self.at(0):
            self.uphold(times=3)
            action = self.raise_actions()
        with self.at(10):
            action.with_user(self.owner).action_done()
        self.assertEqual(action.effect_on, fields.Date.to_date("2026-06-10"))
        self.assertFalse(action.activity_ids)
        verifier = action.with_user(self.manager)
        verifier.verification = "Counted the cases"
        with self.at(50):
            self.uphold(times=2)
            action.invalidate_recordset()
            self.assertEqual(action.count_after, 2)
            with self.assertRaises(UserError):
                verifier.action_effective()
        with self.at(101):
            action.invalidate_recordset()
            verifier.action_effective()
        self.assertEqual(action.state, "effective")

    def test_what_came_back_is_not_effective(self):
        with self.at(0):
            self.uphold(times=3)
            action = self.raise_actions()
            action.with_user(self.owner).action_done()
        with self.at(20):
            self.uphold(times=3)
        with self.at(120):
            # after the days that count
            self.uphold(self.others[0])
            action.invalidate_recordset()
            self.assertEqual(action.count_after, 3)
            verifier = action.with_user(self.manager)
            verifier.verification = "It came back"
            with self.assertRaises(UserError):
                verifier.action_effective()
            verifier.action_ineffective()
        with self.at(60):
            self.assertEqual(len(self.raise_actions()), 1, "it is raised anew")

    def test_nobody_makes_a_trend_by_hand(self):
        with self.at(0):
            self.uphold(times=3)
            action = self.raise_actions().with_user(self.owner)
        for vals in ({"is_raised": False}, {"trend_cases": 99}, {"count_before": 0}):
            with self.subTest(**vals), self.assertRaises(UserError):
                action.write(vals)

    def test_two_runs_at_once_raise_one(self):
        with self.at(0):
            self.uphold(times=3)
            action = self.raise_actions()
            with (
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                action._raise(self.company, action.complaint_ids)

    def test_the_scheduled_action(self):
        with self.at(0):
            self.uphold(times=3)
            with self.enter_registry_test_mode():
                self.env.ref(
                    "marketing_office.ir_cron_raise_corrective_actions"
                ).method_direct_trigger()
            actions = self.env["mkt.corrective.action"].search(
                [("is_raised", "=", True), ("company_id", "=", self.company.id)]
            )
            self.assertEqual(actions.cause_id, self.cause)
