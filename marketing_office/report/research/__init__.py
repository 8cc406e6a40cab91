from . import mkt_study_answers_xlsx
