from datetime import date, timedelta

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time
from odoo.tools import mute_logger

from .market_case import MarketCase


class TestGathering(MarketCase):
    """What is collected regularly is due in each period, once, and is brought in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.researcher = cls.users["market_researcher"]
        cls.today = cls.company._mkt_today()
        cls.gathering = cls.make_gathering()
        cls.task = cls.gathering.task_ids

    @classmethod
    def make_gathering(cls, user=None, **vals):
        gatherings = cls.env["mkt.gathering"].with_user(user or cls.researcher)
        return gatherings.create(
            {
                "name": "Prices of Rival",
                "kind": "price",
                "competitor_id": cls.rival.id,
                **vals,
            }
        )

    def observe(self, task=None, user=None, **vals):
        task = task or self.task
        action = task.with_user(user or self.researcher).action_observe()
        observations = self.env["mkt.observation"].with_user(user or self.researcher)
        observations = observations.with_context(**action["context"])
        return observations.create({"name": "Relay 40 A", "price": 10, **vals})

    def on_desk(self, user=None):
        card = self.env.ref("marketing_office.desk_card_information_to_collect")
        return self.count_on_desk(card.with_user(user or self.researcher))

    def past_task(self, gathering=None, **vals):
        """The period before this one, as it was left behind."""
        gathering = gathering or self.gathering
        this = gathering.task_ids[:1].period_id
        period = self.env["mkt.period"]._of(self.company, *this._previous())
        return self.env["mkt.gathering.task"].create(
            {
                "gathering_id": gathering.id,
                "period_id": period.id,
                "user_id": gathering.user_id.id,
                "deadline": period.date_to,
                **vals,
            }
        )

    def test_due_on_the_desk_until_it_is_brought_in(self):
        self.assertEqual(self.task.outcome, "due")
        self.assertEqual(self.task.user_id, self.researcher)
        self.assertTrue(self.task.date_from <= self.today <= self.task.date_to)
        self.assertEqual(self.on_desk(), 1)
        self.assertFalse(self.on_desk(self.users["marketing_manager"]))
        observation = self.observe()
        self.assertEqual(observation.competitor_id, self.rival)
        self.assertEqual(self.task.outcome, "collected")
        self.assertEqual(self.task.collected_on, self.today)
        self.assertTrue(self.task.is_timely)
        self.assertFalse(self.on_desk())
        observation.unlink()
        self.assertEqual(self.task.outcome, "due")
        self.assertEqual(self.on_desk(), 1)

    def test_a_colleague_may_bring_it_in(self):
        self.observe(user=self.users["member"])
        self.assertEqual(self.task.outcome, "collected")

    def test_an_observation_of_something_else_does_not_bring_it_in(self):
        other = self.make_competitor("Other")
        earlier = self.task.date_from - timedelta(days=1)
        for vals in (
            {"competitor_id": other.id},
            {"kind": "launch"},
            {"date": earlier},
        ):
            with self.subTest(vals=vals), self.assertRaises(ValidationError):
                self.observe(**vals)
        self.observe().task_id = False
        self.assertEqual(self.task.outcome, "due")

    def test_the_form_takes_over_what_is_asked(self):
        form = Form(self.env["mkt.observation"].with_user(self.researcher))
        form.name = "Relay 40 A"
        form.task_id = self.task
        self.assertEqual((form.kind, form.competitor_id), ("price", self.rival))

    def test_late(self):
        self.task.sudo().deadline = self.today - timedelta(days=1)
        self.assertEqual(self.task.outcome, "late")
        self.assertEqual(self.on_desk(), 1)
        self.observe()
        self.assertEqual(self.task.outcome, "collected_late")
        self.assertFalse(self.task.is_timely)

    def test_missed(self):
        task = self.past_task()
        self.assertEqual(task.outcome, "missed")
        # the researcher's desk has what can still be done; the manager sees what was not
        self.assertEqual(self.on_desk(), 1)
        card = self.env.ref("marketing_office.desk_card_information_not_collected")
        task.period_id = self.env["mkt.period"]._of(
            self.company, "week", self.today - timedelta(days=7)
        )
        manager = self.users["marketing_manager"]
        self.assertEqual(self.count_on_desk(card.with_user(manager)), 1)
        missed = self.env["mkt.gathering.task"].search([("is_over", "=", True)])
        self.assertEqual(missed, task)

    def test_each_period_once(self):
        gatherings = self.env["mkt.gathering"]
        weekly = self.make_gathering(frequency="week", due_day=3)
        idle = self.make_gathering(active=False)
        self.assertFalse(idle.task_ids)
        with self.enter_registry_test_mode():
            cron = self.env.ref("marketing_office.ir_cron_raise_gathering_tasks")
            cron.method_direct_trigger()
            cron.method_direct_trigger()
        self.assertEqual(len(weekly.task_ids), 1)
        self.assertEqual(
            weekly.task_ids.deadline, weekly.task_ids.date_from + timedelta(2)
        )
        following = self.today + timedelta(days=7)
        with freeze_time(following):
            gatherings.search([])._raise_tasks()
        self.assertEqual(len(weekly.task_ids), 2)
        self.assertFalse(idle.task_ids)

    def test_what_begins_after_its_day_is_due_by_the_last_one(self):
        with freeze_time("2026-06-16 04:00:00"):
            late, ahead = (
                self.env["mkt.gathering"]
                .create({"name": "Prices", "kind": "price", "due_day": day})
                .task_ids
                for day in (10, 20)
            )
        self.assertEqual(late.deadline, date(2026, 6, 30))
        self.assertEqual(ahead.deadline, date(2026, 6, 20))

    def test_another_researcher_collects_for_one_who_has_left(self):
        gone = self.make_holder("market_researcher", "gone")
        gathering = self.make_gathering(user_id=gone.id)
        gone.active = False
        gathering.sudo().task_ids.unlink()
        gathering._raise_tasks()
        self.assertEqual(gathering.task_ids.user_id, self.researcher)

    def test_the_day_lies_in_the_period(self):
        for due_day, month, deadline in (
            (0, date(2026, 2, 1), date(2026, 2, 28)),
            (10, date(2026, 2, 1), date(2026, 2, 10)),
            (31, date(2026, 2, 1), date(2026, 2, 28)),
        ):
            period = self.env["mkt.period"]._of(self.company, "month", month)
            self.gathering.due_day = due_day
            self.assertEqual(self.gathering._deadline(period), deadline)

    def test_queries_do_not_grow_with_the_number(self):
        counts = []
        for number in (1, 2, 20):
            gatherings = self.env["mkt.gathering"].create(
                [
                    {"name": f"Prices {n}", "kind": "price", "active": False}
                    for n in range(number)
                ]
            )
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            gatherings._raise_tasks()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts[1:])

    def test_whoever_takes_over_has_it_on_the_desk(self):
        past = self.past_task()
        self.gathering.user_id = self.users["product_manager"]
        self.assertEqual(self.task.user_id, self.users["product_manager"])
        self.assertEqual(past.user_id, self.researcher)
        self.assertFalse(self.on_desk())
        self.assertEqual(self.on_desk(self.users["product_manager"]), 1)

    def test_archived(self):
        past = self.past_task()
        self.gathering.active = False
        self.assertEqual(self.gathering.task_ids, past)
        self.gathering.active = True
        self.assertEqual(len(self.gathering.task_ids), 2)

    def test_what_was_collected_stays(self):
        self.make_gathering().unlink()
        self.observe()
        with self.assertRaises(UserError):
            self.gathering.unlink()
        missed = self.make_gathering()
        self.past_task(missed)
        with self.assertRaises(UserError):
            missed.unlink()

    def test_who_says_what_is_collected(self):
        for code in ("director", "marketing_manager", "product_manager"):
            self.assertTrue(self.make_gathering(self.users[code]))
        for code in ("sales_staff", "member", "leadership"):
            user = self.users[code]
            with self.subTest(code=code), self.assertRaises(AccessError):
                self.make_gathering(user)
            with self.subTest(code=code), self.assertRaises(AccessError):
                self.gathering.with_user(user).name = "Other"
        # what is due, and when it was brought in, the system says
        for vals in ({"deadline": self.today}, {"collected_on": self.today}):
            with self.assertRaises(AccessError):
                self.task.with_user(self.researcher).write(vals)
        with self.assertRaises(AccessError):
            self.task.with_user(self.researcher).unlink()

    def test_bad_input(self):
        elsewhere = self.make_user("elsewhere", companies=self.company_b)
        for user in (elsewhere, self.make_portal_user()):
            with self.assertRaises(ValidationError):
                self.make_gathering(user_id=user.id)
        with self.assertRaises(UserError):
            self.gathering.frequency = "week"
        last = {"week": 7, "month": 31, "quarter": 92, "year": 366}
        for frequency, due_day in last.items():
            self.make_gathering(frequency=frequency, due_day=due_day)
        for vals in (
            {"due_day": -1},
            {"due_day": 999},
            *({"frequency": f, "due_day": day + 1} for f, day in last.items()),
            {"kind": False, "competitor_id": False},
        ):
            with (
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.cr.savepoint(),
            ):
                self.make_gathering(**vals)
