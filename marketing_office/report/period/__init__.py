from . import mkt_calendar_template_xlsx
