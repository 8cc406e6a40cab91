"""Training: who needs what, the year's plan, sessions, who was there, what it has brought.

培训：需求、年度计划、场次、出勤、认证与效果
"""

from . import (
    event_registration,
    hr_resume_line,
    ir_attachment,
    res_users,
    mkt_approval_rule,
    mkt_training_plan,
    mkt_training_session,
    mkt_training_session_event,
    mkt_training_need,
    mkt_training_attendance,
    mkt_training_certification,
    mkt_expense_request,
    survey_question,
    survey_survey,
    survey_user_input,
    mkt_kpi,
)
