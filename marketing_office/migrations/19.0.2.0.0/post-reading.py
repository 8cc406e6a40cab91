from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Indicators of a company are no longer read by people who hold no post in it."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    if rule := env.ref(
        "marketing_office.mkt_kpi_rule_reader", raise_if_not_found=False
    ):
        rule.domain_force = "[('company_id', 'in', user.mkt_companies() + [False])]"
