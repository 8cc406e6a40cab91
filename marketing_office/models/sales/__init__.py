"""Sales plans and their targets, explained before they hold; the team, its activities and
its problems.

销售计划、销售目标、销售活动、销售督导、销售问题
"""

from . import (
    mkt_approval_rule,
    mkt_sla_level,
    mkt_sales_plan,
    mkt_sales_plan_allocation,
    mkt_sales_plan_actual,
    mkt_sales_plan_explanation,
    mkt_sales_plan_line,
    mkt_sales_plan_line_actual,
    mkt_sales_plan_line_target,
    mkt_sales_forecast,
    mkt_sales_plan_forecast,
    mkt_sales_plan_line_forecast,
    mkt_sales_proposal,
    mkt_sales_plan_proposal,
    mkt_sales_plan_line_proposal,
    mkt_sales_plan_supervision,
    mkt_sales_plan_source,
    mkt_sales_activity,
    mkt_expense_request,
    mkt_sales_issue_mixin,
    mkt_sales_issue,
    mkt_sales_talk,
    mkt_kpi_target,
    mkt_kpi,
    mkt_desk_card,
    res_users,
    res_partner,
    crm_lead,
    crm_stage,
    crm_team_member,
    crm_team,
    sale_order,
)
