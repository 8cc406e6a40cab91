from . import mkt_finding_rejection, survey_invite
