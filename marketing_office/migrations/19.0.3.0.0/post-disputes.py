from odoo import SUPERUSER_ID, api, fields


def migrate(cr, version):
    """The statutory limit of disputes is counted from the market regulator's acceptance."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    policy = env.ref("marketing_office.sla_policy_statutory", raise_if_not_found=False)
    if policy and policy.since == "received" and policy.kind == "dispute":
        policy.write({"since": "accepted", "forum": "authority"})
        # no acceptance is known yet: the clock starts when it is entered
        policy.clock_ids._void(fields.Datetime.now())
