from odoo.tests import Form

from ..common import OfficeCase


class TestDeskCards(OfficeCase):
    """Each post finds its own cards on the desk, with true counts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer(user_id=cls.users["account_manager"].id)
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

    def test_counts_what_it_opens(self):
        seen = self.env["mkt.desk.card"]
        for code, user in self.users.items():
            for card in self.cards(user):
                with self.subTest(code=code, card=card.name):
                    action = card.action_open()
                    model = self.env[action["res_model"]].with_user(user)
                    count = (
                        model.search_count(action["domain"])
                        if model.has_access("read")
                        else 0
                    )
                    self.assertEqual(card.count, count)
                    seen |= card.filtered("count").sudo()
        self.assertIn(self.env.ref("marketing_office.desk_card_to_acknowledge"), seen)

    def test_opens_without_filters_that_hide(self):
        for card in self.cards(self.users["director"]):
            filters = [
                k for k in card.action_open()["context"] if "search_default" in k
            ]
            self.assertFalse(filters)

    def test_counts_of_two_readers(self):
        card = self.env.ref("marketing_office.desk_card_my_cases")
        for code, count in {"service_clerk": 1, "director": 0}.items():
            self.assertEqual(card.with_user(self.users[code]).count, count)

    def test_card_of_my_customers(self):
        card = self.env.ref("marketing_office.desk_card_my_customers_cases")
        self.assertEqual(card.with_user(self.users["account_manager"]).count, 1)

    def test_cancelled_cases_leave_the_desk(self):
        card = self.env.ref("marketing_office.desk_card_open")
        card = card.with_user(self.users["director"])
        before = card.count
        self.env["mkt.complaint"].search([], limit=1).action_cancel("by mistake")
        card.invalidate_recordset()
        self.assertEqual(card.count, before - 1)

    def test_number_of_queries_does_not_grow(self):
        user = self.users["customer_service_manager"]

        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.cr.sql_log_count
            self.cards(user).web_read({"name": {}, "count": {}})
            return self.cr.sql_log_count - start

        queries()
        few = queries()
        self.env["mkt.complaint"].create(
            [{"name": f"Case {i}", "user_id": user.id} for i in range(190)]
        )
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
