from . import mkt_xlsx_import
