"""The market: segments, competitors, observations and their rhythm, signals, sizes and shares.

细分市场、竞争对手、市场观察、定期收集、市场信号、市场规模
"""

from . import (
    ir_attachment,
    res_company,
    res_config_settings,
    base_partner_merge,
    mkt_segment,
    mkt_segment_coverage,
    mkt_competitor,
    mkt_observation,
    mkt_observation_change,
    mkt_gathering,
    mkt_gathering_task,
    mkt_observation_task,
    mkt_sla_level,
    mkt_signal,
    mkt_market_size,
    mkt_competitor_share,
    mkt_market_size_share,
    mkt_kpi,
    crm_lead,
    res_partner,
    mkt_customer_standing,
)
