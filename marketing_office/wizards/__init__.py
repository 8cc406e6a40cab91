from . import mkt_xlsx_import
from . import crm_lead_lost, mkt_market_import, mkt_signal_no_change
from . import mkt_approval_reason, mkt_budget_copy
from . import mkt_complaint_merge_cases, mkt_complaint_step, mkt_period_reopen
from . import mkt_plan_revision
from . import mkt_finding_rejection
from . import mkt_campaign_import
