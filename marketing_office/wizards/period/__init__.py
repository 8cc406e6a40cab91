from . import mkt_period_reopen
