import base64
from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from ..common import OfficeCase


class CoordinationCase(OfficeCase):
    posts = (
        "director",
        "marketing_manager",
        "sales_manager",
        "account_manager",
        "product_manager",
        "leadership",
        "member",
    )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sales = cls.env.ref("marketing_office.department_sales")
        cls.service = cls.env.ref("marketing_office.department_service")
        cls.today = cls.company._mkt_today()

    def ask(self, user="account_manager", late=None, **vals):
        """A request to the product manager; `late` says how long its day is past."""
        values = {
            "name": "A sample of the 40 A relay",
            "kind_id": self.kind("sample").id,
            **vals,
        }
        requests = self.env["mkt.coordination"].with_user(self.users[user])
        request = requests.create(values).with_env(self.env)
        if late is not None:
            request.deadline = self.today - timedelta(days=late)
        return request

    def kind(self, name):
        return self.env.ref(f"marketing_office.coordination_kind_{name}")

    def by(self, request, code):
        return request.with_user(self.users[code])

    def activities(self, request):
        return self.env["mail.activity"].search(
            [("res_model", "=", "mkt.coordination"), ("res_id", "=", request.id)]
        )


class TestCoordination(CoordinationCase):
    mail_disabled = False

    def test_asked_accepted_answered_confirmed(self):
        request = self.ask()
        self.assertEqual(request.post_id, self.post("product_manager"))
        self.assertEqual(request.owner_id, self.users["product_manager"])
        self.assertEqual(
            self.activities(request).user_id, self.users["product_manager"]
        )
        asked = self.by(request, "product_manager")
        self.assertTrue(asked.waits_for_me)
        asked.action_accept()
        self.assertEqual(request.state, "accepted")
        file = (
            self.env["ir.attachment"]
            .with_user(self.users["product_manager"])
            .create({"name": "data.pdf", "datas": base64.b64encode(b"sheet")})
        )
        step = (
            self.env["mkt.coordination.step"]
            .with_user(self.users["product_manager"])
            .create(
                {
                    "coordination_id": request.id,
                    "step": "answer",
                    "text": "Sent by courier today.",
                    "file_ids": file.ids,
                }
            )
        )
        step.action_confirm()
        self.assertEqual(request.state, "answered")
        self.assertTrue(request.is_in_time)
        self.assertEqual(
            self.activities(request).user_id, self.users["account_manager"]
        )
        mine = self.by(request, "account_manager")
        self.assertTrue(mine.waits_for_me)
        self.assertEqual(mine.answer_file_ids.raw, b"sheet")
        with self.assertRaises(UserError):
            file.unlink()
        mine.action_confirm()
        self.assertEqual(request.state, "confirmed")
        self.assertEqual(request.confirmed_by_id, self.users["account_manager"])
        self.assertFalse(self.activities(request))
        with self.assertRaises(UserError):
            mine.description = "changed"

    def test_only_those_asked_answer(self):
        request = self.ask()
        for code in ("director", "marketing_manager", "account_manager"):
            for step in (
                lambda r: r.action_accept(),
                lambda r: r.action_decline("no"),
                lambda r: r.action_answer("yes"),
            ):
                with self.subTest(code=code), self.assertRaises(AccessError):
                    step(self.by(request, code))
        with self.assertRaises(AccessError):
            self.by(request, "member").action_accept()
        self.assertEqual(request.state, "asked")

    def test_only_who_asked_confirms(self):
        request = self.ask()
        self.by(request, "product_manager").action_answer("Here it is.")
        for code in ("product_manager", "marketing_manager", "leadership"):
            with self.subTest(code=code), self.assertRaises(AccessError):
                self.by(request, code).action_confirm()
        # where who asked has left, the Director does
        self.by(request, "director").action_confirm()
        self.assertEqual(request.state, "confirmed")

    def test_declined_with_a_reason_and_asked_again(self):
        request = self.ask()
        asked = self.by(request, "product_manager")
        with self.assertRaises(UserError):
            asked.action_decline("  ")
        asked.action_decline("No samples left until May.")
        self.assertEqual(request.state, "declined")
        told = request.message_ids.filtered(lambda m: "until May" in (m.body or ""))
        self.assertIn(self.users["account_manager"].partner_id, told.partner_ids)
        self.assertEqual(told.author_id, self.users["product_manager"].partner_id)
        with self.assertRaises(UserError):
            asked.action_accept()
        action = self.by(request, "account_manager").action_ask_again()
        form = Form(
            self.env["mkt.coordination"]
            .with_user(self.users["account_manager"])
            .with_context(**action["context"])
        )
        form.department_id = self.sales
        again = form.save()
        self.assertEqual(again.name, request.name)
        self.assertFalse(again.post_id)

    def test_an_answer_that_does_not_do_is_returned(self):
        request = self.ask()
        self.by(request, "product_manager").action_answer("Soon.")
        request.deadline = self.today - timedelta(days=1)
        mine = self.by(request, "account_manager")
        with self.assertRaises(UserError):
            mine.action_return("When is it?")
        mine.action_return("When is it?", self.today + timedelta(days=2))
        self.assertEqual((request.state, request.is_in_time), ("accepted", False))
        self.assertEqual(
            self.activities(request).user_id, self.users["product_manager"]
        )
        self.by(request, "product_manager").action_answer("On Friday.")
        self.assertTrue(request.is_in_time)

    def test_withdrawn_by_who_asked(self):
        request = self.ask()
        with self.assertRaises(AccessError):
            self.by(request, "product_manager").action_withdraw("not needed")
        self.by(request, "account_manager").action_withdraw("The customer has it.")
        self.assertEqual(request.state, "withdrawn")
        self.assertFalse(self.activities(request))

    def test_what_was_accepted_stays(self):
        request = self.ask()
        mine = self.by(request, "account_manager")
        mine.description = "Two pieces"
        self.by(request, "product_manager").action_accept()
        with self.assertRaises(UserError):
            mine.deadline = self.today + timedelta(days=1)
        with self.assertRaises(UserError):
            mine.unlink()
        with self.assertRaises(AccessError):
            self.by(request, "product_manager").deadline = self.today + timedelta(30)

    def test_asked_for_a_day_to_come(self):
        with self.assertRaises(UserError):
            self.ask(deadline=self.today - timedelta(days=1))

    def test_a_department_is_asked(self):
        seller = self.make_user("seller")
        self.assign(seller, "sales_staff", department_id=self.sales.id)
        lead = self.make_user("lead")
        self.assign(lead, "sales_manager", department_id=self.sales.id)
        request = self.ask(
            kind_id=self.kind("other").id, department_id=self.sales.id, post_id=False
        )
        # its head is told, everybody who works there may answer
        self.assertEqual(self.activities(request).user_id, lead)
        request.with_user(seller).action_accept()
        self.assertEqual(request.owner_id, seller)
        request.with_user(lead).action_answer("Done by us.")
        self.assertEqual(request.owner_id, lead)
        with self.assertRaises(AccessError):
            self.by(request, "product_manager").read(["name"])

    def test_who_reads(self):
        request = self.ask()
        readers = {
            code
            for code, user in self.users.items()
            if request.with_user(user).has_access("read")
        }
        self.assertEqual(
            readers,
            {
                "account_manager",
                "product_manager",
                "director",
                "marketing_manager",
                "leadership",
            },
        )

    def test_nobody_asks_in_the_name_of_others(self):
        with self.assertRaises(AccessError):
            self.ask(user_id=self.users["director"].id)
        with self.assertRaises(AccessError):
            self.ask(state="confirmed")

    def test_the_ladder(self):
        request = self.ask(late=1)
        expected = self.users["product_manager"]
        for late, code, level in (
            (1, "product_manager", "asked"),
            (3, "marketing_manager", "marketing_manager"),
            (5, "director", "director"),
        ):
            request.deadline = self.today - timedelta(days=late)
            request._escalate()
            expected |= self.users[code]
            self.assertEqual(self.activities(request).user_id, expected)
            self.assertEqual(
                request.level_id,
                self.env.ref(f"marketing_office.sla_level_coordination_{level}"),
            )
        self.assertTrue(request.is_overdue)
        self.by(request, "product_manager").action_answer("Late, but here.")
        self.assertEqual((request.is_in_time, request.is_overdue), (False, False))
        self.assertFalse(request.escalate_on)

    def test_reminded_once_on_the_day_before(self):
        soon = self.ask(deadline=self.today + timedelta(days=1))
        later = self.ask(deadline=self.today + timedelta(days=5))

        def told():
            return self.env["mail.message"].search_count(
                [
                    ("message_type", "=", "user_notification"),
                    (
                        "partner_ids",
                        "in",
                        self.users["product_manager"].partner_id.ids,
                    ),
                ]
            )

        before = told()
        cron = self.env.ref("marketing_office.ir_cron_remind_coordinations")
        with self.enter_registry_test_mode():
            for _run in range(2):
                cron.method_direct_trigger()
        self.assertEqual(told() - before, 1)
        self.assertEqual(
            (soon.is_reminded_of_deadline, later.is_reminded_of_deadline), (True, False)
        )

    def test_queries_do_not_grow(self):
        def queries(count):
            requests = self.env["mkt.coordination"].union(
                *(self.ask(late=2) for _n in range(count))
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            requests._escalate()
            self.env.flush_all()
            return self.cr.sql_log_count - before

        queries(2)
        self.assertLessEqual(queries(20), queries(5) + 2)

    def test_indicator(self):
        kpi = self.env.ref("marketing_office.kpi_coordination_in_time")
        day = self.today.replace(day=1)
        due = {"deadline": self.today}
        self.by(self.ask(**due), "product_manager").action_answer("in time")
        self.by(self.ask(late=1), "product_manager").action_answer("late")
        self.by(self.ask(late=1), "product_manager").action_decline("not counted")
        self.ask(deadline=self.today + timedelta(days=3))
        self.ask(late=2)
        kpi.period_kind = "year"
        year = self.env["mkt.period"]._of(self.company, "year", day)
        kpi.action_compute()
        value = self.env["mkt.kpi.value"].search(
            [
                ("kpi_id", "=", kpi.id),
                ("period_id", "=", year.id),
                ("scope", "=", "company"),
            ]
        )
        counted = self.env["mkt.coordination"].search(
            [
                ("state", "not in", ("declined", "withdrawn")),
                ("deadline", ">=", year.date_from),
                "|",
                ("answered_on", "!=", False),
                ("deadline", "<", self.today),
            ]
        )
        in_time = counted.filtered(
            lambda r: r.answered_on and r.answered_on <= r.deadline
        )
        self.assertEqual((len(counted), len(in_time)), (3, 1))
        self.assertEqual((value.numerator, value.denominator), (1, 3))


class TestCoordinationSource(CoordinationCase):
    """What a request concerns is named to whoever may read that."""

    def test_the_record_is_named_to_its_readers_alone(self):
        case = self.make_complaint(
            name="Secret fire", user_id=self.users["account_manager"].id
        )
        mine = case.with_user(self.users["account_manager"])
        action = mine.action_mkt_ask_coordination()
        request = (
            self.env["mkt.coordination"]
            .with_user(self.users["account_manager"])
            .with_context(**action["context"])
            .create({"name": "Why does it burn?", "kind_id": self.kind("quality").id})
        )
        self.assertEqual(request.about_name, mine.display_name)
        self.assertEqual(mine.mkt_coordination_count, 1)
        lead = self.env["crm.lead"].create({"name": "Secret deal", "user_id": self.uid})
        request = self.ask(about_model="crm.lead", about_id=lead.id, user="director")
        self.assertEqual(self.by(request, "director").about_name, "Secret deal")
        seller = self.by(request, "product_manager")
        self.assertEqual(seller.about_kind, "Lead")
        if not lead.with_user(seller.env.user).has_access("read"):
            self.assertFalse(seller.about_name)
            with self.assertRaises(AccessError):
                seller.action_open_about()

    def test_asked_about_what_one_may_read_alone(self):
        foreign = self.make_complaint(company_id=self.company_b.id)
        unreadable = self.make_complaint(user_id=self.users["director"].id)
        for about in (
            {"about_model": "mkt.complaint", "about_id": foreign.id},
            {"about_model": "mkt.complaint", "about_id": unreadable.id},
            {"about_model": "mkt.complaint", "about_id": 10**9},
            {"about_model": "res.users", "about_id": 1},
            {"about_model": "no.model", "about_id": 1},
        ):
            # AccessError or ValidationError
            with self.subTest(about=about), self.assertRaises(UserError):
                self.ask(user="member", **about)

    def test_a_record_that_is_gone(self):
        lead = self.env["crm.lead"].create({"name": "Deal"})
        request = self.ask(about_model="crm.lead", about_id=lead.id, user="director")
        lead.unlink()
        mine = self.by(request, "director")
        self.assertFalse(mine.about_name)
        with self.assertRaises(UserError):
            mine.action_open_about()

    def test_the_clocks_of_the_case_run_on(self):
        case = self.make_complaint(user_id=self.users["account_manager"].id)
        before = case.clock_ids.mapped("state")
        self.ask(about_model="mkt.complaint", about_id=case.id)
        self.assertTrue(before)
        self.assertEqual(case.clock_ids.mapped("state"), before)
        self.assertFalse(case.is_paused)
