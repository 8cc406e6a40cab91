from . import mkt_collection, mkt_sales_plan_template_xlsx
