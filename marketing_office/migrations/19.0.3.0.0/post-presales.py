from odoo import SUPERUSER_ID, api

KINDS = "presales", "sample", "solution", "tender"


def migrate(cr, version):
    """Which kinds of requests are pre-sales support; the data of those there stays."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    for name in KINDS:
        kind = env.ref(
            f"marketing_office.coordination_kind_{name}", raise_if_not_found=False
        )
        if kind:
            (kind | kind.adapted_ids).is_presales = True
    # what was asked for before counts too
    leads = env["crm.lead"].with_context(active_test=False)
    leads = leads.search([("mkt_coordination_ids", "!=", False)])
    env.add_to_compute(leads._fields["mkt_has_presales"], leads)
