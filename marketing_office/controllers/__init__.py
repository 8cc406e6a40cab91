from . import attachment, export, import_template, portal, study_export, thread
from . import contact_template
