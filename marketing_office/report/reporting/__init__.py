from . import mkt_revenue
