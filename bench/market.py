"""The screens of the market over 100,000 observations, and the import beside the host's own.

    python bench/market.py DATABASE

The screens' calls are those that the browser makes, as a real user with record rules.
Imports are fresh processes that take turns; nothing of an import is kept.
"""

import base64
import json
import sys
from datetime import date, timedelta
from statistics import median

from common import Meter, appoint, environment, in_fresh_process, medians, workbook
from lxml import etree

SIZES = [1_000, 100_000]
RIVALS = 20
ROUNDS = 3
ROWS = 10_000
SIDES = "observations", "contacts"


def seed(env, total):
    """So many price observations of the competitors, and a market size for each quarter."""
    appoint(env, "bench_researcher", "market_researcher")
    rivals = env["mkt.competitor"].search([])
    if not rivals:
        partners = env["res.partner"].create(
            [{"name": f"Rival {n}", "is_company": True} for n in range(RIVALS)]
        )
        rivals = rivals.create([{"partner_id": partner.id} for partner in partners])
    env.flush_all()
    env.cr.execute("DELETE FROM mkt_observation")
    env.cr.execute(
        """
        INSERT INTO mkt_observation (name, company_id, date, kind, competitor_id, price,
            company_price, currency_id, confidence, user_id, source)
        SELECT 'Price ' || n, 1, '2026-01-01'::date - n %% 700, 'price',
            (%s::integer[])[1 + n %% %s], 10 + n %% 90, 10 + n %% 90, %s, 'high', %s,
            'Price list'
        FROM generate_series(1, %s) n
        """,
        [rivals.ids, len(rivals), env.company.currency_id.id, env.uid, total],
    )
    count = env["mkt.observation"].search_count([])
    assert count == total, f"{count} observations"
    if not env["mkt.market.size"].search_count([]):
        seed_sizes(env)
    env.cr.commit()
    env.cr.execute("ANALYZE mkt_observation")


def seed_sizes(env):
    """Forty market sizes over orders of ten thousand lines."""
    partner = env["res.partner"].create({"name": "Customer"})
    product = env["product.product"].create({"name": "Relay"})
    orders = env["sale.order"].create(
        [
            {
                "partner_id": partner.id,
                "order_line": [
                    (0, 0, {"product_id": product.id, "price_unit": 10})
                    for _line in range(10)
                ],
            }
            for _order in range(1000)
        ]
    )
    orders.write({"state": "sale"})
    segments = env["mkt.segment"].create(
        [{"name": f"Segment {number}"} for number in range(10)]
    )
    for quarter in range(4):
        period = env["mkt.period"]._of(
            env.company, "quarter", date(2026, 3 * quarter + 1, 1)
        )
        env["mkt.market.size"].create(
            [
                {
                    "segment_id": segment.id,
                    "period_id": period.id,
                    "size": 10_000_000,
                    "source": "Yearbook",
                    "basis": "ordered",
                    "state": "validated",
                }
                for segment in segments
            ]
        )


def specification(model, view_type):
    views = model.get_views([(False, view_type)])
    tree = etree.fromstring(views["views"][view_type]["arch"])
    nodes = tree.xpath("//field[not(ancestor::field)]")
    kinds = {"many2one": {"fields": {"display_name": {}}}, "one2many": {"fields": {}}}
    return {
        node.get("name"): kinds.get(model._fields[node.get("name")].type, {})
        for node in nodes
    }


def screens(env):
    calls = {}
    for label, name in (
        ("competitors, list", "mkt.competitor"),
        ("observations, list", "mkt.observation"),
        ("market sizes, list", "mkt.market.size"),
        ("market share, list", "mkt.market.share"),
    ):
        model = env[name]
        columns = specification(model, "list")
        calls[label] = lambda model=model, columns=columns: model.web_search_read(
            [], columns, limit=80, count_limit=10001
        )
    rival = env["mkt.competitor"].search([], limit=1)
    form = specification(rival, "form")
    calls["competitor, form"] = lambda: rival.web_read(form)
    calls["competitor, chart of prices"] = lambda: env[
        "mkt.observation"
    ].formatted_read_group(
        [("competitor_id", "=", rival.id), ("kind", "=", "price")],
        ["date:month", "product_id"],
        ["company_price:avg"],
    )
    calls["market share, pivot"] = lambda: env["mkt.market.share"].formatted_read_group(
        [], ["segment_id", "period_id"], ["own_sales:sum", "size:sum", "share:avg"]
    )
    return calls


def measure_screens(env, total):
    seed(env, total)
    user = env["res.users"].search([("login", "=", "bench_researcher")])
    own = env(user=user.id, context={"allowed_company_ids": [1], "lang": "en_US"})
    results = {}
    for name, call in screens(own).items():
        call()
        times = []
        for _time in range(ROUNDS):
            own.invalidate_all()
            with Meter(own) as meter:
                call()
            times.append(1000 * meter.seconds)
        results[name] = meter.queries, median(times)
    return results


# ----------------------------------------------------------------- the import


def import_observations(env):
    """Ten thousand prices, with five columns, by our dialog as the researcher."""
    user = env["res.users"].search([("login", "=", "bench_researcher")])
    own = env(user=user.id, context={"allowed_company_ids": [1], "lang": "en_US"})
    file = workbook(
        ["Observed on", "Kind of Observation", "Observed", "Competitor", "Price"],
        [
            [
                date(2026, 1, 1) + timedelta(n % 200),
                "Price",
                f"Relay {n}",
                "Rival 1",
                n + 1,
            ]
            for n in range(ROWS)
        ],
    )
    before = env["mkt.observation"].search_count([])
    wizard = own["mkt.market.import"].create(
        {"kind": "observation", "file": base64.b64encode(file)}
    )
    with Meter(env) as meter:
        wizard.action_import()
    return meter, env["mkt.observation"].search_count([]) - before


def import_contacts(env):
    """Ten thousand contacts, with five columns, by the host's import."""
    columns = ["name", "email", "phone", "street", "city"]
    file = workbook(
        columns,
        [
            [f"Contact {n}", f"c{n}@example.com", f"+86 10 {n:08}", "Road 1", "Suzhou"]
            for n in range(ROWS)
        ],
    )
    before = env["res.partner"].search_count([])
    wizard = env["base_import.import"].create(
        {
            "res_model": "res.partner",
            "file": file,
            "file_name": "contacts.xlsx",
            "file_type": "application/vnd.openxmlformats-officedocument"
            ".spreadsheetml.sheet",
        }
    )
    options = {"has_headers": True, "quoting": '"', "separator": ","}
    with Meter(env) as meter:
        preview = wizard.parse_preview(options)
        assert "error" not in preview, preview
        result = wizard.execute_import(columns, columns, preview["options"])
    assert not result["messages"], result["messages"][:3]
    return meter, env["res.partner"].search_count([]) - before


def measure_import(env, side):
    run = import_observations if side == "observations" else import_contacts
    meter, count = run(env)
    assert count == ROWS, f"{count} rows"
    return {
        "seconds": meter.seconds,
        "CPU": meter.cpu,
        "queries": meter.queries,
        "memory": meter.memory,
    }


def main(database):
    runs = [in_fresh_process(database, size) for size in SIZES]
    print("queries (milliseconds) over {:,} and {:,} observations".format(*SIZES))
    for name in runs[0]:
        cells = [f"{queries:5} ({ms:7.1f})" for queries, ms in (r[name] for r in runs)]
        print(f"{name:32}", *cells)
        assert runs[0][name][0] == runs[1][name][0], f"{name}: queries grow"
    results = {side: [] for side in SIDES}
    for _round in range(ROUNDS):
        for side in SIDES:
            results[side].append(in_fresh_process(database, side))
    ours, host = (medians(results[side]) for side in SIDES)
    print(
        f"\nimport of {ROWS:,} rows{'ours':>24}{'the host, contacts':>20}{'ratio':>8}"
    )
    for key in ours:
        print(f"{key:24}{ours[key]:20.1f}{host[key]:20.1f}{ours[key] / host[key]:8.2f}")


if __name__ == "__main__":
    database, *what = sys.argv[1:]
    if not what:
        main(database)
    else:
        with environment(database) as env:
            if what[0] in SIDES:
                result = measure_import(env, what[0])
            else:
                result = measure_screens(env, int(what[0]))
        print(json.dumps(result))
