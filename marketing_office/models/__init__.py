"""The rooms, in the order in which data flows: a room names none that stands below it."""

from . import base
from . import organisation
from . import period
from . import approval
from . import indicator
from . import coordination
from . import budget
from . import customer
from . import complaint
from . import satisfaction
from . import market
from . import research
from . import plan
from . import campaign
from . import care
from . import sales
from . import appraisal
from . import training
from . import governance
from . import reporting
