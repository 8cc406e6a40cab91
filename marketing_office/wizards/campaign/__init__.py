from . import mkt_campaign_import
