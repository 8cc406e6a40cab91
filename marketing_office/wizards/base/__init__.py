from . import mkt_reason_mixin
from . import mkt_xlsx_import
