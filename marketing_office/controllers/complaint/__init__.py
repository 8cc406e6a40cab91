from . import attachment, export, portal, rating
