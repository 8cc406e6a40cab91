"""A plausible Chinese manufacturer with two years of business that end today."""

import random

from .common import QUIET, TIME_ZONE, Clock
from .company import set_up_company
from .complaints import load_complaints
from .market import load_customers, load_portal_user, load_products, load_teams
from .people import load_people
from .sales import load_invoices, load_leads, load_orders, load_payments, plan_orders


def load(env, today):
    """Load the company into the main company; returns False where it is there already.

    The same day gives the same data. Everything happens in the caller's transaction.
    """
    if env["res.users"].with_context(active_test=False).search_count([("login", "=", "director")]):
        return False
    env = env(su=True, context=env.context | QUIET | {"lang": "zh_CN", "tz": TIME_ZONE})
    clock = Clock(today, random.Random(19))
    set_up_company(env)
    users = load_people(env, clock)
    teams = load_teams(env, users)
    products = load_products(env)
    customers = load_customers(env, users)
    load_portal_user(env)
    plan = plan_orders(clock, customers, products)
    load_leads(env, clock, teams, customers, plan)
    orders = load_orders(env, clock, teams, plan)
    load_payments(env, clock, load_invoices(env, clock, orders))
    load_complaints(env, clock, users, orders)
    return True
