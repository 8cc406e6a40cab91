from . import mkt_reason_mixin
from . import mkt_xlsx_import
from . import mkt_lines_import
from . import mkt_background_import
from . import mkt_import_run
