from . import (
    crm_lead_lost,
    mkt_customer_import,
    mkt_market_import,
    mkt_signal_no_change,
)
