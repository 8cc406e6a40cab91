from . import mkt_campaign_import, mkt_campaign_series
