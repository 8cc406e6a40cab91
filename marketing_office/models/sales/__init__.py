"""Sales plans and their targets, explained before they hold; the team, its activities and
its problems.

销售计划、销售目标、销售活动、销售督导、销售问题
"""

from . import (
    mkt_approval_rule,
    mkt_sales_plan,
    mkt_sales_plan_allocation,
    mkt_sales_plan_actual,
    mkt_sales_plan_explanation,
    mkt_sales_plan_line,
    mkt_sales_plan_source,
    mkt_kpi_target,
    mkt_kpi,
)
