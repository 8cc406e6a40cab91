from . import attachment, export, portal
