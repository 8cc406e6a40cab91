from . import mkt_finding_rejection
