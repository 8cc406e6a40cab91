from odoo import SUPERUSER_ID, api

# what cards looked for, and what they look for now
VERIFY = "[('state', '=', 'done'), ('user_id', '!=', uid)]"
DECIDE = "[('state', '=', 'responded'), ('kind', '!=', 'service_request')]"
CONTACTS = "[('user_id', '=', uid), ('state', '=', 'planned'), ('deadline', %s)]"
DOMAINS = {
    # one card for today and for the week
    "contacts_due": (CONTACTS % "'<=', 'today'", CONTACTS % "'<=', 'today +7d'"),
    # a corrective action is verified once its effect can be seen
    "to_verify": (
        VERIFY,
        f"{VERIFY[:-1]}, '|', ('effect_on', '=', False), ('effect_on', '<', 'today')]",
    ),
    # a dispute is not decided by its handler
    "to_decide": (
        DECIDE,
        "[('state', '=', 'responded'), '|', ('kind', '=', 'complaint'),"
        " '&', ('kind', '=', 'dispute'), ('user_id', '!=', uid)]",
    ),
    # a price that somebody has to confirm does not count yet
    "prices_this_month": (
        "[('kind', '=', 'price'), ('date', '>=', '=1d')]",
        "[('kind', '=', 'price'), ('is_in_doubt', '=', False), ('date', '>=', '=1d')]",
    ),
}
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
    for name, (before, after) in DOMAINS.items():
        card = env.ref(f"marketing_office.desk_card_{name}", raise_if_not_found=False)
        if card and card.domain == before:
            card.domain = after
            if name == "contacts_due":
                merge_contacts(env, card)


def merge_contacts(env, card):
    """The card of today takes in the one of the week, and a name for both."""
    card.name = "Customers to contact"
    card.update_field_translations("name", {"zh_CN": "待联系的客户"})
    week = env.ref("marketing_office.desk_card_contacts_week", raise_if_not_found=False)
    if week:
        week.unlink()
