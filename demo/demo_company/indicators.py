"""Periods, yearly targets, closed months, and the indicators computed once."""

from datetime import timedelta

# this year's target against last year's figure; each seller has a share of it
AMBITION = {"sales_ordered": 1.15, "sales_invoiced": 1.15}
# what a year shall bring, or shall not exceed
OF_THE_YEAR = {
    "marketing_budget": 2_200_000,
    "marketing_cost": 1_200_000,
    "campaign_revenue": 2_400_000,
    "campaign_leads": 80,
    "studies_reported": 6,
    "findings_validated": 12,
    "cases_received": 120,
}
# what holds for each period
ALWAYS = {
    "limits_kept": 95,
    "case_rating": 4,
    "hours_to_acknowledge": 4,
    "hours_to_resolve": 72,
    "repeat_purchase": 25,
    "sales_growth": 15,
    "market_share": 8.5,
    "market_share_growth": 10,
    "cost_to_budget": 100,
    "cost_to_sales": 12,
    "entertainment_ceiling": 100,
    "advertising_ceiling": 100,
    "cost_per_lead": 4500,
    "survey_response": 35,
    "plan_goals": 80,
    "care_coverage": 50,
    "care_kept": 85,
    "coordination_in_time": 90,
    "training_hours_each": 4,
}
OF_EACH_CLERK = {"cases_closed": 12, "limits_kept": 95, "hours_to_resolve": 72}
OPEN_MONTHS = 2  # the current one, and the last, which waits to be closed


def load_indicators(env, clock):
    company = env.company
    env["mkt.period"]._generate(company)
    compute(env)
    year = env["mkt.period"]._of(company, "year", clock.today)
    for name, factor in AMBITION.items():
        [last_year] = figures(env, name, year._year_before()[1], "company")
        whole = round(last_year.value * factor, -4)
        set_target(env, name, year, whole)
        [company] = figures(env, name, year.date_from, "company")
        for seller in figures(env, name, year.date_from, "user"):
            share = seller.value / company.value
            set_target(env, name, year, round(whole * share, -4), seller.user_id)
    for name, target in {**OF_THE_YEAR, **ALWAYS}.items():
        set_target(env, name, year, target)
    for clerk in env.ref("marketing_office.post_service_clerk").holder_ids:
        for name, target in OF_EACH_CLERK.items():
            set_target(env, name, year, target, clerk)


def figures(env, name, date_from, scope):
    """The figures of the year that begins then."""
    return env["mkt.kpi.value"].search(
        [
            ("kpi_id", "=", env.ref(f"marketing_office.kpi_{name}").id),
            ("scope", "=", scope),
            ("period_kind", "=", "year"),
            ("date_from", "=", date_from),
        ]
    )


def set_target(env, name, period, target, user=None):
    env["mkt.kpi.target"].create(
        {
            "kpi_id": env.ref(f"marketing_office.kpi_{name}").id,
            "period_id": period.id,
            "user_id": user and user.id,
            "target": target,
        }
    ).action_split()


def split_goals(env):
    """What plans set for a quarter holds for its months."""
    goals = env["mkt.kpi.target"].search(
        [
            ("period_kind", "=", "quarter"),
            ("parent_id", "=", False),
            ("child_ids", "=", False),
        ]
    )
    goals.filtered(lambda goal: goal.period_id.state == "open").action_split()


def compute(env):
    kpis = env["mkt.kpi"].search([("active", "=", True)])
    env["mkt.kpi.run"]._all_runs(kpis, env.company)._compute_now()


def close_months(env, clock, finance):
    """What the rooms loaded meanwhile is in the figures that are frozen."""
    compute(env)
    last = clock.months[-OPEN_MONTHS] - timedelta(days=1)
    env["mkt.period"].search(
        [
            ("company_id", "=", env.company.id),
            ("kind", "=", "month"),
            ("state", "=", "open"),
            ("date_to", "<=", last),
        ]
    ).with_user(finance).action_close()
