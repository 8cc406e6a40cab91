"""Posts, who holds them from when to when, and what is due on each desk.

组织：岗位、任职、工作台
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
    mkt_setup_step,
    mkt_sla_level,
    mkt_escalation_mixin,
    mkt_post_assignment_department,
)
