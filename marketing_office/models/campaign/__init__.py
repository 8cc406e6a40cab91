"""Campaigns from approval to what came of them.

营销活动
"""

from . import (
    mkt_approval_rule,
    mkt_campaign,
    utm_campaign,
    mkt_campaign_spending,
    mkt_campaign_figures,
    mkt_campaign_plan,
    survey_awareness,
    mkt_campaign_awareness,
    survey_campaign,
    mkt_kpi,
)
