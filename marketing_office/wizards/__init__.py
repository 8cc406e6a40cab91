from . import mkt_complaint_cancel
