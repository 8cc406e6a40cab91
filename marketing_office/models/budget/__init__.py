"""Budgets, the ledger behind them, requests that reserve and settlements that spend.

预算、费用申请、核销、预算台账
"""

from . import (
    res_company,
    res_config_settings,
    mkt_approval_rule,
    mkt_budget_category,
    mkt_budget,
    mkt_budget_revision,
    mkt_budget_closing,
    mkt_budget_decision,
    mkt_budget_line,
    mkt_budget_line_turn,
    mkt_budget_line_booking,
    mkt_budget_line_overrun,
    mkt_budget_line_forecast,
    mkt_budget_line_check,
    mkt_budget_line_return,
    mkt_budget_forecast,
    mkt_budget_entry,
    mkt_budget_transfer,
    mkt_budget_transfer_decision,
    mkt_expense_request,
    mkt_expense_request_decision,
    mkt_expense_request_ledger,
    mkt_expense_request_bill,
    mkt_expense_standard,
    mkt_expense_request_standard,
    mkt_deduction_ceiling,
    mkt_expense_settlement,
    ir_attachment,
    account_move,
    account_move_line,
    mkt_kpi,
    mkt_setup_step,
)
