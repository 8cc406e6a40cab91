from datetime import timedelta

from odoo.exceptions import AccessError, UserError

from .market_case import MarketCase


class TestSignal(MarketCase):
    mail_disabled = False

    def make_signal(self, user="market_researcher", late=None, **vals):
        """A signal; `late` says how many days its deadline has passed."""
        if late is not None:
            vals["deadline"] = self.company._mkt_today() - timedelta(days=late)
        signals = self.env["mkt.signal"].with_user(self.users[user])
        return signals.create({"name": "A price war", **vals}).with_env(self.env)

    def observe(self, user, **vals):
        observations = self.env["mkt.observation"].with_user(self.users[user])
        return observations.create({"name": "A new dealer", "kind": "channel", **vals})

    def test_raised_from_an_observation_by_its_author(self):
        observation = self.observe("sales_staff")
        action = observation.action_raise_signal()
        signal = self.env["mkt.signal"].browse(action["res_id"])
        self.assertEqual(signal.user_id, self.users["sales_staff"])
        self.assertEqual(signal.post_id, self.post("marketing_manager"))
        due = self.company._mkt_today() + timedelta(days=14)
        self.assertEqual(signal.deadline, due)
        with self.assertRaises(UserError):
            observation.action_raise_signal()
        with self.assertRaises(AccessError):
            observation.with_user(self.users["member"]).action_raise_signal()
        with self.assertRaises(UserError):
            observation.unlink()

    def test_a_form_without_company_is_not_overdue(self):
        day = self.company._mkt_today() - timedelta(days=1)
        signals = self.env["mkt.signal"].with_user(self.users["director"])
        self.assertTrue(signals.new({"deadline": day}).is_overdue)
        self.assertFalse(signals.new({"deadline": day, "company_id": False}).is_overdue)

    def test_the_asked_post_answers(self):
        signal = self.make_signal()
        for code in ("director", "product_manager", "market_researcher"):
            with self.subTest(code=code), self.assertRaises(AccessError):
                signal.with_user(self.users[code]).action_no_change("not our market")
        manager = signal.with_user(self.users["marketing_manager"])
        self.assertTrue(manager.waits_for_me)
        with self.assertRaises(UserError):
            manager.action_no_change("  ")
        manager.action_no_change("not our market")
        self.assertEqual(signal.state, "no_change")
        self.assertEqual(signal.answered_by_id, self.users["marketing_manager"])
        with self.assertRaises(UserError):
            manager.action_no_change("again")
        with self.assertRaises(UserError):
            signal.with_user(self.users["market_researcher"]).description = "changed"

    def test_nobody_answers_their_own(self):
        signal = self.make_signal("marketing_manager")
        self.assertEqual(signal.post_id, self.post("director"))
        signal.with_user(self.users["marketing_manager"]).post_id = self.post(
            "marketing_manager"
        )
        with self.assertRaises(AccessError):
            signal.with_user(self.users["marketing_manager"]).action_no_change("fine")

    def test_the_asked_post_does_not_put_it_off(self):
        signal = self.make_signal()
        with self.assertRaises(AccessError):
            signal.with_user(self.users["marketing_manager"]).deadline = "2099-01-01"

    def test_levels(self):
        signal = self.make_signal(late=0)

        def told():
            activities = self.env["mail.activity"].search(
                [("res_model", "=", "mkt.signal"), ("res_id", "=", signal.id)]
            )
            return activities.user_id

        self.assertFalse(signal.is_overdue)
        due = self.env["mkt.signal"]._before_today("escalate_on", "<=")
        self.assertNotIn(signal, signal.search(due))
        expected = self.env["res.users"]
        for late, code, level in (
            (1, "marketing_manager", "asked"),
            (4, "director", "director"),
            (8, "leadership", "leadership"),
        ):
            signal.deadline = self.company._mkt_today() - timedelta(days=late)
            self.assertIn(signal, signal.search(due))
            signal._escalate()
            expected |= self.users[code]
            self.assertEqual(told(), expected)
            self.assertEqual(signal.level_id, self.level(level))
            signal._escalate()
            self.assertEqual(len(told()), len(expected))
            self.assertNotIn(signal, signal.search(due))
        signal.with_user(self.users["marketing_manager"]).action_no_change("fine")
        self.assertFalse(told())

    def level(self, name):
        return self.env.ref(f"marketing_office.sla_level_signal_{name}")

    def test_the_desk_of_the_director_says_how_late_it_is(self):
        signal = self.make_signal(late=20)
        signal._escalate()
        desk = self.env["mkt.desk.card"].with_user(self.users["director"]).get_desk()
        [item] = [i for i in desk["todo"] if i["model"] == "mkt.signal"]
        self.assertEqual((item["id"], item["due"]), (signal.id, "20 days late"))

    def test_settings_change_the_levels(self):
        signal = self.make_signal(late=2)
        signal._escalate()
        self.assertEqual(signal.escalate_on, signal.deadline + timedelta(days=4))
        settings = self.make_user("settings", groups="base.group_system")
        levels = self.env["mkt.sla.level"].with_user(settings)
        levels.browse(self.level("director").id).reached_at = 6
        self.assertEqual(signal.escalate_on, signal.deadline + timedelta(days=6))
        vals = {"name": "Sooner", "subject": "signal", "reached_at": 3}
        sooner = levels.create(vals)
        self.assertEqual(signal.escalate_on, signal.deadline + timedelta(days=3))
        # days of signals and percents of cases do not meet
        levels.create({**vals, "subject": "case"})
        sooner.unlink()
        self.assertEqual(signal.escalate_on, signal.deadline + timedelta(days=6))
        # levels are the same in all companies: no post of one changes them
        for code in ("marketing_manager", "director"):
            with self.assertRaises(AccessError):
                levels.with_user(self.users[code]).create({**vals, "reached_at": 5})

    def test_the_scheduled_action(self):
        signal = self.make_signal(late=5)
        cron = self.env.ref("marketing_office.ir_cron_escalate_signals")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.assertEqual(signal.level_id, self.level("director"))

    def test_queries_do_not_grow(self):
        def queries(count):
            signals = self.env["mkt.signal"].union(
                *(self.make_signal(late=2) for _n in range(count))
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            signals._escalate()
            self.env.flush_all()
            return self.cr.sql_log_count - before

        queries(2)
        self.assertLessEqual(queries(20), queries(5) + 2)
