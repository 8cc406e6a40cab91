from . import mkt_knowledge, mkt_study_answers_xlsx
