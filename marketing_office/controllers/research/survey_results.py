from odoo import http
from odoo.fields import Domain

from odoo.addons.survey.controllers.main import Survey


class SurveyResults(Survey):
    def _get_results_page_user_input_domain(self, survey, **post):
        """What a full quota had no place for does not count in the host's results."""
        domain = super()._get_results_page_user_input_domain(survey, **post)
        return Domain(domain) & Domain("mkt_is_over_quota", "=", False)

    @http.route()
    def survey_submit(self, survey_token, answer_token, **post):
        if "previous_page_id" in post:
            survey, _answer = self._fetch_from_access_token(survey_token, answer_token)
            survey._mkt_check_page(post["previous_page_id"])
        return super().survey_submit(survey_token, answer_token, **post)

    @http.route()
    def survey_begin(self, survey_token, answer_token, **post):
        # no page sends anything but a text
        if not isinstance(post.get("lang_code", ""), str):
            del post["lang_code"]
        return super().survey_begin(survey_token, answer_token, **post)

    def _prepare_question_html(self, survey_sudo, answer_sudo, **post):
        if "previous_page_id" in post:
            survey_sudo._mkt_check_page(post["previous_page_id"])
        return super()._prepare_question_html(survey_sudo, answer_sudo, **post)

    def _extract_comment_from_answers(self, question, answers):
        try:
            return super()._extract_comment_from_answers(question, answers)
        except (AttributeError, TypeError):
            # no page sends this: the question says that it is no answer
            return answers, None
