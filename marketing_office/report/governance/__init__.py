from . import mkt_control_audit_xlsx, mkt_followup
