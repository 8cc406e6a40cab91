from . import attachment, export, import_template, portal, study_export
from . import contact_template
