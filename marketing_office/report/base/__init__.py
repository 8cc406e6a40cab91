from . import mkt_xlsx
