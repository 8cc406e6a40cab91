from . import study_export
