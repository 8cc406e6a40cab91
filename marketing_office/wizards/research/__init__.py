from . import mkt_finding_rejection, mkt_study_crosstab, survey_invite
