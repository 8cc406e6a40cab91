from . import (
    mkt_budget,
    mkt_budget_month,
    mkt_budget_template_xlsx,
    mkt_budget_xlsx,
)
