from . import attachment, export, portal
from . import import_template
from . import study_export
from . import contact_template
