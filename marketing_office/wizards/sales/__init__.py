from . import mkt_sales_plan_import
