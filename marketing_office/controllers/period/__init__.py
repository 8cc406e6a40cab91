from . import calendar_template
