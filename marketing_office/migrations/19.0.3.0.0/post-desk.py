from odoo import SUPERUSER_ID, api

BEFORE = "[('state', '=', 'done'), ('user_id', '!=', uid)]"
FOR_WRITERS = (
    *(
        "bulletins_draft",
        "call_lists_draft",
        "campaigns_to_close",
        "campaigns_to_start",
    ),
    *("contracts_to_sign", "draft_campaigns", "draft_plans", "draft_positionings"),
    *("draft_sales_plans", "draft_studies", "findings_rejected", "findings_to_write"),
    *("my_fieldwork", "plans_to_close", "sales_plans_to_close"),
)


def migrate(cr, version):
    """Cards are not updated: what they do otherwise now is brought along."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    for name in FOR_WRITERS:
        card = env.ref(f"marketing_office.desk_card_{name}", raise_if_not_found=False)
        if card:
            card.is_for_writers = True
    card = env.ref("marketing_office.desk_card_to_verify", raise_if_not_found=False)
    # a corrective action is verified once its effect can be seen
    if card and card.domain == BEFORE:
        card.domain = f"{BEFORE[:-1]}, '|', ('effect_on', '=', False), ('effect_on', '<', 'today')]"
