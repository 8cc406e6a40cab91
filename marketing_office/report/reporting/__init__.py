from . import mkt_followup
from . import mkt_revenue
from . import mkt_report_xlsx
from . import mkt_detail_xlsx
