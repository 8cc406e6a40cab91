"""Customers, and in whose hands they are.

客户：归属
"""

from . import (
    mkt_customer_assignment,
    res_partner,
    res_users,
    base_partner_merge,
)
