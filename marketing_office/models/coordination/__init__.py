"""What posts and departments ask of each other, and what everybody has promised by when.

协办单、督办台账、催办、例会一页纸
"""

from . import (
    mkt_coordination_kind,
    mkt_sla_level,
    mkt_coordination,
    mkt_coordination_steps,
    mkt_coordination_mixin,
    mkt_followup_chase,
    mkt_meeting,
    ir_attachment,
    mkt_kpi,
    crm_lead,
    sale_order,
    res_partner,
)
