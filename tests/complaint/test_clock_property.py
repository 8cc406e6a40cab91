"""Whatever happens to a case, its clock agrees with one that counts minute by minute."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import TransactionCase, freeze_time

from .reference_clock import ReferenceClock, is_always, is_working

START = datetime(2026, 9, 11, 8, 7)
events = st.lists(
    st.tuples(
        st.integers(0, 3000),
        st.sampled_from(
            ["pause", "resume", "stop", "reopen", "limit", "counting", "look"]
        ),
        st.integers(1, 60),
    ),
    min_size=1,
    max_size=8,
)


class TestClockProperty(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Clockworks"})
        calendar = cls.company.resource_calendar_id
        calendar.tz = "Asia/Shanghai"
        calendar.attendance_ids.unlink()
        calendar.attendance_ids = [
            (0, 0, {"name": "Work", "dayofweek": str(d), "hour_from": a, "hour_to": b})
            for d in range(5)
            for a, b in ((9, 12), (13, 18))
        ]
        cls.env["mkt.sla.policy"].search([]).active = False
        cls.policy = cls.env["mkt.sla.policy"].create(
            {"name": "Resolve", "metric": "resolve", "hours": 20}
        )

    def make_clock(self):
        self.policy.write({"hours": 20, "counting": "working"})
        complaint = self.env["mkt.complaint"].create(
            {"name": "Relay", "company_id": self.company.id, "received_at": START}
        )
        return complaint.clock_ids

    @settings(max_examples=40)
    @given(events)
    def test_any_sequence_conserves_time(self, events):
        with self.env.cr.savepoint() as savepoint:
            clock, reference = self.make_clock(), ReferenceClock(START, 20 * 60)
            for gap, event, value in events:
                moment = reference.now + timedelta(minutes=gap)
                reference.advance(moment)
                self.happen(clock, reference, event, value, moment)
                self.assert_agrees(clock, reference, moment)
            savepoint.rollback()
            self.env.invalidate_all()

    def happen(self, clock, reference, event, value, moment):
        if event == "pause" and clock.state == "running":
            clock._pause(moment)
            reference.running = False
        elif event == "stop" and clock.state in ("running", "paused"):
            clock._stop(moment)
            reference.running = False
            kept = reference.used <= reference.limit
            self.assertEqual(clock.state, "met" if kept else "missed")
        elif (event == "resume" and clock.state == "paused") or (
            event == "reopen" and clock.state in ("met", "missed")
        ):
            clock._resume(moment)
            reference.running = True
        elif event in ("limit", "counting") and clock.is_alive:
            self.change_policy(clock, reference, event, value, moment)

    def change_policy(self, clock, reference, event, value, moment):
        """As the policy's form does it, at a moment of our choice."""
        with freeze_time(moment):
            if event == "limit":
                self.policy.hours = value
                reference.limit = value * 60
            else:
                counting = "clock" if value % 2 else "working"
                self.policy.counting = counting
                reference.counts = is_always if value % 2 else is_working

    def assert_agrees(self, clock, reference, moment):
        self.assertEqual(clock._elapsed(moment)[clock], reference.used * 60)
        if clock.state == "running":
            expected = reference.deadline()
            if reference.used < reference.limit:
                self.assertEqual(clock.deadline_at, expected)
            else:
                self.assertLessEqual(clock.deadline_at, moment)
        else:
            self.assertFalse(clock.deadline_at)
