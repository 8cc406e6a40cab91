"""All controls of a company over 100,000 cases and 1,000,000 order lines.

    python bench/controls.py DATABASE [CASES ORDERS]

The queries may not depend on the sizes, and the checks over large tables may take at most
1.5 times as long as the same figures in SQL written by hand.
"""

import sys
import time
from statistics import median

import orders
from common import Meter, environment

ROUNDS = 5
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


def main(database, cases=None, number=None):
    if cases:
        orders.CASES, orders.ORDERS = int(cases), int(number)
    with environment(database) as env:
        few = queries(env)
        env.cr.rollback()
        orders.load(env)
        many = queries(env)
        ours, hand = compare(env)
        ratio = ours / hand
        lines = orders.ORDERS * orders.LINES
        print(f"{orders.CASES} cases, {lines} order lines")
        print(f"all controls: {many.seconds:.2f} s, {many.queries} queries")
        print(f"with nothing there: {few.queries} queries")
        print(f"large checks: {ours:.4f} s, by hand {hand:.4f} s, ratio {ratio:.2f}")
        if many.queries > few.queries + 5:
            sys.exit("error: the number of queries grows with the data")
        if ratio > MOST_RATIO:
            sys.exit(f"error: more than {MOST_RATIO} times the SQL by hand")


if __name__ == "__main__":
    main(*sys.argv[1:])
