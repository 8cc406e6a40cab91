from . import (
    mkt_xlsx,
    mkt_budget_month,
    mkt_budget_xlsx,
    mkt_complaint_xlsx,
    mkt_revenue,
)
