from . import mkt_appraisal_step
