from . import (
    mkt_budget,
    mkt_budget_month,
    mkt_budget_xlsx,
)
