from . import mkt_budget_copy
