from odoo.fields import Domain

from odoo.addons.survey.controllers.main import Survey


class SurveyResults(Survey):
    def _get_results_page_user_input_domain(self, survey, **post):
        """What a full quota had no place for does not count in the host's results."""
        domain = super()._get_results_page_user_input_domain(survey, **post)
        return Domain(domain) & Domain("mkt_is_over_quota", "=", False)

    def _extract_comment_from_answers(self, question, answers):
        try:
            return super()._extract_comment_from_answers(question, answers)
        except (AttributeError, TypeError):
            # no page sends this: the question says that it is no answer
            return answers, None
