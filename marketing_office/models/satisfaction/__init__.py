"""Satisfaction surveys among a sample of the active customers.

客户满意度调查
"""

from . import (
    base_partner_merge,
    mkt_satisfaction_survey,
    mkt_satisfaction_wave,
    survey_question,
    survey_question_editor,
    survey_survey,
    survey_user_input,
    mkt_kpi,
    mkt_customer_standing,
)
