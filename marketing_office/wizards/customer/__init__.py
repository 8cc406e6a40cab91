from . import (
    mkt_contact_statement,
    mkt_customer_export,
    mkt_customer_grading,
    mkt_customer_handover,
    mkt_customer_import,
    mkt_customer_import_match,
    mkt_customer_import_contact,
)
