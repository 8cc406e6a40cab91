from datetime import timedelta

from ..common import OfficeHttpCase


class TestCoordinationTour(OfficeHttpCase):
    """From asking to confirming, with an escalation on the way."""

    posts = ("account_manager", "product_manager", "director", "marketing_manager")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user in cls.users.values():
            # the host's own introductions would lie over the screen
            user.tour_enabled = False

    def tour(self, path, name, code):
        name = f"marketing_office_coordination_{name}"
        self.start_tour(path, name, login=self.users[code].login)
        self.env.invalidate_all()

    def test_asked_escalated_answered_confirmed(self):
        case = self.make_complaint(user_id=self.users["account_manager"].id)
        self.tour(f"/odoo/mkt.complaint/{case.id}", "asks", "account_manager")
        request = self.env["mkt.coordination"].search([])
        self.assertEqual((request.about_model, request.about_id), (case._name, case.id))
        request.deadline = self.company._mkt_today() - timedelta(days=6)
        with self.enter_registry_test_mode():
            self.env.ref(
                "marketing_office.ir_cron_escalate_coordinations"
            ).method_direct_trigger()
        self.assertIn(self.users["director"], request.activity_ids.user_id)
        self.tour("/odoo/desk", "answers", "product_manager")
        self.assertEqual((request.state, request.is_in_time), ("answered", False))
        self.tour("/odoo/desk", "confirms", "account_manager")
        self.assertEqual(request.state, "confirmed")

    def test_the_page_of_a_meeting(self):
        today = self.company._mkt_today()
        asking = self.env["mkt.coordination"].with_user(self.users["account_manager"])
        sample = self.env.ref("marketing_office.coordination_kind_sample")
        done, late = asking.create(
            [
                {"name": name, "kind_id": sample.id}
                for name in ("Samples for the fair", "Price list is late")
            ]
        ).with_user(self.users["product_manager"])
        done.action_answer("Sent")
        late.sudo().deadline = today - timedelta(days=2)
        self.start_tour(
            "/odoo/mkt-meetings",
            "marketing_office_meeting",
            login=self.users["director"].login,
        )
        self.env.invalidate_all()
        meetings = self.env["mkt.meeting"].with_user(self.users["director"])
        held = meetings.search([("company_id", "=", self.company.id)])
        self.assertEqual(held.state, "held")
        following = meetings.create({"date": today + timedelta(days=7)})
        self.assertEqual(following.since, held.date)
        self.assertEqual(following.late_count, 1)
        late.action_answer("Done")
        # what is done on the day of a meeting may be done after it: both pages say it
        self.assertEqual((following.late_count, following.done_count), (0, 2))
