from . import (
    mkt_governed_mixin,
    res_company,
    res_users,
    mkt_post,
    mkt_post_assignment,
    mkt_desk_card,
    mkt_complaint,
)
