from odoo import SUPERUSER_ID, api, fields


def migrate(cr, version):
    """The statutory limit of disputes is counted from the market regulator's acceptance."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    policy = env.ref("marketing_office.sla_policy_statutory", raise_if_not_found=False)
    if policy and policy.since == "received" and policy.kind == "dispute":
        policy.write({"since": "accepted", "forum": "authority", "filing": "complaint"})
        if policy.name == "Disputes: statutory 60 days":
            policy.name = "Market regulator: mediation within 60 days"
            # the Chinese name follows, where the language is there
            if env["res.lang"]._lang_get("zh_CN"):
                policy.with_context(lang="zh_CN").name = "市场监管部门：60 日内完成调解"
        # no acceptance is known yet: the clock starts when it is entered
        policy.clock_ids._void(fields.Datetime.now())
