"""Periods, yearly targets, closed months, and the indicators computed once."""

from datetime import timedelta

# this year's target against last year's figure
AMBITION = {"sales_ordered": 1.15, "sales_invoiced": 1.15}
SHARES = {"limits_kept": 95, "case_rating": 4, "repeat_purchase": 60}
LIMITS = {"hours_to_acknowledge": 4, "hours_to_resolve": 72}
OPEN_MONTHS = 2  # the current one, and the last, which waits to be closed


def load_indicators(env, clock):
    company = env.company
    env["mkt.period"]._generate(company)
    compute(env)
    year = env["mkt.period"]._of(company, "year", clock.today)
    for name, factor in AMBITION.items():
        kpi = env.ref(f"marketing_office.kpi_{name}")
        last_year = env["mkt.kpi.value"].search(
            [
                ("kpi_id", "=", kpi.id),
                ("scope", "=", "company"),
                ("period_kind", "=", "year"),
                ("date_from", "=", year._year_before()[1]),
            ]
        )
        set_target(env, kpi, year, round(last_year.value * factor, -4))
    for name, target in {**SHARES, **LIMITS}.items():
        set_target(env, env.ref(f"marketing_office.kpi_{name}"), year, target)


def set_target(env, kpi, year, target):
    env["mkt.kpi.target"].create(
        {"kpi_id": kpi.id, "period_id": year.id, "target": target}
    ).action_split()


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
