from . import mkt_appraisal_spread, mkt_incentive_xlsx
