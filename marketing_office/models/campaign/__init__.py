"""Campaigns from approval to what came of them, and the materials they use.

营销活动、宣传物料
"""

from . import (
    mkt_approval_rule,
    mkt_campaign,
    mkt_campaign_plan,
    mkt_campaign_spending,
    mkt_campaign_figures,
    mkt_campaign_decision,
    mkt_campaign_awareness,
    mkt_brand_awareness,
    mkt_promotion_rule,
    mkt_campaign_condition,
    mkt_campaign_part_mixin,
    mkt_campaign_check,
    mkt_campaign_offer,
    mkt_campaign_promotion,
    mkt_campaign_series,
    mkt_campaign_link,
    mkt_campaign_links,
    mkt_launch,
    mkt_advertising_word,
    mkt_material,
    mkt_material_figure,
    mkt_campaign_material,
    ir_attachment,
    mkt_plan,
    mkt_plan_scheme,
    mkt_expense_request,
    mkt_budget_entry,
    utm_campaign,
    survey_survey,
    survey_question,
    survey_user_input,
    mkt_kpi,
)
