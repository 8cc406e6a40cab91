from . import attachment, export, import_template, portal
from . import attachment, export, portal, study_export
