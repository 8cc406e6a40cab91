from . import mkt_coordination_step
