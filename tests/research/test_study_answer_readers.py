from ..satisfaction.answers_case import AnswerReaders, AnswersCase


class TestStudyAnswerReaders(AnswerReaders, AnswersCase):
    readers = {
        "market_researcher",
        "marketing_manager",
        "product_manager",
        "director",
        "leadership",
    }

    @classmethod
    def ask(cls, company):
        today = company._mkt_today()
        study = cls.env["mkt.study"].create(
            {
                "name": f"Study of {company.name}",
                "question": "Why do customers go?",
                "company_id": company.id,
                "by_questionnaire": True,
                "sample_planned": 1,
                "date_from": today,
                "date_to": today,
                "survey_ids": cls.new_survey().ids,
                "state": "fieldwork",
            }
        )
        return {"study": study.survey_ids._create_answer(partner=cls.customer)}
