from . import mkt_complaint_xlsx, mkt_revenue, mkt_study_answers_xlsx
