from . import mkt_approval_reason, mkt_plan_revision
