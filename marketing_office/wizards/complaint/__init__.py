from . import (
    mkt_complaint_answer,
    mkt_complaint_merge_cases,
    mkt_complaint_step,
)
