from . import (
    crm_lead_lost,
    mkt_market_import,
    mkt_signal_no_change,
)
