from . import mkt_followup, mkt_knowledge
