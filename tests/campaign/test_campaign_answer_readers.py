from ..satisfaction.answers_case import AnswerReaders, AnswersCase


class TestCampaignAnswerReaders(AnswerReaders, AnswersCase):
    readers = {
        "director",
        "marketing_manager",
        "promotion_manager",
        "report_analyst",
        "product_manager",
        "leadership",
    }

    @classmethod
    def ask(cls, company):
        today = company._mkt_today()
        campaign = cls.env["mkt.campaign"].create(
            {
                "name": f"Fair of {company.name}",
                "kind": "exhibition",
                "company_id": company.id,
                "department_id": cls.env.ref("marketing_office.department_office").id,
                "date_from": today,
                "date_to": today,
            }
        )
        campaign.action_create_questionnaires()
        before, after = (
            survey._create_answer(partner=cls.customer)
            for survey in (campaign.survey_before_id, campaign.survey_after_id)
        )
        return {"before": before, "after": after}
