"""Load the demo company: python demo/load.py DATABASE

Odoo's settings come from its environment variables. The database has the addon, the
Chinese chart of accounts (l10n_cn) and zh_CN, and none of the host's demo data. All is
loaded or nothing; a second run changes nothing.
"""

import gc
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

from demo_company import TIME_ZONE, load

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tools import config


def main(database):
    config.parse_config(["--no-http", "--log-level=warn"], setup_logging=True)
    # everything stays alive until the end: collecting would find nothing
    gc.disable()
    registry = Registry(database)
    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        loaded = load(env, datetime.now(ZoneInfo(TIME_ZONE)).date())
    registry.signal_changes()
    print("demo company loaded" if loaded else "the demo company is there already")


if __name__ == "__main__":
    main(sys.argv[1])
