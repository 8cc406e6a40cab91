"""Computing indicators over a million order lines, beside plain SQL and the peers.

    python bench/indicators.py DATABASE

Each measurement is a fresh process, the sides take turns; medians and minima are shown.
The peers are OCA mis_builder and kpi, fetched and installed when they are not there, and
the host's gamification. Every side has to find the figures of a hand-written query first.
"""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from zipfile import ZipFile

PEERS = Path(__file__).parents[1] / ".cache" / "peers-indicators"
ADDONS = ("kpi", "base-external-dbsource", "mis-builder", "date-range", "report-xlsx")
ROUNDS = 5
SLOW_ROUNDS = 2
MODULES = "gamification", "kpi", "mis_builder"


def fetch_peers():
    wheels = PEERS / "wheels"
    if not wheels.exists():
        names = [f"odoo-addon-{name}==19.0.*" for name in ADDONS]
        pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", wheels]
        subprocess.run([*pip, *names], check=True)
        for wheel in wheels.iterdir():
            ZipFile(wheel).extractall(PEERS)
    os.environ["ODOO_ADDONS_PATH"] += f",{PEERS / 'odoo' / 'addons'}"


# ----------------------------------------------------------------- the same by SQL

LINES_BY_SQL = """
    SELECT date_trunc('month', o.date_order + interval '8 hours')::date, o.user_id,
        o.team_id, SUM(l.price_subtotal / COALESCE(NULLIF(o.currency_rate, 0), 1))
    FROM sale_order_line l JOIN sale_order o ON o.id = l.order_id
    WHERE o.state = 'sale' AND l.display_type IS NULL AND o.company_id = %s
        AND o.date_order >= %s AND o.date_order < %s
    GROUP BY 1, 2, 3"""
ORDERS_BY_SQL = """
    SELECT date_trunc('month', date_order + interval '8 hours')::date, user_id, team_id,
        SUM(amount_untaxed / COALESCE(NULLIF(currency_rate, 0), 1))
    FROM sale_order
    WHERE state = 'sale' AND company_id = %s AND date_order >= %s AND date_order < %s
    GROUP BY 1, 2, 3"""
LEVELS = {"lines": LINES_BY_SQL, "orders": ORDERS_BY_SQL, "company": ORDERS_BY_SQL}
SPAN = "2023-12-31 16:00", "2027-12-31 16:00"


def by_sql(env, query):
    env.cr.execute(query, [env.company.id, *SPAN])
    return env.cr.fetchall()


def by_orm(env, model, domain, date, amount):
    return env[model]._read_group(
        [*domain, (date, ">=", SPAN[0]), (date, "<", SPAN[1])],
        [f"{date}:month", "user_id", "team_id"],
        [f"{amount}:sum"],
    )


def by_month(rows):
    """{first day of the month: amount} of rows that begin with the month and end with it."""
    months = {}
    for month, *_others, amount in rows:
        start = f"{month:%Y-%m-01}"
        months[start] = months.get(start, 0) + float(amount)
    return {start: round(amount, 2) for start, amount in months.items()}


# ----------------------------------------------------------------- ours


def kpi_of(env, level):
    if level == "lines":
        kpi = env.ref("marketing_office.kpi_sales_ordered")
        kpi.period_kind = "month"
        return kpi
    name = f"Bench {level}"
    # what mis_builder tells has no persons and teams
    whose = {"user_field": "user_id", "team_field": "team_id"}
    found = env["mkt.kpi"].search([("name", "=", name)])
    return found or env["mkt.kpi"].create(
        {
            "name": name,
            "source_model": "sale.order",
            "function": "sum",
            "source_field": "amount_untaxed",
            "date_field": "date_order",
            "domain": "[('state', '=', 'sale')]",
            **(whose if level == "orders" else {}),
        }
    )


def run_of(env, level):
    return env["mkt.kpi.run"]._all_runs(kpi_of(env, level), env.company)


def aggregate_rows(env, level):
    """The rows of the one query that the run sends, and the months they belong to."""
    run = run_of(env, level)
    kpi, calendar = run.kpi_id, run._calendar(run._periods())
    return lambda: kpi._added_rows(kpi._source(), env.company, calendar), calendar


def our_months(env, level):
    values = env["mkt.kpi.value"].search(
        [
            ("kpi_id", "=", kpi_of(env, level).id),
            ("period_kind", "=", "month"),
            ("scope", "=", "company"),
        ]
    )
    return {str(value.date_from): round(value.value, 2) for value in values}


# ----------------------------------------------------------------- peers


def months_with_orders():
    return [
        (f"{year}-{month:02}-01", f"{year}-{month:02}-28")
        for year in (2024, 2025, 2026)
        for month in range(1, 13)
        if "2024-11" <= f"{year}-{month:02}" <= "2026-11"
    ]


def field(env, model, name):
    return env["ir.model.fields"]._get(model, name).id


def prepare_gamification(env):
    definition = env["gamification.goal.definition"].create(
        {
            "name": "Bench revenue",
            "computation_mode": "sum",
            "model_id": env["ir.model"]._get("sale.order").id,
            "field_id": field(env, "sale.order", "amount_untaxed"),
            "field_date_id": field(env, "sale.order", "date_order"),
            "domain": "[('state', '=', 'sale')]",
            "batch_mode": True,
            "batch_distinctive_field": field(env, "sale.order", "user_id"),
            "batch_user_expression": "user.id",
        }
    )
    users = env["res.users"].search([("login", "=like", "bench_%")])
    env["gamification.goal"].create(
        [
            {
                "definition_id": definition.id,
                "user_id": user.id,
                "start_date": start,
                "end_date": end,
                "target_goal": 10**9,
                "state": "inprogress",
            }
            for user in users
            for start, end in months_with_orders()
        ]
    )


def run_gamification(env):
    goals = env["gamification.goal"].search(
        [("definition_id.name", "=", "Bench revenue")]
    )
    goals.update_goal()
    env.flush_all()
    return by_month((goal.start_date, goal.current) for goal in goals)


def prepare_kpi(env):
    threshold = env["kpi.threshold"].create(
        {
            "name": "Bench",
            "range_ids": [
                (
                    0,
                    0,
                    {
                        "name": "all",
                        "min_type": "static",
                        "min_fixed_value": -1,
                        "max_type": "static",
                        "max_fixed_value": 10**12,
                        "color": "#00FF00",
                    },
                )
            ],
        }
    )
    category = env["kpi.category"].create({"name": "Bench"})
    users = env["res.users"].search([("login", "=like", "bench_%")])
    env["kpi"].create(
        [
            {
                "name": start,
                "category_id": category.id,
                "threshold_id": threshold.id,
                "kpi_type": "local",
                "kpi_code": "SELECT COALESCE(SUM(amount_untaxed), 0) AS value"
                f" FROM sale_order WHERE state = 'sale' AND user_id = {user.id}"
                f" AND date_order >= '{start}' AND date_order < '{end}'",
            }
            for user in users
            for start, end in months_with_orders()
        ]
    )


def run_kpi(env):
    kpis = env["kpi"].search([("category_id.name", "=", "Bench")])
    kpis.compute_kpi_value()
    env.flush_all()
    return by_month((date.fromisoformat(kpi.name), kpi.value) for kpi in kpis)


def prepare_mis_builder(env, model):
    amount, date = (
        ("amount_untaxed", "date_order")
        if model == "sale.order"
        else ("price_subtotal", "date")
    )
    report = env["mis.report"].create(
        {
            "name": f"Bench {model}",
            "query_ids": [
                (
                    0,
                    0,
                    {
                        "name": "orders",
                        "model_id": env["ir.model"]._get(model).id,
                        "field_ids": [(6, 0, [field(env, model, amount)])],
                        "aggregate": "sum",
                        "date_field": field(env, model, date),
                        "domain": "[('state', '=', 'sale')]",
                    },
                )
            ],
            "kpi_ids": [
                (
                    0,
                    0,
                    {
                        "name": "revenue",
                        "description": "Revenue",
                        "expression": f"orders.{amount}",
                    },
                )
            ],
        }
    )
    env["mis.report.instance"].create(
        {
            "name": f"Bench {model}",
            "report_id": report.id,
            "company_id": env.company.id,
            "period_ids": [
                (
                    0,
                    0,
                    {
                        "name": start,
                        "mode": "fix",
                        "manual_date_from": start,
                        "manual_date_to": end,
                    },
                )
                for start, end in months_with_orders()
            ],
        }
    )


def run_mis_builder(env, model):
    instance = env["mis.report.instance"].search([("name", "=", f"Bench {model}")])
    matrix = instance.compute()
    cells = matrix["body"][0]["cells"]
    starts = [start for start, _end in months_with_orders()]
    return {
        start: round(cell["val"], 2) for start, cell in zip(starts, cells, strict=True)
    }


PEER_RUNS = {
    "gamification, batch": run_gamification,
    "OCA kpi, per user": run_kpi,
    "mis_builder on sale.order": lambda env: run_mis_builder(env, "sale.order"),
    "mis_builder on sale.report": lambda env: run_mis_builder(env, "sale.report"),
}


# ----------------------------------------------------------------- measuring


def prepare(env):
    load(env)
    if not env["kpi.category"].search_count([]):
        prepare_gamification(env)
        prepare_kpi(env)
        prepare_mis_builder(env, "sale.order")
        prepare_mis_builder(env, "sale.report")
    for level in LEVELS:
        kpi_of(env, level)
    env["mkt.kpi.value"].search([]).unlink()
    env.cr.commit()
    first = {}
    for level, query in LEVELS.items():
        run = run_of(env, level)
        with Meter(env) as meter:
            written, _removed = run._renew_values()
        again = run._renew_values()
        assert again == (0, 0), f"the second run wrote {again}"
        expected = by_month(by_sql(env, query))
        assert our_months(env, level) == expected, "figures differ from SQL"
        first[level] = {"seconds": meter.seconds, "written": written}
    env.cr.commit()
    return first


def measure(env, side):
    env = env(context={**env.context, "tz": "Asia/Shanghai"})
    env.user.tz = "Asia/Shanghai"
    work = {
        "lines, run": lambda: run_of(env, "lines")._renew_values(),
        "lines, SQL": lambda: by_sql(env, LINES_BY_SQL),
        "lines, ORM": lambda: by_orm(
            env, "mkt.revenue", [("basis", "=", "ordered")], "ordered_at", "amount"
        ),
        "orders, run": lambda: run_of(env, "orders")._renew_values(),
        "orders, SQL": lambda: by_sql(env, ORDERS_BY_SQL),
        "orders, ORM": lambda: by_orm(
            env, "sale.order", [("state", "=", "sale")], "date_order", "amount_untaxed"
        ),
        "company, run": lambda: run_of(env, "company")._renew_values(),
        **{name: lambda run=run: run(env) for name, run in PEER_RUNS.items()},
    }
    for level in ("lines", "orders"):
        rows, _calendar = aggregate_rows(env, level)
        work[f"{level}, aggregate"] = rows
    # what the registry does once is nobody's cost
    env["mkt.kpi.value"].search([], limit=1).read()
    with Meter(env) as meter:
        result = work[side]()
    check(env, side, result)
    return {
        "seconds": meter.seconds,
        "queries": meter.queries,
        "memory": meter.memory,
    }


def check(env, side, result):
    """Every side finds the figures of the hand-written query."""
    expected = by_month(
        by_sql(env, LINES_BY_SQL if side.startswith("lines") else ORDERS_BY_SQL)
    )
    if side.endswith("run"):
        assert result == (0, 0), f"a run in between wrote {result}"
    elif side in PEER_RUNS:
        assert result == expected, side
    elif side.endswith(("SQL", "ORM")):
        assert by_month(result) == expected, side
    else:
        total = round(sum(float(row[3]) for row in result), 2)
        assert total == round(sum(expected.values()), 2), side


def queries_by_people(env):
    """Queries of a run with ten and with 2,000 people in the documents."""
    counts = {}
    for people_count in (10, 2000):
        people(env, people_count if people_count > PEOPLE else PEOPLE)
        env.cr.execute(
            "SELECT id FROM res_users WHERE login LIKE 'bench_%%' ORDER BY id LIMIT %s",
            [people_count],
        )
        ids = [row[0] for row in env.cr.fetchall()]
        env.cr.execute(
            "UPDATE sale_order SET user_id = (%s)[1 + id %% %s]", [ids, len(ids)]
        )
        run = run_of(env, "orders")
        # both begin without values: an insert is one query, whatever its rows
        env["mkt.kpi.value"].search([("kpi_id", "=", run.kpi_id.id)]).unlink()
        env.cr.flush()
        env.invalidate_all()
        with Meter(env) as meter:
            run._renew_values()
        counts[people_count] = meter.queries
    env.cr.rollback()
    return counts


def main(database):
    install = "module", "install", "-d", database, *MODULES
    quiet = {**os.environ, "ODOO_LOG_LEVEL": "error"}
    subprocess.run([sys.executable, "-m", "odoo", *install], check=True, env=quiet)
    first = in_fresh_process(database, "prepare")
    print("queries of a run by number of people:", in_fresh_process(database, "people"))
    fast = [
        f"{level}, {side}"
        for level in ("lines", "orders")
        for side in ("SQL", "ORM", "aggregate", "run")
    ]
    fast += ["company, run", "mis_builder on sale.order"]
    slow = [side for side in PEER_RUNS if side not in fast]
    results = {}
    for sides, rounds in ((fast, ROUNDS), (slow, SLOW_ROUNDS)):
        for _round in range(rounds):
            for side in sides:
                results.setdefault(side, []).append(in_fresh_process(database, side))
    show(results, first)


def show(results, first):
    seconds = {
        side: sorted(run["seconds"] for run in runs) for side, runs in results.items()
    }
    best = {
        level: min(seconds[f"{level}, SQL"][0], seconds[f"{level}, ORM"][0])
        for level in ("lines", "orders")
    }
    for side, runs in results.items():
        middle = medians(runs)
        level = "lines" if side.startswith("lines") else "orders"
        base_side = min(
            (f"{level}, SQL", f"{level}, ORM"),
            key=lambda s: medians(results[s])["seconds"],
        )
        base = medians(results[base_side])["seconds"]
        print(
            f"{side:28} median {middle['seconds'] / base:7.2f} ×"
            f" minimum {seconds[side][0] / best[level]:7.2f} ×"
            f" {middle['queries']:6.0f} queries {middle['memory']:6.1f} MB"
        )
    for level, result in first.items():
        if level == "company":
            continue
        ratio = result["seconds"] / medians(results[f"{level}, SQL"])["seconds"]
        print(
            f"first run, {level}: {ratio:.2f} × SQL, {result['written']} values written"
        )
    for side in PEER_RUNS:
        ours = "company, run" if side.startswith("mis") else "orders, run"
        ratio = medians(results[ours])["seconds"] / medians(results[side])["seconds"]
        print(f"{ours} / {side}: {ratio:.3f}")


if __name__ == "__main__":
    fetch_peers()
    from common import Meter, environment, in_fresh_process, medians
    from orders import PEOPLE, load, people

    database, *measurement = sys.argv[1:]
    if not measurement:
        main(database)
    else:
        with environment(database) as env:
            [what] = measurement
            functions = {"prepare": prepare, "people": queries_by_people}
            result = functions[what](env) if what in functions else measure(env, what)
            print(json.dumps(result))
