from datetime import timedelta

from odoo.fields import Command

from ..common import OfficeTourCase


class TestTrainingTour(OfficeTourCase):
    """A session, from the need to the effect."""

    posts = (
        *("director", "marketing_manager", "finance_manager"),
        *("sales_staff", "service_clerk", "market_researcher"),
    )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user in cls.users.values():
            # the host's own introductions would lie over the screen
            user.tour_enabled = False

    def tour(self, path, name, code):
        name = f"marketing_office_training_{name}"
        self.start_tour(path, name, login=self.users[code].login)
        self.env.invalidate_all()

    def make_session(self):
        today = self.company._mkt_today()
        year = self.env["mkt.period"]._of(self.company, "year", today)
        plans = self.env["mkt.training.plan"].with_user(self.users["marketing_manager"])
        plan = plans.create(
            {
                "name": "Training",
                "period_id": year.id,
                "session_ids": [
                    Command.create(
                        {
                            "name": "Handling complaints",
                            "planned_on": today,
                            "user_id": self.users["market_researcher"].id,
                            "participant_ids": [
                                Command.link(self.users["sales_staff"].id),
                                Command.link(self.users["service_clerk"].id),
                            ],
                        }
                    )
                ],
            }
        )
        plan.action_submit()
        for code in ("finance_manager", "director"):
            plan.with_user(self.users[code]).action_approve()
        return plan.session_ids

    def test_from_need_to_effect(self):
        self.tour("/odoo/desk", "wishes", "sales_staff")
        need = self.env["mkt.training.need"].search([])
        session = self.make_session()
        need.session_id = session
        self.tour(
            f"/odoo/training-sessions/{session.id}", "invites", "marketing_manager"
        )
        self.tour("/odoo/desk", "records", "market_researcher")
        self.assertEqual(need.state, "met")
        self.tour("/odoo/desk", "answers", "sales_staff")
        row = session.sudo().participation_ids.filtered(lambda r: r.state == "attended")
        self.assertEqual(row.usefulness, 4)
        row.effect_due_on -= timedelta(days=60)
        self.tour("/odoo/desk", "answers", "director")
        self.assertEqual(row.effect, 4)
