"""Reports over a million order lines: why revenue moved, compiling a month, lists in full.

    python bench/reports.py DATABASE [LINES] [CASES]

Each side is a fresh process and they take turns. Before anything is timed, the parts of
the change equal those of one hand-written statement, and the workbook has the rows of the
raw loop.
"""

import io
import json
import sys
from datetime import date

import xlsxwriter
from common import Meter, appoint, environment, in_fresh_process, medians
from orders import amount, clone

LINES_OF_ORDER = 4
CUSTOMERS = 2_000
PRODUCTS = 100
ROUNDS = 3
LINES, CASES = 1_000_000, 100_000
# of a list of cases, at least
COLUMNS = 20
SIDES = "why by SQL", "why", "compile", "raw loop", "detail export", "host's export"
DASHBOARDS = "dashboard", "host's dashboard"
NOW, BEFORE = date(2026, 5, 1), date(2026, 4, 1)
BY_SQL = """
    WITH line AS (
        SELECT o.partner_id AS customer, l.product_id AS product,
            (o.date_order AT TIME ZONE 'UTC' AT TIME ZONE 'Asia/Shanghai')::date AS day,
            l.price_subtotal / o.currency_rate AS amount, l.product_uom_qty AS quantity
        FROM sale_order_line l JOIN sale_order o ON o.id = l.order_id
        WHERE o.state = 'sale' AND l.display_type IS NULL AND o.company_id = %s
            AND o.date_order < '2026-05-31 16:00'
    ), bought AS (
        SELECT customer, product,
            COALESCE(SUM(amount) FILTER (WHERE day >= '2026-05-01'), 0) AS a1,
            COALESCE(SUM(quantity) FILTER (WHERE day >= '2026-05-01'), 0) AS q1,
            COALESCE(SUM(amount) FILTER (
                WHERE day BETWEEN '2026-04-01' AND '2026-04-30'), 0) AS a0,
            COALESCE(SUM(quantity) FILTER (
                WHERE day BETWEEN '2026-04-01' AND '2026-04-30'), 0) AS q0,
            COUNT(*) FILTER (WHERE day >= '2026-05-01') AS n1,
            COUNT(*) FILTER (WHERE day BETWEEN '2026-04-01' AND '2026-04-30') AS n0,
            COUNT(*) FILTER (WHERE day < '2026-04-01') AS earlier
        FROM line GROUP BY 1, 2
    ), standing AS (
        SELECT customer, SUM(n0) AS n0, SUM(n1) AS n1, SUM(earlier) AS earlier
        FROM bought GROUP BY 1
    ), kept AS (
        SELECT product, SUM(a0) AS a0, SUM(a1) AS a1, SUM(q0) AS q0, SUM(q1) AS q1
        FROM bought JOIN standing s USING (customer)
        WHERE s.n0 > 0 AND s.n1 > 0 GROUP BY 1
    ), priced AS (
        SELECT a1 - a0 AS change,
            CASE WHEN q0 > 0 AND q1 > 0 THEN a1 - a0 * q1 / q0 ELSE 0 END AS price,
            a0 * (SUM(q1) OVER () / SUM(q0) OVER () - 1) AS quantity
        FROM kept
    )
    SELECT 'new', SUM(a1) FROM bought JOIN standing s USING (customer)
        WHERE s.n0 = 0 AND s.earlier = 0
    UNION ALL SELECT 'won_back', SUM(a1) FROM bought JOIN standing s USING (customer)
        WHERE s.n0 = 0 AND s.earlier > 0
    UNION ALL SELECT 'lost', -SUM(a0) FROM bought JOIN standing s USING (customer)
        WHERE s.n0 > 0 AND s.n1 = 0
    UNION ALL SELECT 'price', SUM(price) FROM priced
    UNION ALL SELECT 'quantity', SUM(quantity) FROM priced
    UNION ALL SELECT 'mix', SUM(change - price - quantity) FROM priced"""


def load(env, lines, cases):
    """Orders of two years by so many customers, and cases, by plain SQL."""
    env.company.resource_calendar_id.tz = "Asia/Shanghai"
    customers = env["res.partner"].create(
        [{"name": f"Customer {n}"} for n in range(CUSTOMERS)]
    )
    products = env["product.product"].create(
        [{"name": f"Product {n}"} for n in range(PRODUCTS)]
    )
    line = {"product_id": products[0].id, "price_unit": 1, "tax_ids": [(5,)]}
    order = env["sale.order"].create(
        {"partner_id": customers[0].id, "order_line": [(0, 0, line)]}
    )
    case = env["mkt.complaint"].create(
        {"name": "Relay fails", "partner_id": customers[0].id}
    )
    env.flush_all()
    orders = lines // LINES_OF_ORDER
    # some customers buy in some months only
    customer = f"{customers[0].id} + (n * 31 + n / 700) % {CUSTOMERS}"
    clone(
        env,
        "sale_order",
        order.id,
        orders,
        name="'B' || n",
        state="CASE n % 19 WHEN 0 THEN 'cancel' WHEN 1 THEN 'draft' ELSE 'sale' END",
        date_order="timestamp '2024-06-01' + (n % 730) * interval '1 day'"
        " + (n * 37 % 1440) * interval '1 minute'",
        partner_id=customer,
        currency_rate="1 + n % 3",
    )
    env.cr.execute("SELECT min(id) - 1 FROM sale_order WHERE name = 'B1'")
    before = env.cr.fetchone()[0]
    for number in range(LINES_OF_ORDER):
        clone(
            env,
            "sale_order_line",
            order.order_line.id,
            orders,
            order_id=f"{before} + n",
            price_subtotal=amount("n", number),
            product_uom_qty=f"1 + (n * 3 + {number}) % 17",
            product_id=f"{products[0].id} + (n * 7 + {number}) % {PRODUCTS}",
        )
    clone(env, "mkt_complaint", case.id, cases, number="'C' || n")
    env.cr.execute("ANALYZE")
    env.invalidate_all()
    env["mkt.kpi.run"]._all_runs(env["mkt.kpi"].search([]), env.company)._compute_now()
    reader(env)
    env.cr.commit()
    check(env)


def periods(env):
    return [env["mkt.period"]._of(env.company, "month", day) for day in (BEFORE, NOW)]


def why(env):
    from odoo.addons.marketing_office.tools.revenue_change import why_moved

    before, now = periods(env)
    cells = env["mkt.revenue"]._cells(env.company, "ordered", before, now)
    return why_moved(cells, env.company.currency_id.decimal_places)


def why_by_sql(env):
    env.cr.execute(BY_SQL, [env.company.id])
    return dict(env.cr.fetchall())


def check(env):
    change, by_sql = why(env), why_by_sql(env)
    assert change.now - change.before == sum(move.change for move in change.moves)
    for part, expected in by_sql.items():
        ours = sum(m.change for m in change.moves if m.part == part) / 100
        assert abs(ours - float(expected or 0)) < 0.01 * (PRODUCTS + 1), part


def compile_month(env):
    _before, now = periods(env)
    report = env["mkt.report"].search([("period_id", "=", now.id)])
    (report or env["mkt.report"].create({"period_id": now.id}))._compile()


def reader(env):
    """Who takes the list away: some columns are the office's alone."""
    user = appoint(env, "bench_reader", "customer_service_manager")
    return env(user=user.id, context={"allowed_company_ids": [1], "lang": "en_US"})


def export(env):
    writer = reader(env)["mkt.detail.xlsx"]
    with writer._written("mkt.complaint", []):
        pass


def columns(env):
    names = reader(env)["mkt.detail.xlsx"]._columns("mkt.complaint")
    assert len(names) >= COLUMNS, f"{len(names)} columns"
    return names


def raw_loop(env):
    """The same cells by xlsxwriter alone, from rows that lie ready."""
    names = columns(env)
    env.cr.execute(
        "SELECT {} FROM mkt_complaint ORDER BY id".format(
            ", ".join(f'"{name}"::text' for name in names)
        )
    )
    with xlsxwriter.Workbook(
        "/tmp/raw_loop.xlsx", {"constant_memory": True, "in_memory": False}
    ) as workbook:
        sheet = workbook.add_worksheet()
        number = 0
        while rows := env.cr.fetchmany(2000):
            for row in rows:
                number += 1
                for column, value in enumerate(row):
                    if value is not None:
                        sheet.write_string(number, column, value)


def host_export(env):
    """What the web client's export writes for the same columns, without its request."""
    records = reader(env)["mkt.complaint"].search([])
    names = columns(env)
    rows = records.export_data(names)["datas"]
    output = io.BytesIO()
    workbook = xlsxwriter.Workbook(output, {"in_memory": True})
    sheet = workbook.add_worksheet()
    dates = {
        "datetime": workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        "date": workbook.add_format({"num_format": "yyyy-mm-dd"}),
    }
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if hasattr(value, "hour"):
                sheet.write(number, column, value, dates["datetime"])
            elif hasattr(value, "year"):
                sheet.write(number, column, value, dates["date"])
            else:
                sheet.write(number, column, value or "")
    workbook.close()


def dashboard(env, xmlid):
    """The groups that the pivots of a dashboard ask for."""
    board = env.ref(xmlid)
    data = json.loads(board.spreadsheet_data)
    for pivot in data["pivots"].values():
        rows = [
            f"{row['fieldName']}:{row['granularity']}"
            if row.get("granularity")
            else row["fieldName"]
            for row in pivot["rows"]
        ]
        model = env[pivot["model"]]
        measures = [
            f"{m['fieldName']}:{model._fields[m['fieldName']].aggregator or 'count'}"
            for m in pivot["measures"]
            if m["fieldName"] in model._fields
        ]
        model.formatted_read_group(pivot["domain"], rows, measures or ["__count"])


CALLS = {
    "why by SQL": why_by_sql,
    "why": why,
    "compile": compile_month,
    "raw loop": raw_loop,
    "detail export": export,
    "host's export": host_export,
    "dashboard": lambda env: dashboard(
        env, "marketing_office.spreadsheet_dashboard_office"
    ),
    "host's dashboard": lambda env: dashboard(
        env, "spreadsheet_dashboard_sale.spreadsheet_dashboard_sales"
    ),
}


def measure(env, side):
    # what the registry holds after a first look is nobody's cost
    env["mkt.complaint"].search([], limit=1).read()
    env.company._mkt_today()
    with Meter(env) as meter:
        CALLS[side](env)
    return {
        "seconds": meter.seconds,
        "CPU": meter.cpu,
        "queries": meter.queries,
        "memory": meter.memory,
    }


def main(database, lines, cases):
    in_fresh_process(database, "load", lines, cases)
    sides = (*SIDES, *DASHBOARDS)
    results = {side: [] for side in sides}
    for _round in range(ROUNDS):
        for side in sides:
            results[side].append(in_fresh_process(database, "measure", side))
    print(f"{lines:,} order lines, {cases:,} cases")
    middle = {side: medians(done) for side, done in results.items()}
    for side in sides:
        figures = middle[side]
        print(
            f"{side:18} {figures['seconds']:8.2f} s {figures['CPU']:8.2f} CPU s"
            f" {figures['queries']:6.0f} queries {figures['memory']:7.1f} MB more"
        )
    for ours, theirs in (
        ("why", "why by SQL"),
        ("compile", "why by SQL"),
        ("detail export", "raw loop"),
        ("detail export", "host's export"),
        ("dashboard", "host's dashboard"),
    ):
        ratio = middle[ours]["CPU"] / max(middle[theirs]["CPU"], 0.01)
        print(f"{ours} ÷ {theirs}: {ratio:.2f} in CPU seconds")


if __name__ == "__main__":
    database, *what = sys.argv[1:]
    if what and what[0] in ("load", "measure"):
        with environment(database) as env:
            if what[0] == "load":
                result = load(env, int(what[1]), int(what[2])) or {}
            else:
                result = measure(env, what[1])
        print(json.dumps(result))
    else:
        main(database, *map(int, what or [LINES, CASES]))
