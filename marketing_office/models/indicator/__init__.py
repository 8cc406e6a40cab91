"""Indicators: definition, targets, the scheduled computation, frozen values.

指标、目标值、实际值、封存
"""

from . import (
    mkt_desk_card,
    mkt_kpi,
    mkt_kpi_source,
    mkt_kpi_figures,
    mkt_kpi_display,
    mkt_kpi_drill_down,
    mkt_kpi_scope,
    mkt_kpi_measured_mixin,
    hr_department,
    crm_team,
    res_users,
    mkt_kpi_value,
    mkt_kpi_value_total,
    mkt_kpi_board,
    mkt_kpi_target,
    mkt_kpi_entry,
    mkt_kpi_run,
    mkt_kpi_frozen,
    mkt_period,
    mkt_setup_step,
)
