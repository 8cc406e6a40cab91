from . import mkt_calendar_import
from . import mkt_period_reopen
