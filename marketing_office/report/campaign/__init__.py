from . import (
    mkt_campaign_template_xlsx,
    mkt_revenue,
    mkt_campaign_result,
)
