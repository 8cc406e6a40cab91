from . import models, wizards, report, controllers
from .hooks import uninstall_hook
