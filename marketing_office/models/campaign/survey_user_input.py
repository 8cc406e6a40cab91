from odoo import api, fields, models


class SurveyUserInput(models.Model):
    _inherit = "survey.user_input"
    _governed = ("mkt_has_awareness", "mkt_is_aware")

    mkt_has_awareness = fields.Boolean(
        "Awareness Answered",
        compute="_compute_mkt_awareness",
        store=True,
        compute_sudo=True,
    )
    mkt_is_aware = fields.Boolean(
        "Aware", compute="_compute_mkt_awareness", store=True, compute_sudo=True
    )

    _mkt_awareness = models.Index("(survey_id) WHERE mkt_has_awareness")

    @api.depends(
        "mkt_is_answered",
        "user_input_line_ids.answer_type",
        "user_input_line_ids.skipped",
        "user_input_line_ids.value_scale",
        "user_input_line_ids.suggested_answer_id.mkt_is_aware",
        "user_input_line_ids.question_id.mkt_measure",
        "user_input_line_ids.question_id.mkt_aware_from",
    )
    def _compute_mkt_awareness(self):
        for answer in self:
            # what was not handed in, and what was a test, does not count
            lines = (
                answer.user_input_line_ids
                if answer.mkt_is_answered
                else self.env["survey.user_input.line"]
            )
            given = lines.filtered(lambda line: line._mkt_is_on_awareness())
            answer.mkt_has_awareness = bool(given)
            answer.mkt_is_aware = any(line._mkt_says_aware() for line in given)

    @api.model
    def _mkt_asking(self):
        readers = (
            *("director", "marketing_manager", "promotion_manager"),
            *("report_analyst", "product_manager", "leadership"),
        )
        return super()._mkt_asking() | {
            "survey_id.mkt_campaign_before_ids": readers,
            "survey_id.mkt_campaign_after_ids": readers,
        }

    def _mkt_is_of_customer(self):
        survey = self.survey_id
        return super()._mkt_is_of_customer() or bool(
            survey.mkt_campaign_before_ids or survey.mkt_campaign_after_ids
        )


class SurveyUserInputLine(models.Model):
    _inherit = "survey.user_input.line"

    def _mkt_is_on_awareness(self):
        return (
            self.question_id.mkt_measure == "awareness"
            and not self.skipped
            and self.answer_type in ("scale", "suggestion")
        )

    def _mkt_says_aware(self):
        if self.answer_type == "scale":
            return self.value_scale >= self.question_id.mkt_aware_from
        return self.suggested_answer_id.mkt_is_aware
