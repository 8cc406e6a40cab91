from odoo.fields import Command

from ..common import OfficeTourCase
from .plan_case import PLANNERS, PlanMixin


class TestPlanTours(PlanMixin, OfficeTourCase):
    """From an unanswered, escalated signal to a revision in force, by three users."""

    posts = (*PLANNERS, "promotion_manager")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user in cls.users.values():
            # the host's own introductions would lie over the screen
            user.tour_enabled = False

    def play(self, tour, code, url="/odoo"):
        self.start_tour(url, f"marketing_office_{tour}", login=code)
        self.env.invalidate_all()

    def test_signal_to_revision(self):
        level = self.env.ref("marketing_office.sla_level_signal_director")
        self.signal.level_id = level
        plan = self.in_force(self.make_plan())
        self.play("plan_revision", "marketing_manager")
        self.assertEqual(plan.state, "approved")
        self.play("plan_approval", "director")
        revision = self.env["mkt.plan"].search([("previous_id", "=", plan.id)])
        self.assertEqual((plan.state, revision.state), ("superseded", "approved"))
        self.assertEqual((self.signal.state, self.signal.level_id), ("revised", level))
        self.assertEqual(self.company_target().target, 80)
        self.play("plan_read", "promotion_manager")

    def test_without_evidence(self):
        plan = self.make_plan(finding_ids=[Command.clear()])
        self.play("plan_without_evidence", "marketing_manager")
        self.assertEqual(plan.state, "draft")
