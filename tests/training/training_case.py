"""A year's plan with a session, from the need to the effect."""

from datetime import timedelta

from odoo.fields import Command
from odoo.tests import freeze_time

from ..common import OfficeCase


class TrainingCase(OfficeCase):
    posts = (
        *("director", "marketing_manager", "finance_manager", "leadership"),
        *("sales_staff", "service_clerk", "market_researcher", "promotion_manager"),
    )
    trainees = ("sales_staff", "service_clerk")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = cls.company._mkt_today()
        periods = cls.env["mkt.period"]
        cls.year = periods._of(cls.company, "year", cls.today)

    def by(self, record, code):
        return record.with_user(self.users[code])

    def make_plan(self, **vals):
        plans = self.env["mkt.training.plan"].with_user(self.users["marketing_manager"])
        return plans.create({"name": "Training", "period_id": self.year.id, **vals})

    def make_session(self, plan=None, days=0, **vals):
        plan = plan or self.make_plan()
        sessions = self.env["mkt.training.session"]
        return sessions.with_user(self.users["marketing_manager"]).create(
            {
                "name": "Handling complaints",
                "plan_id": plan.id,
                "planned_on": self.today + timedelta(days=days),
                "hours": 3,
                "user_id": self.users["market_researcher"].id,
                "participant_ids": [
                    Command.set([self.users[code].id for code in self.trainees])
                ],
                **vals,
            }
        )

    def approve(self, plan):
        plan.action_submit()
        for code in ("finance_manager", "director"):
            self.by(plan, code).action_approve()
        self.assertEqual(plan.state, "approved")

    def scheduled(self, **vals):
        session = self.make_session(**vals)
        self.approve(session.plan_id)
        session.action_schedule()
        return session

    def row(self, session, code):
        return session.sudo().participation_ids.filtered(
            lambda row: row.user_id == self.users[code]
        )

    def held(self, absent=(), **vals):
        session = self.scheduled(**vals)
        trainer = self.by(session, "market_researcher")
        for code in absent:
            self.by(self.row(session, code), "market_researcher").action_absent()
        trainer.action_all_attended()
        trainer.action_hold()
        return session

    def in_days(self, days):
        return freeze_time(self.today + timedelta(days=days, hours=12))

    def make_survey(self):
        """A certification with one question; the first answer is right."""
        survey = self.env["survey.survey"].create(
            {
                "title": "Complaints",
                "certification": True,
                "scoring_type": "scoring_without_answers",
                "scoring_success_min": 80,
                "users_login_required": True,
                "question_and_page_ids": [
                    Command.create(
                        {
                            "title": "Within how many days?",
                            "question_type": "simple_choice",
                            "suggested_answer_ids": [
                                Command.create(
                                    {
                                        "value": "7",
                                        "is_correct": True,
                                        "answer_score": 10,
                                    }
                                ),
                                Command.create({"value": "70"}),
                            ],
                        }
                    )
                ],
            }
        )
        return survey

    def take(self, row, right=True):
        """What the host's page does when the participant answers and hands in."""
        row.action_start_certification()
        answer = row.sudo().answer_id
        question = answer.survey_id.question_ids
        chosen = question.suggested_answer_ids[0 if right else 1]
        answer._save_lines(question, str(chosen.id))
        answer._mark_done()
        return answer
