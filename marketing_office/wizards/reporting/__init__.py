from . import mkt_revenue_change
from . import mkt_export
