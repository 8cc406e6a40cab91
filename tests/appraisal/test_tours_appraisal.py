from datetime import date

from ..budget.budget_case import BudgetMixin
from ..common import OfficeTourCase
from .appraisal_case import AppraisalMixin


class TestToursAppraisal(AppraisalMixin, BudgetMixin, OfficeTourCase):
    """A round in the browser, each step by the person whose turn it is."""

    posts = (
        "director",
        "leadership",
        "sales_manager",
        "finance_manager",
        "sales_staff",
    )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user in cls.users.values():
            # the host's own introductions would lie over the screen
            user.tour_enabled = False
        cls.figure("limits_kept", 95.0, cls.users["sales_staff"])
        # sales staff since the tenth; before, the person served customers
        held = cls.env["mkt.post.assignment"].search(
            [("user_id", "=", cls.users["sales_staff"].id)]
        )
        held.date_from = date(2026, 3, 11)
        cls.assign(
            cls.users["sales_staff"],
            "service_clerk",
            date_from=date(2026, 1, 1),
            date_to=date(2026, 3, 10),
            department_id=cls.post("service_clerk").department_id.id,
        )
        cls.round = cls.make_round(pool_line_id=cls.line.id)

    def tour(self, name, code):
        self.start_tour("/odoo/desk", f"marketing_office_appraisal_{name}", login=code)
        self.env.invalidate_all()

    def test_a_round(self):
        self.tour("open", "director")
        card = self.card(self.round, "sales_staff")
        self.assertEqual(set(card.line_ids.mapped("days")), {10, 21})
        self.tour("self", "sales_staff")
        self.assertEqual(card.state, "judging")
        for line in card.line_ids.filtered(lambda r: r.kind == "judged")[:-2]:
            line.with_user(card.manager_id).mark = 4
        self.tour("judge", "sales_manager")
        self.assertEqual((card.state, card.score), ("calibration", 100.0))
        for other in self.round.appraisal_ids - card:
            self.hand_in(other)
            self.judge(other)
        self.tour("calibrate", "director")
        self.assertEqual((card.state, card.score), ("approved", 106.0))
        self.round.with_user(self.users["leadership"]).action_approve_all()
        self.tour("release", "director")
        self.assertEqual(self.round.state, "released")
        self.tour("appeal", "sales_staff")
        self.assertEqual((card.state, card.appeal_state), ("seen", "open"))
        self.tour("decide_appeal", "leadership")
        self.assertEqual(card.appeal_state, "dismissed")
        card.incentive_ids.with_user(self.users["director"]).base = 100
        self.round.with_user(self.users["director"]).action_confirm_incentives()
        self.tour("payroll", "finance_manager")
        self.assertEqual(card.incentive_ids.state, "paid")
