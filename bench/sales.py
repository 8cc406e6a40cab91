"""Sales plans over a million order lines, beside the best single statement.

    bench/run sales            1,000,000 order lines
    bench/run sales 10000      fewer orders, to try it

What the lines of twelve monthly plans, each for 200 people, 8 teams and 20 product
categories, have sold, beside one aggregate by month, person, team and category; and who
carries the targets of a year, beside one query for the rhythm of each customer. Both sides
have to find the same figures, to the cent, before their time counts; medians and minima of
processes that take turns. 10 people take as many queries as 200.
"""

import json
import sys
from datetime import date
from statistics import median

import orders
from common import Meter, environment, in_fresh_process

ROUNDS = 5
CATEGORIES = 20
FEW = 10
YEAR = date(2026, 1, 1), date(2026, 12, 31)
SPAN = "2025-12-31 16:00", "2026-12-31 16:00"

SOLD = """
    SELECT date_trunc('month', sale.date_order AT TIME ZONE 'UTC'
            AT TIME ZONE 'Asia/Shanghai')::date, sale.user_id, sale.team_id,
        template.categ_id,
        SUM(line.price_subtotal / COALESCE(NULLIF(sale.currency_rate, 0), 1))
    FROM sale_order_line line
    JOIN sale_order sale ON sale.id = line.order_id
    JOIN product_product product ON product.id = line.product_id
    JOIN product_template template ON template.id = product.product_tmpl_id
    WHERE sale.state = 'sale' AND line.display_type IS NULL AND sale.company_id = %s
        AND sale.date_order >= %s AND sale.date_order < %s
    GROUP BY 1, 2, 3, 4"""
CARRIED = """
    WITH days AS (
        SELECT customer.commercial_partner_id AS partner,
            (sale.date_order AT TIME ZONE 'UTC' AT TIME ZONE 'Asia/Shanghai')::date AS day,
            SUM(line.price_subtotal / COALESCE(NULLIF(sale.currency_rate, 0), 1)) AS amount
        FROM sale_order_line line
        JOIN sale_order sale ON sale.id = line.order_id
        JOIN res_partner customer ON customer.id = sale.partner_id
        WHERE sale.state = 'sale' AND line.display_type IS NULL AND sale.company_id = %s
        GROUP BY 1, 2
    ), gaps AS (
        SELECT *, day - LAG(day) OVER (PARTITION BY partner ORDER BY day) AS gap
        FROM days WHERE day < '2026-01-01'
    )
    SELECT partner, MAX(day), PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY gap),
        PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY amount)
    FROM gaps GROUP BY 1 HAVING COUNT(*) >= 3"""


def set_up(env, size):
    orders.ORDERS = size // orders.LINES
    orders.load(env)
    plans = env["mkt.sales.plan"]
    if plans.search_count([], limit=1):
        return
    categories = env["product.category"].create(
        [{"name": f"Bench {n}"} for n in range(CATEGORIES)]
    )
    products = env["product.product"].create(
        [{"name": c.name, "categ_id": c.id} for c in categories]
    )
    partners = env["res.partner"].create([{"name": f"Buyer {n}"} for n in range(2000)])
    env.flush_all()
    env.cr.execute(
        "UPDATE sale_order_line SET product_id = %s + id %% %s",
        [products[0].id, CATEGORIES],
    )
    # each customer orders several times a month, from the same person: a rhythm to find
    env.cr.execute(
        """
        UPDATE sale_order SET partner_id = %s + number %% 200 * 10 + number / 5000 %% 10
        FROM (SELECT id, substring(name FROM 2)::integer AS number FROM sale_order) own
        WHERE own.id = sale_order.id
        """,
        [partners[0].id],
    )
    env.cr.execute("ANALYZE")
    env.invalidate_all()
    periods = env["mkt.period"]
    people = env["res.users"].search([("login", "=like", "bench_%")])
    for month in range(12):
        period = periods._of(env.company, "month", YEAR[0].replace(month=month + 1))
        make_plan(env, period, people, categories)
    make_plan(env, periods._of(env.company, "year", YEAR[0]), people, categories)
    few = periods._of(env.company, "year", date(2025, 1, 1))
    make_plan(env, few, people[:FEW], categories)
    env.cr.commit()


def make_plan(env, period, people, categories):
    plan = env["mkt.sales.plan"].create({"name": "Bench", "period_id": period.id})
    company = plan._company_line()
    company.target = 1_000_000
    teams = env["crm.team"].search([("name", "=like", "Bench team %")])
    lines = company.create(
        [
            {"plan_id": plan.id, "kind": "team", "team_id": team.id, "target": 1}
            for team in teams
        ]
    )
    company.create(
        [
            {
                "plan_id": plan.id,
                "kind": "person",
                "user_id": user.id,
                "parent_id": lines[number % len(lines)].id,
                "target": 1,
            }
            for number, user in enumerate(people)
        ]
        + [
            {"plan_id": plan.id, "kind": "category", "category_id": c.id, "target": 1}
            for c in categories
        ]
    )


def monthly(env):
    return env["mkt.sales.plan"].search([("period_id.kind", "=", "month")])


def yearly(env, year):
    return env["mkt.sales.plan"].search(
        [("period_id.kind", "=", "year"), ("date_from", "=", date(year, 1, 1))]
    )


def sold_by_sql(env):
    env.cr.execute(SOLD, [env.company.id, *SPAN])
    return env.cr.fetchall()


def add_up(rows):
    """The rows of the aggregate by month and scope, as the plans tell them."""
    sums = {}
    for month, user, team, category, amount in rows:
        for key in (
            ("company", 0),
            ("person", user),
            ("team", team),
            ("category", category),
        ):
            sums[month, key] = sums.get((month, key), 0) + float(amount)
    return {key: round(amount, 2) for key, amount in sums.items()}


def sold_by_plan(env):
    plans = monthly(env)
    figures = plans._figures_of(plans._own_spans())
    return {
        (line.date_from, line._scope()): figures[line.plan_id].actual(line)
        for line in plans.line_ids
    }


def carried_by_sql(env):
    env.cr.execute(CARRIED, [env.company.id])
    return env.cr.fetchall()


def carried_by_plan(env):
    plan = yearly(env, YEAR[0].year)
    found = plan._find_sources(*YEAR, date(2025, 12, 31))
    plan._sum_up(found, plan._owner_lines())
    return {row["partner_id"]: round(float(row["median_amount"]), 2) for row in found}


SIDES = {
    "sold_by_sql": sold_by_sql,
    "sold_by_plan": sold_by_plan,
    "carried_by_sql": carried_by_sql,
    "carried_by_plan": carried_by_plan,
}


def measure(env, side):
    # the lines themselves are on the screen already
    env["mkt.sales.plan.line"].search([]).mapped("kind")
    with Meter(env) as meter:
        SIDES[side](env)
    return {
        "seconds": meter.seconds,
        "cpu": meter.cpu,
        "queries": meter.queries,
        "memory": meter.memory,
    }


def check(env):
    """Both sides tell the same, to the cent; a customer who is overdue carries nothing."""
    ours, theirs = sold_by_plan(env), add_up(sold_by_sql(env))
    wrong = {key for key in ours if abs(ours[key] - theirs.get(key, 0)) > 0.01}
    wrong |= {key for key in theirs if key not in ours and theirs[key]}
    rows = carried_by_sql(env)
    theirs = {partner: round(float(amount), 2) for partner, *_rest, amount in rows}
    ours = carried_by_plan(env)
    if not ours:
        sys.exit("error: nobody carries anything: nothing is compared")
    wrong |= {key for key in ours if abs(ours[key] - theirs[key]) > 0.01}
    if wrong:
        sys.exit(f"error: {len(wrong)} figures differ: {sorted(wrong)[:5]}")


def count_queries(env):
    """Queries of all figures of a plan for few people, and for 200."""
    counts = {}
    for year in (2025, 2026):
        env.flush_all()
        env.invalidate_all()
        lines = yearly(env, year).line_ids
        people = len(lines.filtered("user_id"))
        before = env.cr.sql_log_count
        for name in ("actual", "unattributed", "pace", "missing_nobody"):
            lines.mapped(name)
        counts[people] = env.cr.sql_log_count - before
    print(f"queries by people: {counts}")
    if len(set(counts.values())) > 1:
        sys.exit("error: more people take more queries")


def main(database, size=1_000_000, side=None):
    with environment(database) as env:
        if side:
            print(json.dumps(measure(env, side)))
            return
        set_up(env, int(size))
        check(env)
        count_queries(env)
    results = {name: [] for name in SIDES}
    for _round in range(ROUNDS):
        for name in SIDES:
            results[name].append(in_fresh_process(database, size, name))
    for name, found in results.items():
        base = results[name.split("_")[0] + "_by_sql"]
        ratio = [
            pick(r["seconds"] for r in found) / pick(r["seconds"] for r in base)
            for pick in (median, min)
        ]
        print(
            f"{name:16} {median(r['seconds'] for r in found):8.3f} s"
            f"  {ratio[0]:5.2f} {ratio[1]:5.2f} of the SQL"
            f"  {found[0]['queries']:3} queries  {found[0]['memory']:5.1f} MB"
            f"  {median(r['cpu'] for r in found):6.2f} s CPU"
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
