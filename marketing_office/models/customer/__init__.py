"""Customers: in whose hands they are, what they are to a company, who may be contacted.

客户：归属、客户等级、生命周期、联系依据
"""

from . import (
    res_company,
    res_config_settings,
    mkt_customer_grade,
    mkt_grade_rule,
    mkt_post_assignment,
    mkt_customer_assignment,
    mkt_customer_standing,
    mkt_customer_standing_figures,
    mkt_customer_standing_pool,
    mkt_customer_standing_steps,
    mkt_customer_assignment_handover,
    mkt_contact_basis,
    res_partner,
    res_partner_contact,
    res_partner_entity,
    mkt_kpi,
    res_users,
    base_partner_merge,
    privacy_lookup_wizard,
)
