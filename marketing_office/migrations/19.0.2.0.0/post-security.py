"""Record rules of installed databases follow the addon's: an update leaves them alone."""

from odoo import SUPERUSER_ID, api
from odoo.modules import Manifest
from odoo.tools import convert_file

MODULE = "marketing_office"


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    for path in Manifest.for_addon(MODULE)["data"]:
        if path.startswith("security/") and path.endswith("_security.xml"):
            convert_file(env, MODULE, path, {}, mode="init", noupdate=True)
