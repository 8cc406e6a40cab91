from . import mkt_revenue_change
