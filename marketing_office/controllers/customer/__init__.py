from . import customer_template
