"""Who has to agree before a document is in force, and its versions.

审批、版本与修订
"""

from . import (
    mkt_desk_card,
    mkt_approval_mixin,
    mkt_approval_decision,
    mkt_approval_part_mixin,
    ir_attachment,
    mkt_revision_mixin,
    mkt_period_document_mixin,
    mkt_approval_rule,
    mkt_approval_step,
)
