"""What every room uses: governed fields, files that are kept, exchange rates.

基础
"""

from . import (
    ir_attachment,
    mkt_governed_mixin,
    res_company,
    res_currency,
    res_config_settings,
)
