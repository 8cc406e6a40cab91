"""Weeks, months, quarters and years of each company, and its make-up workdays.

期间、调休上班日
"""

from . import (
    res_company,
    resource_calendar,
    mkt_makeup_workday,
    mkt_period,
    mkt_period_closing,
    mkt_period_reopening,
    mkt_setup_step,
)
