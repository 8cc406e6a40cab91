"""Appraisals (绩效考核): scorecards that explain themselves, and what they bring (激励).

When a period is closed a round opens: everybody has a scorecard with the frozen figures.
Self-assessment (自评), judgement (上级评价), calibration (绩效校准), decision (审定),
release (结果公布), acknowledgement (本人确认), appeal (申诉). Incentives are paid from a
line of an approved budget.
"""

from . import (
    mkt_appraised_mixin,
    mkt_appraisal_grade,
    mkt_appraisal_template,
    mkt_appraisal_round,
    mkt_appraisal,
    mkt_appraisal_line,
    mkt_appraisal_self,
    mkt_appraisal_opening,
    mkt_appraisal_steps,
    mkt_appraisal_dialogs,
    mkt_appraisal_drift,
    mkt_appraisal_late,
    mkt_incentive,
    mkt_incentive_team,
    mkt_appraisal_payment,
    mkt_appraisal_correction,
    mkt_budget_line,
    mkt_kpi,
    res_company,
    res_config_settings,
)
