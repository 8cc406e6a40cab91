from . import mkt_control_assignment, mkt_control_withdrawal
