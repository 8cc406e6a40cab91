from . import mkt_complaint_xlsx, mkt_revenue, mkt_revenue_campaign
