from . import mkt_complaint_xlsx, mkt_followup
