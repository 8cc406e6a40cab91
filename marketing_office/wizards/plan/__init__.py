from . import mkt_plan_revision
