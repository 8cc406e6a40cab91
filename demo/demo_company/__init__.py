"""A plausible Chinese manufacturer with two years of business that end today."""

import random

from .appraisals import load_appraisals
from .brands import load_brands
from .budgets import load_budgets
from .bulletins import load_bulletins
from .campaigns import load_campaigns
from .care import load_care
from .common import QUIET, TIME_ZONE, Clock
from .company import set_up_company
from .complaints import load_complaints
from .coordination import load_coordinations
from .customer import load_pool, load_profiles
from .disputes import load_disputes
from .governance import load_controls, load_evidence, load_version
from .indicators import close_months, load_indicators, split_goals
from .invoices import load_invoices, load_payments
from .leads import Leads
from .market import load_customers, load_portal_user, load_products, load_teams
from .orders import load_orders, plan_orders
from .people import load_people, set_passwords
from .plans import load_plans
from .reports import load_reports
from .requirements import load_requirements
from .rivals import load_rivals
from .sales import load_sales
from .satisfaction import load_satisfaction
from .small_customers import load_small_customers
from .standards import load_standards
from .studies import load_studies
from .trainings import find_needs, load_trainings
from .trends import load_trends


def load(env, today):
    """Load the company into the main company; returns False where it is there already.

    The same day gives the same data. Everything happens in the caller's transaction.
    """
    users = env["res.users"].with_context(active_test=False)
    if users.search_count([("login", "=", "director")]):
        return False
    env = env(su=True, context=env.context | QUIET | {"lang": "zh_CN", "tz": TIME_ZONE})
    clock = Clock(today, random.Random(19))
    set_up_company(env)
    users = load_people(env, clock)
    teams = load_teams(env, users)
    products = load_products(env)
    customers = load_customers(env, clock, users)
    users["customer"] = load_portal_user(env)
    set_passwords(users)
    plan = plan_orders(clock, customers, products)
    Leads(env, clock, teams, customers).load(plan)
    orders = load_orders(env, clock, teams, plan)
    load_payments(env, clock, load_invoices(env, clock, orders))
    load_complaints(env, clock, users, orders)
    budgets = load_budgets(env, clock, users)
    load_satisfaction(env, clock, customers, users)
    load_rivals(env, clock, users, products)
    load_studies(env, clock, customers, users)
    load_indicators(env, clock)
    load_plans(env, clock, users)
    split_goals(env)
    load_campaigns(env, clock, users)
    load_brands(env, clock, users)
    load_requirements(env, clock, users)
    load_coordinations(env, clock, users)
    load_bulletins(env, clock, users)
    load_trainings(env, clock, users, budgets)
    load_small_customers(env, clock, users, teams, products)
    load_profiles(env, clock, customers, users["clerk1"])
    load_care(env, clock, customers, users, orders)
    load_pool(env, users, clock.today)
    load_sales(env, clock, users, customers, orders)
    load_disputes(env, clock, users)
    load_trends(env, clock, users, orders)
    env["mkt.corrective.action"]._raise_for(env.company)
    budgets.close_last_year()
    load_standards(env)
    load_evidence(env, clock, users)
    close_months(env, clock, users["finance"])
    load_appraisals(env, clock, users)
    load_controls(env, clock, users)
    find_needs(env)
    load_version(env, clock, users)
    load_reports(env, clock, users)
    return True
