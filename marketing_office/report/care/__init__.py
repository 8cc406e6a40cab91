from . import mkt_sales_funnel
