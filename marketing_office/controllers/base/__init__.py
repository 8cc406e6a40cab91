from . import export, thread
