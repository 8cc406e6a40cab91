from odoo import SUPERUSER_ID, api
from odoo.tools import convert_file

DUTIES = "data/organisation/hr_department_duties_data.xml"


def migrate(cr, version):
    """The departments that are there have duties, too, for the printed system."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    convert_file(env, "marketing_office", DUTIES, {}, mode="init", noupdate=True)
