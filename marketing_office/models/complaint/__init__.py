"""The complaint desk: cases, their time limits, causes and corrective actions.

服务工单、处理时限、纠正措施
"""

from . import (
    res_company,
    res_config_settings,
    ir_attachment,
    mail_thread,
    mkt_complaint,
    mkt_complaint_decision,
    mkt_complaint_workflow,
    mkt_complaint_message,
    mkt_complaint_portal,
    mkt_complaint_clock,
    mkt_complaint_reopen,
    mkt_complaint_merge,
    mkt_complaint_compensation,
    mkt_complaint_part,
    mkt_complaint_email,
    mkt_complaint_gateway,
    mkt_complaint_cause,
    mkt_complaint_cycle,
    mkt_corrective_action,
    mkt_sla_level,
    mkt_sla_policy,
    mkt_sla_clock,
    mkt_sla_clock_alert,
    mkt_sla_pause,
    mkt_makeup_workday,
    resource_calendar,
    resource_calendar_attendance,
    resource_calendar_leaves,
    mkt_expense_request,
    mkt_kpi,
)
