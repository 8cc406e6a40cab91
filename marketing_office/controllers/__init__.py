from . import base
from . import period
from . import budget
from . import complaint
from . import market
from . import research
from . import campaign
from . import sales
