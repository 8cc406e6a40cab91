"""What every room uses: governed fields, files that are kept, exchange rates.

基础
"""

from . import (
    base,
    fetchmail_server,
    ir_actions_server,
    ir_attachment,
    ir_http,
    ir_model,
    mail_activity,
    mail_alias,
    mail_message,
    mail_thread,
    mkt_reading_mixin,
    mkt_written_mixin,
    mkt_governed_mixin,
    mkt_numbered_mixin,
    mkt_open_part_mixin,
    mkt_reminder_mixin,
    mkt_shared_mixin,
    res_company,
    res_currency,
)
