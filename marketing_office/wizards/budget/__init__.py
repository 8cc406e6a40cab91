from . import mkt_budget_copy, mkt_budget_import
