from . import mkt_knowledge, mkt_study_answers_xlsx, mkt_study_crosstab_xlsx
