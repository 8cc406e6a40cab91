"""Customers: in whose hands they are, what they are to a company, who may be contacted.

客户：归属、客户等级、生命周期、联系依据
"""

from . import (
    mkt_customer_grade,
    mkt_customer_assignment,
    mkt_customer_standing,
    mkt_contact_basis,
    res_partner,
    res_partner_contact,
    res_partner_entity,
    res_users,
    base_partner_merge,
)
