"""Shares of a market over 1,000,000 order lines, and the screens that show them.

    python bench/market_share.py DATABASE

Ten segments with a product category each, and the overall market, in the four quarters
of a year: 44 sizes, over the orders of two years. Before anything is timed the own sales
of every size are compared, to the cent, with one hand-written aggregate over the lines.
Measurements are fresh processes that take turns.
"""

import json
import sys
from datetime import date

from common import Meter, environment, in_fresh_process, medians
from market import measure_screens
from orders import amount, clone

LINES_OF_ORDER = 4
SIZES = [10_000, 1_000_000]
OBSERVATIONS = 1_000
SEGMENTS = 10
ROUNDS = 5
SIDES = "SQL", "shares", "one size"
TIME_ZONE = "Asia/Shanghai"
BY_SQL = """
    SELECT template.categ_id,
        date_trunc('quarter', sale.date_order AT TIME ZONE 'UTC'
            AT TIME ZONE 'Asia/Shanghai')::date,
        SUM(line.price_subtotal / sale.currency_rate)
    FROM sale_order_line line
    JOIN sale_order sale ON sale.id = line.order_id
    JOIN product_product product ON product.id = line.product_id
    JOIN product_template template ON template.id = product.product_tmpl_id
    WHERE sale.state = 'sale' AND line.display_type IS NULL
        AND sale.date_order >= '2025-12-31 16:00'
        AND sale.date_order < '2026-12-31 16:00'
    GROUP BY 1, 2"""


def load(env):
    """Products, segments and sizes, and the order that is copied; once."""
    env.company.resource_calendar_id.tz = TIME_ZONE
    categories = env["product.category"].create(
        [{"name": f"Category {n}"} for n in range(SEGMENTS)]
    )
    products = env["product.product"].create(
        [{"name": f"Product {c.name}", "categ_id": c.id} for c in categories]
    )
    segments = env["mkt.segment"].create(
        [{"name": c.name, "category_ids": c.ids} for c in categories]
        + [{"name": "Overall", "is_overall": True}]
    )
    quarters = [
        env["mkt.period"]._of(env.company, "quarter", date(2026, month, 1))
        for month in (1, 4, 7, 10)
    ]
    env["mkt.market.size"].create(
        [
            {
                "segment_id": segment.id,
                "period_id": quarter.id,
                "size": 1_000_000_000,
                "source": "Yearbook",
                "basis": "ordered",
                "state": "validated",
            }
            for segment in segments
            for quarter in quarters
        ]
    )
    line = {"product_id": products[0].id, "price_unit": 1, "tax_ids": [(5,)]}
    env["sale.order"].create(
        {
            "name": "Template",
            "partner_id": env["res.partner"].create({"name": "Customer"}).id,
            "order_line": [(0, 0, line)],
        }
    )


def write_orders(env, total):
    """So many lines of confirmed, cancelled and draft orders of 2025 and 2026."""
    template = env["sale.order"].search([("name", "=", "Template")])
    products = env["product.product"].search([("name", "like", "Product Category")])
    env.flush_all()
    for table, column in (("sale_order_line", "order_id"), ("sale_order", "id")):
        env.cr.execute(f"DELETE FROM {table} WHERE {column} <> %s", [template.id])
    state = "CASE n % 19 WHEN 0 THEN 'cancel' WHEN 1 THEN 'draft' ELSE 'sale' END"
    orders = total // LINES_OF_ORDER
    clone(
        env,
        "sale_order",
        template.id,
        orders,
        name="'B' || n",
        state=state,
        date_order="timestamp '2025-01-01' + (n % 730) * interval '1 day'"
        " + (n * 37 % 1440) * interval '1 minute'",
        currency_rate="1 + n % 3",
    )
    env.cr.execute("SELECT min(id) - 1 FROM sale_order WHERE name = 'B1'")
    before = env.cr.fetchone()[0]
    for number in range(LINES_OF_ORDER):
        clone(
            env,
            "sale_order_line",
            template.order_line.id,
            orders,
            order_id=f"{before} + n",
            price_subtotal=amount("n", number),
            product_id=f"(ARRAY{products.ids})[1 + (n * 7 + {number}) % {SEGMENTS}]",
            state=state,
        )
    env.cr.execute("ANALYZE sale_order; ANALYZE sale_order_line")
    env.invalidate_all()


def by_sql(env):
    """{(category, first day of the quarter): own sales}; category 0: all of them."""
    env.cr.execute(BY_SQL)
    found = {}
    for category, quarter, own in env.cr.fetchall():
        found[category, quarter] = own
        found[0, quarter] = found.get((0, quarter), 0) + own
    return found


def check(env, total):
    lines = env["sale.order.line"].search_count([("order_id.name", "=like", "B%")])
    assert lines == total, f"{lines} lines"
    expected = by_sql(env)
    sizes = env["mkt.market.size"].search([])
    assert len(sizes) == len(expected) == 4 * (SEGMENTS + 1)
    for size in sizes:
        key = size.segment_id.category_ids.id or 0, size.period_id.date_from
        difference = abs(size.own_sales - float(expected[key]))
        # ours is rounded to the cent
        assert difference < 0.0051, (size.display_name, difference)


def prepare(env, total):
    if not env["mkt.market.size"].search_count([]):
        load(env)
    write_orders(env, total)
    env.cr.commit()
    check(env, total)
    return measure_screens(env, OBSERVATIONS)


def measure(env, side):
    user = env["res.users"].search([("login", "=", "bench_researcher")])
    own = env(user=user.id, context={"allowed_company_ids": [1], "lang": "en_US"})
    shares, sizes = own["mkt.market.share"], own["mkt.market.size"]
    some = sizes.search([], limit=1)
    # what the registry and the cache hold after a first look is nobody's cost
    shares.search([("id", "=", 0)]).read(["own_sales"])
    some.read(["size"])
    calls = {
        "SQL": lambda: by_sql(env),
        "shares": lambda: shares.search_read([], ["own_sales", "share"]),
        "one size": lambda: some.read(["share_label"]),
    }
    with Meter(own) as meter:
        calls[side]()
    return {"seconds": meter.seconds, "CPU": meter.cpu, "queries": meter.queries}


def show_screens(runs):
    print("queries (milliseconds) over {:,} and {:,} order lines".format(*SIZES))
    for name in runs[0]:
        cells = [f"{queries:5} ({ms:7.1f})" for queries, ms in (r[name] for r in runs)]
        print(f"{name:32}", *cells)
        assert runs[0][name][0] == runs[1][name][0], f"{name}: queries grow"


def main(database):
    show_screens([in_fresh_process(database, total) for total in SIZES])
    results = {side: [] for side in SIDES}
    for _round in range(ROUNDS):
        for side in SIDES:
            results[side].append(in_fresh_process(database, side))
    base = min(r["seconds"] for r in results["SQL"])
    middle = {side: medians(done) for side, done in results.items()}
    print(f"\nown sales of 44 sizes over {SIZES[-1]:,} order lines")
    for side in SIDES:
        lowest = min(r["seconds"] for r in results[side])
        ratio = middle[side]["seconds"] / middle["SQL"]["seconds"]
        print(
            f"{side:10} median {middle[side]['seconds']:6.2f} s ({ratio:.2f} ×)"
            f" minimum {lowest:6.2f} s ({lowest / base:.2f} ×)"
            f" {middle[side]['queries']:.0f} queries"
        )


if __name__ == "__main__":
    database, *what = sys.argv[1:]
    if not what:
        main(database)
    else:
        with environment(database) as env:
            if what[0] in SIDES:
                result = measure(env, what[0])
            else:
                result = prepare(env, int(what[0]))
        print(json.dumps(result))
