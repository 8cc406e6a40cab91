from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Whoever began the day at the old desk begins it at the new one."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    old = env.ref("marketing_office.mkt_desk_card_action", raise_if_not_found=False)
    if old:
        users = env["res.users"].with_context(active_test=False)
        users.search([("action_id", "=", old.id)]).action_id = env.ref(
            "marketing_office.mkt_desk_action"
        ).id
    # the data of activity types is not updated
    env.ref("marketing_office.mail_activity_type_approval").mkt_has_card = True
