from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, freeze_time

from ..common import OfficeCase


class TestDeskCards(OfficeCase):
    """Each post finds its own cards on the desk, with true counts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer()
        cls.give_customer(cls.customer, cls.users["account_manager"])
        for vals in (
            {},
            {"user_id": cls.users["service_clerk"].id},
            {"user_id": cls.users["market_researcher"].id, "severity": "3"},
            {"partner_id": cls.customer.id},
        ):
            cls.make_complaint(**vals)

    def cards(self, user):
        return self.env["mkt.desk.card"].with_user(user).search([])

    def test_each_post_sees_its_cards(self):
        everybody = self.env["mkt.desk.card"].search([("post_ids", "=", False)])
        for code, user in self.users.items():
            own = self.env["mkt.desk.card"].search(
                [("post_ids", "=", self.post(code).id)]
            )
            with self.subTest(code=code):
                cards = self.cards(user)
                self.assertEqual(set(cards.ids), set((own + everybody).ids))

    def test_several_posts_see_the_cards_of_all(self):
        user = self.make_holder("service_clerk", login="both")
        before = self.cards(user)
        self.assign(user, "director")
        director = self.cards(self.users["director"])
        self.assertEqual(set(self.cards(user).ids), set((before + director).ids))

    def test_without_a_post(self):
        user = self.make_user("without_post")
        cards = self.env["mkt.desk.card"].with_user(user)
        self.assertFalse(cards.has_access("read"))

    def desk(self, user, **kwargs):
        return self.env["mkt.desk.card"].with_user(user).get_desk(**kwargs)

    def counts(self, user):
        """What the desk says of each card: {card id: count}."""
        desk = self.desk(user)
        groups = desk["attention"]["groups"]
        shown = [*desk["todo_cards"], *(card for g in groups for card in g["cards"])]
        quiet = {card["id"]: "0" for card in desk["attention"]["quiet"]}
        return {card["id"]: card["count"] for card in shown} | quiet

    def test_opened_by_its_readers_alone(self):
        to_acknowledge = self.env.ref("marketing_office.desk_card_to_acknowledge")
        for user in (
            self.make_portal_user(),
            self.make_user("without_post"),
            self.users["market_researcher"],
        ):
            with self.subTest(user.login), self.assertRaises(AccessError):
                to_acknowledge.with_user(user).action_open()

    def test_counts_what_it_opens(self):
        seen = set()
        for code, user in self.users.items():
            counts = self.counts(user)
            for card in self.cards(user).filtered(
                lambda c: c.part in ("todo", "attention")
            ):
                with self.subTest(code=code, card=card.name):
                    opened = card.action_open()
                    model = self.env[opened["action"]["res_model"]].with_user(user)
                    count = (
                        model.search_count(opened["filter"]["domain"])
                        if model.has_access("read")
                        else 0
                    )
                    self.assertEqual(counts.get(card.id, "0"), str(count))
                    self.assertFalse(opened["action"]["context"])
                    seen |= {card.id} if count else set()
        self.assertIn(
            self.env.ref("marketing_office.desk_card_to_acknowledge").id, seen
        )

    def count_of(self, name, code):
        card = self.env.ref(f"marketing_office.desk_card_{name}")
        return self.counts(self.users[code]).get(card.id, "0")

    def test_counts_of_two_readers(self):
        self.assertEqual(self.count_of("my_cases", "service_clerk"), "1")
        self.assertEqual(self.count_of("my_cases", "director"), "0")

    def test_card_of_my_customers(self):
        self.assertEqual(self.count_of("my_customers_cases", "account_manager"), "1")

    def test_cancelled_cases_leave_the_desk(self):
        before = self.count_of("open", "director")
        self.env["mkt.complaint"].search([], limit=1).action_cancel("by mistake")
        self.assertEqual(self.count_of("open", "director"), str(int(before) - 1))

    def test_late_first_and_each_record_once(self):
        user = self.users["service_clerk"]
        late, soon = (
            self.make_complaint(name=name, user_id=user.id) for name in ("Late", "Soon")
        )
        late.deadline_at = "2020-01-01 08:00:00"
        soon.deadline_at = fields.Datetime.now() + timedelta(days=3)
        late.activity_schedule(
            "mail.mail_activity_data_todo", user_id=user.id, summary="Call back"
        )
        items = self.desk(user)["todo"]
        mine = [item for item in items if item["model"] == "mkt.complaint"]
        self.assertEqual(mine[0]["id"], late.id)
        self.assertTrue(mine[0]["late"])
        self.assertFalse(next(i for i in mine if i["id"] == soon.id)["late"])
        numbers = [item["id"] for item in mine]
        self.assertEqual(len(numbers), len(set(numbers)))

    def test_midnight_ends_the_day_before(self):
        card = self.env.ref("marketing_office.desk_card_my_cases")
        card = card.with_context(tz="Asia/Shanghai")
        midnight = fields.Datetime.to_datetime("2026-07-31 16:00:00")
        for now, shown in (
            ("2026-07-30 01:00:00", "due tomorrow"),
            ("2026-07-31 01:00:00", "due today 24:00"),
            ("2026-07-31 17:00:00", "due yesterday"),
        ):
            with self.subTest(shown), freeze_time(now):
                days = card._get_days(midnight)
                self.assertEqual(card._label_due(midnight, days), shown)

    def test_within_the_day_by_the_hour(self):
        user = self.users["service_clerk"]
        cases = []
        for hour in ("15:00", "08:00", "11:30"):
            case = self.make_complaint(name=f"At {hour}", user_id=user.id)
            case.deadline_at = f"2020-01-01 {hour}:00"
            cases.append(case)
        items = self.desk(user)["todo"]
        numbers = [case.id for case in cases]
        shown = [
            item["id"]
            for item in items
            if item["model"] == "mkt.complaint" and item["id"] in numbers
        ]
        self.assertEqual(shown, [numbers[1], numbers[2], numbers[0]])

    def test_an_activity_opens_its_document(self):
        user = self.users["market_researcher"]
        case = self.env["mkt.complaint"].search([("user_id", "=", False)], limit=1)
        # sudo: whoever plans it, the activity is the reader's
        case.sudo().activity_schedule(
            "mail.mail_activity_data_todo", user_id=user.id, summary="Look at the relay"
        )
        [item] = [i for i in self.desk(user)["todo"] if i["why"] == "Look at the relay"]
        self.assertEqual((item["model"], item["id"]), ("mkt.complaint", case.id))
        self.assertEqual(item["name"], case.display_name)

    def test_an_activity_about_nothing_else_opens_itself(self):
        user = self.users["service_clerk"]
        activities = self.env["mail.activity"].create(
            [
                {
                    "user_id": user.id,
                    "summary": summary,
                    "date_deadline": self.company._mkt_today(),
                }
                for summary in ("Order paper", "Call the printer")
            ]
        )
        items = self.desk(user)["todo"]
        self.assertEqual(
            {
                (item["model"], item["id"], item["name"])
                for item in items
                if item["model"] == "mail.activity"
            },
            {("mail.activity", a.id, a.summary) for a in activities},
        )

    def test_two_posts_two_desks(self):
        user = self.make_holder("service_clerk", login="two_posts")
        self.assign(user, "director")
        both, clerk = self.desk(user), self.post("service_clerk")
        self.assertEqual(
            {post["id"] for post in both["posts"]}, {clerk.id, self.post("director").id}
        )
        alone = self.desk(user, post_id=clerk.id)
        names = {e["name"] for e in alone["entries"]}
        self.assertIn("Record a Case", names)
        self.assertNotIn("Appoint", names)
        self.assertIn("Appoint", {e["name"] for e in both["entries"]})

    def test_a_strange_post_changes_nothing(self):
        user = self.users["service_clerk"]
        director = self.post("director")
        self.assertEqual(self.desk(user, post_id=director.id), self.desk(user))

    def test_counting_ends(self):
        user = self.users["director"]
        self.env["mkt.complaint"].create([{"name": f"Case {i}"} for i in range(1000)])
        self.assertEqual(self.count_of("open", "director"), "999+")
        self.assertLessEqual(len(self.desk(user)["todo"]), 20)

    def test_date_field_that_is_none(self):
        action = self.env.ref("marketing_office.mkt_complaint_action")
        for name in ("name", "no_such_field", "clock_ids"):
            with self.subTest(name), self.assertRaises(ValidationError):
                self.env["mkt.desk.card"].create(
                    {"name": "Cases", "action_id": action.id, "due_field": name}
                )

    def test_without_a_desk(self):
        for user in (self.make_portal_user(), self.make_user("no_post")):
            cards = self.env["mkt.desk.card"].with_user(user)
            card = cards.browse(self.env.ref("marketing_office.desk_card_open").id)
            for call in (cards.get_desk, card.action_open, card.action_enter):
                with (
                    self.subTest(user.login, call=call),
                    self.assertRaises(AccessError),
                ):
                    call()

    def test_number_of_queries_does_not_grow(self):
        user = self.users["customer_service_manager"]

        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.cr.sql_log_count
            self.desk(user)
            return self.cr.sql_log_count - start

        cases = [{"name": f"Case {i}", "user_id": user.id} for i in range(200)]
        self.env["mkt.complaint"].create(cases[:10])
        queries()
        few = queries()
        self.env["mkt.complaint"].create(cases[10:])
        queries()
        self.assertEqual(queries(), few)

    def test_configured_by_administrators(self):
        admin = self.make_user("settings", groups="base.group_system")
        view = "marketing_office.mkt_desk_card_view_list"
        with Form(self.env["mkt.desk.card"].with_user(admin), view=view) as card:
            card.name = "Cases"
            card.action_id = self.env.ref("marketing_office.mkt_complaint_action")
            card.post_ids.add(self.post("market_researcher"))
        self.assertIn(
            "Cases", self.cards(self.users["market_researcher"]).mapped("name")
        )
        self.assertNotIn("Cases", self.cards(self.users["sales_staff"]).mapped("name"))
