from . import mkt_complaint_xlsx
