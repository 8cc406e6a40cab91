"""Studies of the tests: one that is approved, with a questionnaire and answers."""

from datetime import timedelta

from odoo.fields import Command

from ..common import OfficeCase

RESEARCHERS = (
    "market_researcher",
    "marketing_manager",
    "director",
    "product_manager",
    "member",
)


class StudyMixin:
    posts = RESEARCHERS

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = cls.company._mkt_today()
        cls.researcher = cls.users["market_researcher"]
        cls.manager = cls.users["marketing_manager"]

    @classmethod
    def study_vals(cls, **vals):
        return {
            "name": "Why do customers change their supplier?",
            "question": "Why do they go?",
            "need": "The price list of next year",
            "by_questionnaire": True,
            "sample_planned": 10,
            "planned_cost": 500,
            "date_from": cls.today,
            "date_to": cls.today + timedelta(days=30),
            **vals,
        }

    @classmethod
    def make_study(cls, state="fieldwork", **vals):
        """A study of the researcher, in the state that its steps would lead to."""
        study = (
            cls.env["mkt.study"]
            .with_user(cls.researcher)
            .create(cls.study_vals(**vals))
        )
        study.sudo().state = state
        return study

    @classmethod
    def make_questionnaire(cls, title="Questionnaire"):
        scales = {"csat": (1, 5), "nps": (0, 10)}
        return cls.env["survey.survey"].create(
            {
                "title": title,
                "access_mode": "public",
                "users_login_required": False,
                "questions_layout": "one_page",
                "scoring_type": "no_scoring",
                "question_and_page_ids": [
                    *(
                        Command.create(
                            {
                                "title": f"Scale {measure}",
                                "question_type": "scale",
                                "scale_min": low,
                                "scale_max": high,
                                "mkt_measure": measure,
                            }
                        )
                        for measure, (low, high) in scales.items()
                    ),
                    Command.create({"title": "Why?", "question_type": "text_box"}),
                ],
            }
        )

    @classmethod
    def give_answer(cls, survey, csat=None, nps=None, text=None, **vals):
        given = {"csat": csat, "nps": nps, False: text}
        return cls.env["survey.user_input"].create(
            {
                "survey_id": survey.id,
                "state": "done",
                "start_datetime": "2026-01-02 08:00:00",
                "end_datetime": "2026-01-02 09:00:00",
                "user_input_line_ids": [
                    Command.create(
                        {
                            "question_id": question.id,
                            "answer_type": "scale"
                            if question.mkt_measure
                            else "text_box",
                            "value_scale"
                            if question.mkt_measure
                            else "value_text_box": given[question.mkt_measure],
                        }
                    )
                    for question in survey.question_ids
                    if given[question.mkt_measure] is not None
                ],
                **vals,
            }
        )

    def make_finding(self, study, user=None, **vals):
        return (
            self.env["mkt.finding"]
            .with_user(user or self.researcher)
            .create({"name": "Delivery decides", "study_id": study.id, **vals})
        )

    def submitted_finding(self, study, user=None, **vals):
        """A finding that its author has handed in."""
        finding = self.make_finding(study, user, **vals)
        finding.with_user(finding.user_id).action_submit()
        return finding

    def make_interview(self, study, **vals):
        return (
            self.env["mkt.interview"]
            .with_user(self.researcher)
            .create(
                {
                    "name": "Head of purchasing",
                    "study_id": study.id,
                    "consent": True,
                    "notes": "Two weeks are too long.",
                    **vals,
                }
            )
        )


class StudyCase(StudyMixin, OfficeCase):
    pass
