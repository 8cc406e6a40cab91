from odoo import SUPERUSER_ID, api

SUBJECTS = {
    "sales": ("sales_ordered", "sales_invoiced", "sales_growth", "sales_collected"),
    "market": (
        "market_share",
        "market_share_growth",
        "studies_reported",
        "findings_validated",
    ),
    "promotion": (
        "campaign_revenue",
        "unattributed_revenue",
        "unattributed_share",
        "campaign_leads",
        "campaign_cost",
        "cost_per_lead",
        "campaign_cost_to_revenue",
        "plan_goals",
    ),
    "customer": (
        "repeat_purchase",
        "customers_new",
        "customers_lost",
        "customers_won_back",
        "customers_complete",
        "care_coverage",
        "care_kept",
        "calls_made",
        "calls_to_leads",
        "contracts_signed",
    ),
    "service": (
        "customer_satisfaction",
        "net_promoter_score",
        "survey_response",
        "cases_received",
        "cases_closed",
        "hours_to_acknowledge",
        "hours_to_resolve",
        "limits_kept",
        "case_rating",
    ),
    "funds": ("marketing_cost", "marketing_budget", "cost_to_budget", "cost_to_sales"),
    "people": ("coordination_in_time",),
}


def migrate(cr, version):
    """The board shows indicators by subject; the data of those that are there stays."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    for subject, names in SUBJECTS.items():
        for name in names:
            kpi = env.ref(f"marketing_office.kpi_{name}", raise_if_not_found=False)
            if kpi and not kpi.subject:
                kpi.subject = subject
