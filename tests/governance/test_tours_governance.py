from datetime import timedelta

from odoo import fields

from ..common import OfficeTourCase
from ..printed import PrintedMixin
from .governance_case import GovernanceMixin

# longer than a case may wait to be acknowledged
WAITED = timedelta(hours=30)


class TestGovernanceTours(GovernanceMixin, PrintedMixin, OfficeTourCase):
    posts = (
        "director",
        "marketing_manager",
        "leadership",
        "report_analyst",
        "service_clerk",
    )

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
        case = self.make_complaint(
            name="The relay fails", received_at=fields.Datetime.now() - WAITED
        )
        control = self.control("cases_acknowledged")
        result = self.find(control)
        self.tour("/odoo/mkt-system", "assigns", "director")
        self.assertEqual(result.owner_id, self.users["director"])
        self.as_user(case, "service_clerk").action_acknowledge()
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
        self.assertPrinted(version, newcomer)

    def assertPrinted(self, version, signer):
        """The approved version on paper: chapters, numbers, who approved and who signed."""
        pages = self.pages("marketing_office.report_system_version", version)
        text = "".join("".join(page.extract_text() for page in pages).split())
        self.assertGreater(len(pages), 5)
        for words in (
            "Table of Contents",
            "Departments and Their Duties",
            "Posts and Their Duties",
            version.digest,
            "For everybody in the office",
            signer.name,
        ):
            with self.subTest(words=words):
                self.assertIn(words.replace(" ", ""), text)
        for step in version.sudo().approval_step_ids:
            self.assertIn(step.decided_by_id.name, text)
