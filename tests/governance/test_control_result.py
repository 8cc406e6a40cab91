from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time
from odoo.tools import format_date

from .governance_case import GovernanceCase

NEXT_MONTH = timedelta(days=32)


class TestControlResult(GovernanceCase):
    mail_disabled = False
    assigned_since = "2026-01-01"

    def red(self):
        return self.find(self.make_control())

    def activities(self, result):
        return result.activity_ids.filtered(lambda a: a.activity_type_id == self.kind)

    @property
    def kind(self):
        return self.env.ref("marketing_office.mail_activity_type_control")

    def test_red_raises_an_activity_for_the_post_in_charge(self):
        result = self.red()
        self.assertEqual(
            self.activities(result).user_id, self.users["marketing_manager"]
        )
        self.compute(result.control_id)
        self.assertEqual(len(self.activities(result)), 1)
        self.give_evidence(result.control_id)
        self.assertEqual(result.state, "observed")
        self.assertFalse(self.activities(result))

    def test_red_stands_in_the_ledger(self):
        result = self.red()
        ledger = self.as_user(self.env["mkt.followup"], "director")
        domain = [("kind", "=", "mkt.control.result"), ("res_id", "=", result.id)]
        row = ledger.search(domain)
        self.assertEqual(row.user_id, self.users["marketing_manager"])
        self.assertEqual(row.due_on, result.deadline)
        # the name of a control says what should be
        self.assertEqual(row.name, f"Not observed: {result.control_id.name}")
        self.assertFalse(row.is_done)
        self.give_evidence(result.control_id)
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertTrue(ledger.search(domain).is_done)

    def test_red_goes_up_the_levels(self):
        result = self.red()
        levels = self.env["mkt.sla.level"]._of("control")
        for level in levels:
            day = result.deadline + timedelta(days=level.reached_at)
            with freeze_time(day):
                self.env.invalidate_all()
                self.assertTrue(result.is_overdue)
                result._escalate()
                self.assertEqual(result.level_id, level)
        told = self.activities(result).user_id
        self.assertIn(self.users["director"], told)
        self.assertIn(self.users["leadership"], told)
        self.give_evidence(result.control_id)
        self.assertFalse(result.escalate_on)
        self.assertFalse(result.is_overdue)

    def test_red_goes_on_into_the_next_period(self):
        first = self.red()
        with freeze_time(self.today + NEXT_MONTH):
            second = self.find(first.control_id)
            self.assertNotEqual(second, first)
            self.assertEqual(second.since, first.since)
            self.assertEqual(second.red_on, self.today)
            self.assertEqual(second.deadline, self.today + timedelta(days=7))
            # one of them waits, not both
            self.assertFalse(first.deadline)
            self.assertFalse(first.done_on)
            self.assertFalse(self.activities(first))
            self.assertTrue(self.activities(second))
            self.give_evidence(first.control_id)
            self.env.invalidate_all()
            self.assertEqual(second.state, "observed")
            self.assertEqual(second.trend, "○●")

    def test_the_desk_says_since_when(self):
        result = self.red()
        with freeze_time(self.today + NEXT_MONTH):
            second = self.find(result.control_id)
            desks = self.as_user(self.env["mkt.desk.card"], "marketing_manager")
            [item] = [
                item
                for item in desks.get_desk()["todo"]
                if item["model"] == "mkt.control.result"
            ]
        self.assertEqual(item["id"], second.id)
        self.assertIn(f"Not observed: {second.control_id.name}", item["name"])
        self.assertIn(second.period_id.display_name, item["name"])
        self.assertEqual(item["why"], f"Since {format_date(self.env, self.today)}")
        self.assertIn("days late", item["due"])

    def test_assigning(self):
        result = self.red()
        staff = self.users["sales_staff"]
        deadline = self.today + timedelta(days=3)
        with self.assertRaises(AccessError):
            self.as_user(result, "sales_staff").action_assign(staff.id, deadline)
        with self.assertRaises(UserError):
            self.as_user(result, "director").action_assign(staff.id, self.past(1))
        with self.assertRaises(UserError):
            self.as_user(result, "director").action_assign(
                self.make_user("stranger").id, deadline
            )
        dialog = self.env["mkt.control.assignment"].with_user(self.users["director"])
        dialog = dialog.with_context(default_result_id=result.id).create(
            {"user_id": staff.id, "deadline": deadline, "note": "Please"}
        )
        dialog.action_confirm()
        self.assertEqual(result.owner_id, staff)
        self.assertEqual(self.activities(result).user_id, staff)
        self.assertTrue(self.as_user(result, "sales_staff").waits_for_me)
        self.assertFalse(self.as_user(result, "marketing_manager").waits_for_me)
        self.give_evidence(result.control_id)
        with self.assertRaises(UserError):
            self.as_user(result, "director").action_assign(staff.id, deadline)

    def test_nobody_writes_a_result(self):
        result = self.red()
        for code in ("director", "leadership", "marketing_manager"):
            for vals in (
                {"state": "observed"},
                {"figure": 100},
                {"done_on": self.today},
            ):
                with self.subTest(code=code, vals=vals), self.assertRaises(AccessError):
                    self.as_user(result, code).write(vals)

    def test_look_again(self):
        result = self.red()
        self.as_user(result, "member").action_renew()
        stranger = self.make_user("stranger")
        with self.assertRaises(AccessError):
            result.with_user(stranger).action_renew()

    def test_the_schedule_computes_every_office(self):
        with self.enter_registry_test_mode():
            self.env.ref(
                "marketing_office.ir_cron_compute_controls"
            ).method_direct_trigger()
        results = self.env["mkt.control.result"].search(
            [("company_id", "=", self.company.id), ("is_current", "=", True)]
        )
        controls = self.env["mkt.control"].search([("company_id", "=", False)])
        self.assertEqual(results.control_id & controls, controls)


class TestException(GovernanceCase):
    assigned_since = "2026-01-01"

    def ask(self, control, code="marketing_manager", **vals):
        exception = self.as_user(self.env["mkt.control.exception"], code).create(
            {
                "control_id": control.id,
                "reason": "The printer is being moved",
                "date_to": self.today + timedelta(days=20),
                **vals,
            }
        )
        exception.action_submit()
        return exception

    def test_accepted_stays_amber_until_its_day(self):
        control = self.make_control()
        self.assertEqual(self.find(control).state, "not_observed")
        exception = self.ask(control)
        self.assertEqual(self.find(control).state, "not_observed")
        self.as_user(exception, "director").action_approve()
        result = self.result(control)
        self.assertEqual(result.state, "accepted")
        self.assertEqual(result.exception_id, exception.sudo())
        self.assertEqual(exception.decided_by_ids, self.users["director"])
        self.give_evidence(control)
        self.assertEqual(self.result(control).state, "observed")
        with freeze_time(self.today + timedelta(days=62)):
            self.assertEqual(self.find(control).state, "not_observed")

    def test_who_asks_does_not_accept(self):
        control = self.make_control()
        exception = self.ask(control, "director")
        with self.assertRaises(AccessError):
            self.as_user(exception, "director").action_approve()
        self.assertEqual(exception.sudo().next_post_id, self.post("leadership"))
        self.as_user(exception, "leadership").action_approve()
        self.assertEqual(exception.sudo().state, "approved")

    def test_ending(self):
        control = self.make_control()
        self.find(control)
        exception = self.ask(control)
        self.as_user(exception, "director").action_approve()
        with self.assertRaises(AccessError):
            self.as_user(exception, "marketing_manager").action_end()
        self.as_user(exception, "director").action_end()
        self.assertEqual(self.result(control).state, "not_observed")

    def test_not_for_days_that_are_over(self):
        with self.assertRaises(UserError):
            self.ask(self.make_control(), date_to=self.past(1))

    def test_not_before_it_is_saved(self):
        unsaved = self.env["mkt.control.exception"].browse([None])
        with self.assertRaises(UserError):
            self.as_user(unsaved, "director").action_submit()


class TestFreezing(GovernanceCase):
    assigned_since = "2026-01-01"

    def test_results_freeze_with_their_period(self):
        control = self.control("meetings_held")
        month = self.month()
        self.assertEqual(self.find(control).state, "not_observed")
        with freeze_time(self.today + NEXT_MONTH):
            self.env.invalidate_all()
            self.as_user(month, "finance_manager").action_close()
            results = self.env["mkt.control.result"]
            frozen = results.search(
                [("control_id", "=", control.id), ("period_id", "=", month.id)]
            )
            self.assertTrue(frozen.frozen)
            self.make_meeting(month.date_from)
            self.compute(control)
            self.assertEqual(frozen.state, "not_observed")
            self.as_user(month, "director").action_reopen("The meeting was held")
            self.assertFalse(frozen.frozen)
            self.assertEqual(frozen.state, "observed")
