"""Posts, who holds them from when to when, what is due on each desk, and bulletins.

组织：岗位、任职、工作台、公告
"""

from . import (
    hr_department,
    hr_employee,
    hr_version,
    resource_calendar,
    mkt_tenure_mixin,
    ir_rule,
    mail_activity_type,
    res_users,
    mkt_post,
    mkt_post_assignment,
    mkt_post_assignment_groups,
    mkt_desk_card,
    mkt_desk_card_lookup,
    mkt_setup_step,
    mkt_sla_level,
    mkt_escalation_mixin,
    mkt_post_assignment_department,
    mkt_post_assignment_channels,
    ir_attachment,
    mkt_bulletin,
    mkt_bulletin_publishing,
    mkt_bulletin_reading,
    mkt_bulletin_receipt,
)
