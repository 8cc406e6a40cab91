from . import mkt_customer_event, mkt_rhythm_check
