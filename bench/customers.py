"""Grade, lifecycle and rhythm of many customers; their screens at any number of them.

    python bench/customers.py DATABASE [SIZES…]

Each customer has five orders of two lines. What is counted must be what a query written by
hand finds; the time of an unchanged run, which must write nothing, stands beside that query.
The screens are the calls that the browser makes, beside the host's form of a contact.
"""

import json
import sys
from statistics import median

from common import Meter, appoint, environment, in_fresh_process
from orders import clone
from screens import specification

SIZES = [1_000, 10_000, 100_000]
ORDERS = 5
REPEAT = 5
# what the orders and the rules of the company say, as one would write it for this alone
BY_HAND = """
    WITH days AS (
        SELECT p.commercial_partner_id AS partner_id,
            (o.date_order AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date AS day,
            COUNT(DISTINCT o.id) AS orders,
            SUM(l.price_subtotal / o.currency_rate) AS amount
        FROM sale_order o JOIN sale_order_line l ON l.order_id = o.id
        JOIN res_partner p ON p.id = o.partner_id
        WHERE o.state = 'sale' AND o.company_id = 1 AND l.display_type IS NULL
        GROUP BY 1, 2
    ), gaps AS (
        SELECT *, day - LAG(day) OVER (PARTITION BY partner_id ORDER BY day) AS gap
        FROM days
    ), counted AS (
        SELECT partner_id, MAX(day) AS last, MIN(day) AS first, SUM(orders) AS orders,
            CASE WHEN COUNT(*) >= 3 THEN ROUND(PERCENTILE_CONT(0.5)
                WITHIN GROUP (ORDER BY gap)::numeric, 1) END AS rhythm,
            COALESCE(SUM(amount) FILTER (WHERE day > %(today)s::date - 365), 0) AS revenue,
            SUM(amount) FILTER (WHERE day > %(today)s::date - 730
                AND day <= %(today)s::date - 365) AS before
        FROM gaps GROUP BY partner_id
    )
    SELECT partner_id, orders, rhythm, ROUND(revenue, 2), CASE
        WHEN %(today)s::date - last > GREATEST(%(lost)s, rhythm * %(patience)s * 2)
            THEN 'lost'
        WHEN %(today)s::date - last > GREATEST(%(dormant)s, rhythm * %(patience)s)
            THEN 'dormant'
        WHEN %(today)s::date - first < %(new)s THEN 'new'
        ELSE 'active' END,
        CASE {grades} END
    FROM counted ORDER BY partner_id
"""
# a rule as one would type it in: the best grade first
GRADE = """
    WHEN ROUND(revenue, 2) >= {revenue} AND ({growth} = 0 OR before > 0
        AND ROUND((revenue - before) * 100 / before, 1) >= {growth}) THEN {grade}
"""
COUNTED = """
    SELECT partner_id, order_count, rhythm_days, revenue, lifecycle, grade_id
    FROM mkt_customer_standing WHERE company_id = 1 AND order_count > 0
    ORDER BY partner_id
"""


def seed(env, size):
    product = env["product.product"].create({"name": "Bench product"})
    partner = env["res.partner"].create({"name": "Bench", "is_company": True})
    order = env["sale.order"].create(
        {
            "partner_id": partner.id,
            "order_line": [
                (0, 0, {"product_id": product.id, "price_unit": 1, "tax_ids": [(5,)]})
            ],
        }
    )
    env.flush_all()
    before = newest(env, "res_partner")
    clone(env, "res_partner", partner.id, size, name="'Customer ' || n")
    env.cr.execute(
        "UPDATE res_partner SET commercial_partner_id = id WHERE id > %s", [before]
    )
    first = newest(env, "sale_order")
    clone(
        env,
        "sale_order",
        order.id,
        size * ORDERS,
        name="'B' || n",
        state="'sale'",
        partner_id=f"{before} + 1 + n % {size}",
        currency_rate="1",
        # an interval of its own for each customer, and some that stopped long ago
        date_order=f"now()::date + time '04:00' - interval '1 day' * (2 + n % {size}"
        f" % 400 + n / {size} * (10 + n % {size} % 83))",
    )
    for number in range(2):
        clone(
            env,
            "sale_order_line",
            order.order_line.id,
            size * ORDERS,
            order_id=f"{first} + n",
            state="'sale'",
            # customers of every grade
            price_subtotal=f"(100 + n % 900 + {number}) * (1 + n % {size} % 200)",
        )
    order.state = "cancel"
    env.cr.execute("ANALYZE")
    env.invalidate_all()


def newest(env, table):
    env.cr.execute(f"SELECT MAX(id) FROM {table}")
    return env.cr.fetchone()[0]


def figures(env):
    """{step: (queries, CPU milliseconds)}; asserts that the figures are right."""
    standings, company = env["mkt.customer.standing"], env.company
    with Meter(env) as first:
        standings._compute_figures(company)
    # as the database does by itself until the next night
    env.cr.execute("ANALYZE mkt_customer_standing")
    with Meter(env) as again:
        written = standings._compute_figures(company)
    assert not written, f"{written} rows written though nothing had changed"
    values = {
        "tz": company.resource_calendar_id.tz or "UTC",
        "today": company._mkt_today(),
        "lost": company.mkt_lost_days,
        "dormant": company.mkt_dormant_days,
        "new": company.mkt_new_days,
        "patience": company.mkt_rhythm_percent / 100,
    }
    grades = "".join(
        GRADE.format(
            revenue=rule.revenue_from, growth=rule.growth_from, grade=rule.grade_id.id
        )
        for rule in env["mkt.grade.rule"]._of(company)
    )
    query = BY_HAND.replace("{grades}", grades)
    with Meter(env) as by_hand:
        env.cr.execute(query, values)
        expected = comparable(env.cr.fetchall())
    env.cr.execute(COUNTED)
    assert comparable(env.cr.fetchall()) == expected, "the figures differ"
    return {
        "first computation": (first.queries, 1000 * first.cpu),
        "unchanged computation": (again.queries, 1000 * again.cpu),
        "query by hand": (by_hand.queries, 1000 * by_hand.cpu),
    }


def comparable(rows):
    return [
        (partner, int(orders), float(rhythm or 0), float(revenue), *kinds)
        for partner, orders, rhythm, revenue, *kinds in rows
    ]


def screens(env):
    standings, partners = env["mkt.customer.standing"], env["res.partner"]
    pool = [("is_in_pool", "=", True)]
    columns = specification(standings, "list")
    profile = specification(standings, "form")
    contact = specification(partners, "form")
    standing = standings.search(pool, limit=1)
    calls = {
        "pool": lambda: standings.web_search_read(
            pool, columns, limit=80, order="at_stake desc, id", count_limit=10001
        ),
        "profile": lambda: standing.web_read(profile),
        "the host's contact": lambda: standing.partner_id.web_read(contact),
    }
    results = {}
    for name, call in calls.items():
        call()
        times = []
        for _time in range(REPEAT):
            env.invalidate_all()
            with Meter(env) as meter:
                call()
            times.append(1000 * meter.cpu)
        results[name] = meter.queries, median(times)
    return results


def measure(env, size):
    seed(env, size)
    results = figures(env)
    user = appoint(env, "bench_picker", "account_manager")
    env.flush_all()
    own = env(user=user.id, context={"allowed_company_ids": [1], "lang": "en_US"})
    return results | screens(own)


def main(database, sizes):
    runs = [in_fresh_process(database, size, "measure") for size in sizes]
    print(
        "queries, and CPU milliseconds, with", *(f"{s:,}" for s in sizes), "customers"
    )
    for name in runs[0]:
        queries, ms = zip(*(run[name] for run in runs), strict=True)
        print(f"  {name:24}", *(f"{n:6}" for n in queries), *(f"{t:11.1f}" for t in ms))
        assert max(queries) <= queries[0], "more queries"


if __name__ == "__main__":
    database, *what = sys.argv[1:]
    if what[1:] == ["measure"]:
        with environment(database) as env:
            print(json.dumps(measure(env, int(what[0]))))
    else:
        main(database, [int(size) for size in what] or SIZES)
