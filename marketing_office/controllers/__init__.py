from . import attachment, export, portal, study_export
