"""Studies, what they ask whom, and the findings that plans cite.

调研项目、问卷、访谈、调研结论
"""

from . import (
    mkt_study,
    mkt_study_part_mixin,
    mkt_interview,
    mkt_competitor_analysis,
    mkt_finding,
    mkt_finding_evidence,
    mkt_study_survey,
    mkt_study_recurrence,
    mkt_study_expense,
    mkt_study_decision,
    mkt_study_answers,
    mkt_study_signal,
    mkt_approval_rule,
    mkt_expense_request,
    mkt_signal,
    ir_attachment,
    survey_survey,
    survey_question,
    survey_user_input,
    survey_quota,
    survey_answer_given,
    survey_crosstab,
    mkt_study_crosstab,
    mkt_kpi,
)
