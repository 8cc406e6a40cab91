from . import mkt_contact_statement, mkt_customer_grading, mkt_customer_handover
