"""Marketing plans, brands, positionings, development projects, working groups.

营销计划、品牌策略、产品定位、产品开发、工作组
"""

from . import (
    mkt_period_plan_mixin,
    mkt_plan_part_mixin,
    mkt_plan_origin_mixin,
    mkt_approval_rule,
    mkt_desk_card,
    mkt_plan,
    mkt_plan_goal,
    mkt_plan_scheme,
    mkt_plan_change,
    mkt_plan_decision,
    mkt_plan_project,
    mkt_brand,
    mkt_brand_strategy,
    mkt_brand_awareness,
    mkt_positioning,
    mkt_positioning_decision,
    mkt_requirement,
    mkt_launch,
    mkt_finding,
    mkt_signal,
    project_project,
    project_milestone,
    mkt_group_minutes,
    mkt_kpi,
)
