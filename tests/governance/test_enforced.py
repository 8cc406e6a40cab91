from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from ..campaign.campaign_case import CampaignMixin
from ..common import POSTS, OfficeCase, Undone
from ..plan.plan_case import PlanMixin


class TestEnforced(PlanMixin, CampaignMixin, OfficeCase):
    """What a control says that the software refuses, it does refuse."""

    posts = POSTS

    def test_every_rule_refuses(self):
        for control in self.env["mkt.control"].search([("kind", "=", "enforced")]):
            with self.subTest(rule=control.rule_name), Undone(self.env):
                name = control.get_external_id()[control.id].split(".control_")[1]
                getattr(self, f"refuses_{name}")()

    @mute_logger("odoo.sql_db")
    def refuses_no_overspend(self):
        with self.assertRaises(CheckViolation), self.env.cr.savepoint():
            self.env.cr.execute(
                "UPDATE mkt_budget_line SET reserved = planned + 1 WHERE id = %s",
                [self.line.id],
            )

    def refuses_four_eyes(self):
        plan = self.make_plan(user=self.users["director"])
        plan.action_submit()
        with self.assertRaises(AccessError):
            plan.action_approve()

    def refuses_no_self_assignment(self):
        director = self.users["director"]
        with self.assertRaises(AccessError):
            self.env["mkt.post.assignment"].with_user(director).create(
                {"user_id": director.id, "post_id": self.post("sales_manager").id}
            )

    def refuses_plan_needs_evidence(self):
        with self.assertRaises(UserError):
            self.make_plan(finding_ids=False).action_submit()

    def refuses_close_needs_decision(self):
        case = self.make_complaint(user_id=self.users["service_clerk"].id)
        case.state = "responded"
        with self.assertRaises(UserError):
            case.with_user(self.users["service_clerk"]).action_close()

    def refuses_closed_period_keeps(self):
        period = self.period("month", self.today.year - 1)
        period.state = "closed"
        with self.assertRaises(UserError):
            period.with_user(self.users["director"]).write({"kind": "week"})
