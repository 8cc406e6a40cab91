from odoo import SUPERUSER_ID, api

BEFORE = "[('state', '=', 'done'), ('user_id', '!=', uid)]"


def migrate(cr, version):
    """A corrective action is verified once its effect can be seen; cards are not updated."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    card = env.ref("marketing_office.desk_card_to_verify", raise_if_not_found=False)
    if card and card.domain == BEFORE:
        card.domain = f"{BEFORE[:-1]}, '|', ('effect_on', '=', False), ('effect_on', '<', 'today')]"
