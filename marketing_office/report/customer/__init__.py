from . import mkt_customer_event, mkt_customer_xlsx, mkt_rhythm_check
