from . import report, thread, xlsx
