"""All controls of a company over 100,000 cases and 1,000,000 order lines.

    python bench/controls.py DATABASE [CASES ORDERS]

As many customers, contacts, calls and opportunities as cases. The queries may not depend
on the sizes, and the checks over large tables may take at most 1.5 times as long as the
same figures in SQL written by hand.
"""

import sys
import time
from datetime import timedelta
from statistics import median

import orders
from common import Meter, environment
from orders import clone, moment, person

ROUNDS = 7
FEW = 100, 250
TABLES = (
    "mail_activity",
    "crm_lead",
    "mkt_call",
    "mkt_care_contact",
    "mkt_customer_standing",
    "sale_order_line",
    "sale_order",
    "mkt_complaint",
)
MOST_RATIO = 1.5

# the figures of the checks over what is large, by hand: population, and as it should be
BY_HAND = {
    "cases_acknowledged": """
        SELECT COUNT(*), COUNT(*) FILTER (WHERE acknowledged_at IS NOT NULL)
        FROM mkt_complaint
        WHERE company_id = %(company)s AND state <> 'cancelled'
            AND received_at >= %(start_at)s AND received_at < %(stop_at)s
            AND received_at < %(now)s - interval '24 hours'
    """,
    "orders_confirmed": """
        SELECT COUNT(*), COUNT(*) FROM sale_order
        WHERE company_id = %(company)s AND state = 'sale'
            AND date_order >= %(start_at)s AND date_order < %(stop_at)s
    """,
    "opportunities_followed": """
        SELECT COUNT(*), COUNT(*) FILTER (WHERE EXISTS (
            SELECT FROM mail_activity
            WHERE res_model = 'crm.lead' AND res_id = crm_lead.id AND active
                AND date_deadline >= %(today)s
        ))
        FROM crm_lead
        WHERE company_id = %(company)s AND type = 'opportunity' AND active
            AND user_id IS NOT NULL
            AND won_status = 'pending'
    """,
    "customers_in_hands": """
        SELECT COUNT(*), COUNT(user_id) FROM mkt_customer_standing
        WHERE company_id = %(company)s AND lifecycle IN ('new', 'active')
    """,
    "care_kept": """
        SELECT COUNT(*), COUNT(*) FILTER (WHERE state = 'done') FROM mkt_care_contact
        WHERE company_id = %(company)s AND state <> 'cancelled'
            AND deadline >= %(start)s AND deadline < %(today)s
    """,
    "calls_made": """
        SELECT COUNT(*), COUNT(*) FROM mkt_call
        WHERE company_id = %(company)s
            AND called_at >= %(start_at)s AND called_at < %(stop_at)s
    """,
}


def by_hand(env, control, period):
    """Figures and seconds of the check in SQL."""
    window = control._window(period)
    values = {
        "company": period.company_id.id,
        "start": window.start,
        "start_at": window.start_at,
        "stop_at": window.stop_at,
        "now": window.now,
    }
    values["today"] = period.company_id._mkt_today()
    begin = time.perf_counter()
    env.cr.execute(BY_HAND[control.check_name], values)
    return env.cr.fetchone(), time.perf_counter() - begin


def by_control(control, period):
    env = control.env
    env.flush_all()
    begin = time.perf_counter()
    check = control._get_check(period.company_id, control._window(period))
    counted = control._count(check, period.company_id)
    return tuple(counted), time.perf_counter() - begin


def compare(env):
    company = env.company
    controls = env["mkt.control"].search([("check_name", "in", list(BY_HAND))])
    ours, hand = [], []
    for _round in range(ROUNDS):
        for sums, side in ((ours, by_control), (hand, None)):
            total = 0
            for control in controls:
                period = env["mkt.period"]._of(
                    company, control.period_kind, company._mkt_today()
                )
                if side:
                    figures, seconds = side(control, period)
                    expected, _seconds = by_hand(env, control, period)
                    if tuple(expected) != figures:
                        sys.exit(
                            f"error: {control.check_name}: {figures} by the control,"
                            f" {expected} by hand"
                        )
                else:
                    _figures, seconds = by_hand(env, control, period)
                total += seconds
            sums.append(total)
    return median(ours), median(hand)


def queries(env):
    results = env["mkt.control.result"]
    results._compute_company(env.company)
    with Meter(env) as meter:
        results._compute_company(env.company)
    return meter


def load(env, cases, number):
    """So many cases, orders, customers and what belongs to them."""
    orders.CASES, orders.ORDERS = cases, number
    orders.load(env)
    partner = env["res.partner"].create({"name": "Bench", "is_company": True})
    user = env["res.users"].search([("login", "=like", "bench\\_%")], limit=1)
    owned = {"company_id": env.company.id, "partner_id": partner.id}
    standing = env["mkt.customer.standing"].create({**owned, "lifecycle": "active"})
    plans = env["mkt.care.plan"]
    plan = plans.search([], limit=1) or plans.create(
        {"name": "Bench", "kind": "visit", "interval_days": 30, "lifecycle": "lost"}
    )
    contact = env["mkt.care.contact"].create(
        {
            **owned,
            "user_id": user.id,
            "plan_id": plan.id,
            "kind": "visit",
            "deadline": env.company._mkt_today(),
        }
    )
    calls = env["mkt.call.list"].create(
        {"name": "Bench", "user_id": user.id, "domain": "[]"}
    )
    call = env["mkt.call"].create({**owned, "list_id": calls.id})
    lead = env["crm.lead"].create(
        {"name": "Bench", "type": "opportunity", "user_id": user.id}
    )
    activity = lead.activity_schedule(
        "mail.mail_activity_data_call",
        date_deadline=env.company._mkt_today() + timedelta(days=5),
        user_id=user.id,
    )
    env.flush_all()
    clone(env, "res_partner", partner.id, cases, name="'Customer ' || n")
    env.cr.execute("SELECT MIN(id) - 1 FROM res_partner WHERE name LIKE 'Customer %%'")
    of_customer = f"{env.cr.fetchone()[0]} + n"
    clone(
        env,
        "mkt_customer_standing",
        standing.id,
        cases,
        partner_id=of_customer,
        user_id=f"CASE WHEN n % 9 > 0 THEN {person('n')} END",
        lifecycle="CASE n % 4 WHEN 0 THEN 'new' WHEN 1 THEN 'lost' ELSE 'active' END",
    )
    clone(
        env,
        "mkt_care_contact",
        contact.id,
        cases,
        partner_id=of_customer,
        deadline=f"({moment('n')})::date",
        state="CASE n % 7 WHEN 0 THEN 'planned' WHEN 1 THEN 'cancelled' ELSE 'done' END",
    )
    clone(
        env, "mkt_call", call.id, cases, partner_id=of_customer, called_at=moment("n")
    )
    clone(env, "crm_lead", lead.id, cases, name="'Lead ' || n", user_id=person("n"))
    clone(
        env,
        "mail_activity",
        activity.id,
        cases,
        res_id=f"{lead.id} + n",
        date_deadline=f"'{env.company._mkt_today()}'::date + n % 9 - 4",
    )
    env.cr.execute("ANALYZE")
    env.cr.commit()
    env.invalidate_all()


def unload(env):
    for table in TABLES:
        env.cr.execute(f"DELETE FROM {table}")
    env.cr.execute("UPDATE res_partner SET name = 'Few' WHERE name LIKE 'Customer %'")
    env.cr.commit()
    env.invalidate_all()


def main(database, cases=orders.CASES, number=orders.ORDERS):
    with environment(database) as env:
        cases, number = int(cases), int(number)
        load(env, *FEW)
        few = queries(env)
        env.cr.rollback()
        unload(env)
        load(env, cases, number)
        many = queries(env)
        ours, hand = compare(env)
        ratio = ours / hand
        print(f"{cases} cases, {number * orders.LINES} order lines")
        print(f"all controls: {many.seconds:.2f} s, {many.queries} queries")
        print(
            f"{FEW[0]} cases, {FEW[1] * orders.LINES} order lines: {few.queries} queries"
        )
        print(f"large checks: {ours:.4f} s, by hand {hand:.4f} s, ratio {ratio:.2f}")
        if many.queries > few.queries:
            sys.exit("error: the number of queries grows with the data")
        if ratio > MOST_RATIO:
            sys.exit(f"error: more than {MOST_RATIO} times the SQL by hand")


if __name__ == "__main__":
    main(*sys.argv[1:])
