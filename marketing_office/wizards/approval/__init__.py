from . import mkt_approval_reason
