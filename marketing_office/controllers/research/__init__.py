from . import study_export, survey_results
