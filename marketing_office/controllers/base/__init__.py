from . import attachment, report, thread, xlsx
