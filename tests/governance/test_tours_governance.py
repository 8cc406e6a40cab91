from ..common import OfficeTourCase
from .governance_case import GovernanceMixin


class TestGovernanceTours(GovernanceMixin, OfficeTourCase):
    posts = ("director", "marketing_manager", "leadership", "report_analyst")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user in cls.users.values():
            # the host's own introductions would lie over the screen
            user.tour_enabled = False

    def tour(self, path, name, login):
        self.start_tour(path, f"marketing_office_governance_{name}", login=login)
        self.env.invalidate_all()

    def test_from_red_to_green(self):
        control = self.control("meetings_held")
        result = self.find(control)
        self.tour("/odoo/mkt-system", "assigns", "director")
        self.assertEqual(result.owner_id, self.users["director"])
        meeting = self.as_user(self.env["mkt.meeting"], "marketing_manager").create(
            {"date": self.today}
        )
        meeting.action_hold()
        self.compute()
        self.tour("/odoo/mkt-system", "green", "director")
        self.assertEqual(result.state, "observed")

    def test_from_draft_to_signature(self):
        self.tour("/odoo/mkt-system-versions", "drafts", "marketing_manager")
        version = self.env["mkt.system.version"].search([])
        self.assertEqual(version.state, "submitted")
        for code in ("director", "leadership"):
            self.tour("/odoo/desk", "approves", code)
        self.assertEqual(version.state, "approved")
        newcomer = self.make_holder("sales_staff", login="newcomer")
        newcomer.tour_enabled = False
        with self.enter_registry_test_mode():
            self.env.ref(
                "marketing_office.ir_cron_chase_signatures"
            ).method_direct_trigger()
        self.tour("/odoo/desk", "signs", "newcomer")
        signature = version.signature_ids.filtered(lambda s: s.user_id == newcomer)
        self.assertTrue(signature.given_at)
