from . import (
    mkt_budget_month,
    mkt_budget_xlsx,
)
