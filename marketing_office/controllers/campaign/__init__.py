from . import contact_template
