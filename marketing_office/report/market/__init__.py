from . import (
    mkt_customer_xlsx,
    mkt_market_share,
    mkt_market_share_total,
    mkt_market_template_xlsx,
    mkt_price_comparison,
    mkt_followup,
    mkt_knowledge,
)
