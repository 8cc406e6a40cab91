from . import mkt_followup
