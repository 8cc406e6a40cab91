"""Looking after customers and winning them: care plans, calls, contracts, channel partners.

客户维护、电话营销、签约与渠道伙伴
"""

from . import (
    mkt_sla_level,
    mkt_care_plan,
    mkt_care_contact,
    mkt_care_contact_planning,
    mkt_care_contact_escalation,
    mail_activity,
    mkt_call_outcome,
    mkt_call_list,
    mkt_call,
    mkt_channel_partner,
    mkt_channel_judgement,
    mkt_contract,
    mkt_campaign,
    crm_lead,
    sale_order,
    res_partner,
    mkt_customer_assignment,
    mkt_customer_standing,
    base_partner_merge,
    mkt_kpi,
)
