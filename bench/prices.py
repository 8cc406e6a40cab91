"""The index of competitors' prices, and the Pareto of causes, beside hand-written SQL.

    python bench/prices.py DATABASE [SIZE]

So many price observations of twenty competitors' products in two years, so many order
lines, and so many cases (100,000 each). Read as the Market Researcher and the Customer
Service Manager, as their screens read them; the figures are compared before anything is
timed. Sides take turns.
"""

import sys
from datetime import date
from statistics import median

from common import Meter, appoint, environment
from orders import amount, clone

SIZE = 100_000
PRODUCTS = 20
CAUSES = 7
LINES_OF_ORDER = 4
ROUNDS = 7
LIMIT = 1.5
# the year that the screen shows first
YEAR = [("date", ">=", "2026-01-01"), ("date", "<=", "2026-12-31")]
INDEX_BY_SQL = """
    WITH asked AS (
        SELECT DISTINCT seen.company_id, theirs.product_id AS own,
            date_trunc('month', seen.date)::date AS month
        FROM mkt_observation seen
        JOIN mkt_competitor_product theirs ON theirs.id = seen.product_id
        WHERE seen.kind = 'price' AND seen.date BETWEEN '2026-01-01' AND '2026-12-31'
    ), sold AS MATERIALIZED (
        SELECT sale.company_id, line.product_id AS own,
            date_trunc('month', sale.date_order AT TIME ZONE 'UTC'
                AT TIME ZONE 'Asia/Shanghai')::date AS month,
            SUM(line.price_subtotal / sale.currency_rate) / SUM(line.product_uom_qty)
                AS price
        FROM sale_order_line line
        JOIN sale_order sale ON sale.id = line.order_id
        WHERE sale.state = 'sale' AND line.display_type IS NULL
            AND sale.date_order >= '2024-12-31' AND sale.date_order < '2027-01-02'
        GROUP BY 1, 2, 3
    ), ours AS MATERIALIZED (
        SELECT asked.*, (
            SELECT price FROM sold
            WHERE sold.company_id = asked.company_id AND sold.own = asked.own
                AND sold.month <= asked.month
                AND sold.month > asked.month - interval '1 year'
            ORDER BY sold.month DESC LIMIT 1
        ) AS price FROM asked
    )
    SELECT date_trunc('month', seen.date)::date, seen.competitor_id,
        AVG(100 * seen.company_price / ours.price), COUNT(*)
    FROM mkt_observation seen
    JOIN mkt_competitor_product theirs ON theirs.id = seen.product_id
    JOIN ours ON ours.company_id = seen.company_id AND ours.own = theirs.product_id
        AND ours.month = date_trunc('month', seen.date)::date
    WHERE seen.kind = 'price' AND seen.date BETWEEN '2026-01-01' AND '2026-12-31'
    GROUP BY 1, 2"""
PARETO_BY_SQL = """
    SELECT cause_id, COUNT(*) FROM mkt_complaint
    WHERE company_id = 1 AND cause_id IS NOT NULL GROUP BY 1"""


def load(env, total):
    env.company.resource_calendar_id.tz = "Asia/Shanghai"
    appoint(env, "bench_researcher", "market_researcher")
    appoint(env, "bench_service", "customer_service_manager")
    products = env["product.product"].create(
        [{"name": f"Relay {n}"} for n in range(PRODUCTS)]
    )
    partners = env["res.partner"].create(
        [{"name": f"Rival {n}", "is_company": True} for n in range(PRODUCTS)]
    )
    rivals = env["mkt.competitor"].create([{"partner_id": p.id} for p in partners])
    theirs = env["mkt.competitor.product"].create(
        [
            {"name": f"Theirs {n}", "competitor_id": rival.id, "product_id": own.id}
            for n, (rival, own) in enumerate(zip(rivals, products, strict=True))
        ]
    )
    line = {"product_id": products[0].id, "price_unit": 1, "tax_ids": [(5,)]}
    order = env["sale.order"].create(
        {"name": "Template", "partner_id": partners[0].id, "order_line": [(0, 0, line)]}
    )
    case = env["mkt.complaint"].create({"name": "Relay fails"})
    env.flush_all()
    write_observations(env, rivals, theirs, total)
    write_orders(env, order, products, total)
    causes = env["mkt.complaint.cause"].search([], limit=CAUSES)
    clone(
        env,
        "mkt_complaint",
        case.id,
        total,
        number="'P' || n",
        kind="'complaint'",
        state="'closed'",
        decision="'upheld'",
        cause_id=f"(ARRAY{causes.ids})[1 + floor({CAUSES} * (n * 37 % 100 / 100.0) ^ 2)]",
        received_at="timestamp '2025-01-01' + (n % 700) * interval '1 day'",
    )
    env.cr.execute("ANALYZE")
    env.cr.commit()
    env.invalidate_all()


def write_observations(env, rivals, theirs, total):
    env.cr.execute(
        """
        INSERT INTO mkt_observation (name, company_id, date, kind, competitor_id,
            product_id, price, company_price, currency_id, confidence, user_id)
        SELECT 'Price ' || n, 1, '2025-01-01'::date + n %% 730, 'price',
            (%(rivals)s::integer[])[1 + n %% %(count)s],
            (%(theirs)s::integer[])[1 + n %% %(count)s],
            10 + n %% 90, 10 + n %% 90, %(currency)s, 'high', %(user)s
        FROM generate_series(1, %(total)s) n
        """,
        {
            "rivals": rivals.ids,
            "theirs": theirs.ids,
            "count": PRODUCTS,
            "currency": env.company.currency_id.id,
            "user": env.uid,
            "total": total,
        },
    )


def write_orders(env, order, products, total):
    count = total // LINES_OF_ORDER
    clone(
        env,
        "sale_order",
        order.id,
        count,
        name="'B' || n",
        state="'sale'",
        # three years before the one that is read, too
        date_order="timestamp '2023-01-01 04:00' + (n % 1460) * interval '1 day'",
    )
    env.cr.execute("SELECT min(id) - 1 FROM sale_order WHERE name = 'B1'")
    before = env.cr.fetchone()[0]
    for number in range(LINES_OF_ORDER):
        clone(
            env,
            "sale_order_line",
            order.order_line.id,
            count,
            order_id=f"{before} + n",
            price_subtotal=f"1 + {amount('n', number)}",
            product_id=f"(ARRAY{products.ids})[1 + (n * 7 + {number}) % {PRODUCTS}]",
            state="'sale'",
        )


def index_by_month(env):
    groups = env["mkt.price.comparison"].formatted_read_group(
        YEAR, ["date:month", "competitor_id"], ["price_index:avg", "__count"]
    )
    return {
        (date.fromisoformat(g["date:month"][0]), g["competitor_id"][0]): (
            g["price_index:avg"],
            g["__count"],
        )
        for g in groups
    }


def pareto(env):
    groups = env["mkt.complaint"].formatted_read_group(
        [("cause_id", "!=", False)], ["cause_id"], ["__count"]
    )
    return {g["cause_id"][0]: g["__count"] for g in groups}


def index_by_sql(env):
    env.cr.execute(INDEX_BY_SQL)
    return {(day, rival): (float(i), n) for day, rival, i, n in env.cr.fetchall()}


def pareto_by_sql(env):
    env.cr.execute(PARETO_BY_SQL)
    return dict(env.cr.fetchall())


def check(ours, expected):
    assert ours.keys() == expected.keys(), (len(ours), len(expected))
    for key, value in expected.items():
        found = ours[key]
        if isinstance(value, tuple):
            assert abs(found[0] - value[0]) < 1e-6, (key, found, value)
            found, value = found[1], value[1]
        assert found == value, (key, found, value)


def as_user(env, login):
    user = env["res.users"].search([("login", "=", login)])
    return env(user=user.id, context={"allowed_company_ids": [1], "lang": "en_US"})


def measure(env, name, login, ours, by_sql):
    reader = as_user(env, login)
    check(ours(reader), by_sql(env))
    sides = {"SQL": (env, by_sql), "ours": (reader, ours)}
    results = {side: [] for side in sides}
    for _round in range(ROUNDS):
        for side, (who, call) in sides.items():
            who.invalidate_all()
            with Meter(who) as meter:
                call(who)
            results[side].append((meter.seconds, meter.cpu, meter.queries))
    for side, runs in results.items():
        seconds, cpu = (1000 * median(run[n] for run in runs) for n in (0, 1))
        print(
            f"{name:16} {side:5} median {seconds:7.1f} ms, CPU {cpu:7.1f} ms,"
            f" {runs[-1][2]} queries"
        )
    ratio = median(r[1] for r in results["ours"]) / median(r[1] for r in results["SQL"])
    print(f"{name:16} CPU {ratio:.2f} x (at most {LIMIT})")


def main(database, total):
    with environment(database) as env:
        load(env, total)
        print(f"{total:,} observations, order lines and cases")
        measure(env, "price index", "bench_researcher", index_by_month, index_by_sql)
        measure(env, "Pareto of causes", "bench_service", pareto, pareto_by_sql)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if sys.argv[2:] else SIZE)
