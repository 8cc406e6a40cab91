from . import (
    mkt_xlsx,
    mkt_budget_month,
    mkt_budget_xlsx,
    mkt_complaint_xlsx,
    mkt_revenue,
)
from . import mkt_market_share, mkt_market_share_total, mkt_market_template_xlsx
from . import mkt_study_answers_xlsx
from . import mkt_campaign_template_xlsx, mkt_revenue_campaign, mkt_campaign_result
