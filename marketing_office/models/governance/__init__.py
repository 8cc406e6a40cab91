"""The management system as data: articles, and the controls that show whether they are observed.

管理制度、条款、落实检查、佐证、例外批准、制度版本、签阅、抽查样本
"""

from . import (
    mkt_approval_rule,
    mkt_sla_level,
    mkt_article,
    mkt_article_board,
    mkt_control,
    mkt_control_measure,
    mkt_control_office,
    mkt_control_planning,
    mkt_control_customers,
    mkt_control_money,
    mkt_control_sales,
    mkt_control_appraisal,
    mkt_control_result,
    mkt_control_result_steps,
    mkt_control_evidence,
    mkt_control_exception,
    mkt_desk_card,
    mkt_post_assignment,
    mkt_system_version,
    mkt_system_article,
    mkt_system_signature,
    mkt_control_sample,
    mkt_training_need,
    mkt_period,
    mkt_period_audit,
    ir_ui_menu,
)
