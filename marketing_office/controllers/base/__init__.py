from . import thread, xlsx
