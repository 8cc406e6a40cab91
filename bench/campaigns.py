"""2,000 campaigns over a million order lines, beside one SQL aggregate and the host's figures.

    python bench/campaigns.py DATABASE

Each measurement is a fresh process, the sides take turns; medians and minima are shown.
Every side has to find the figures of a query that is written by hand first. Half of the
orders carry a campaign; all are invoiced, one invoice in ten is in a foreign currency,
one in twenty is credited, and vendor bills carry campaigns too.
"""

import json
import sys
from datetime import date

from common import Meter, appoint, environment, in_fresh_process, in_turns, medians
from market import specification
from orders import ORDERS, clone, load

CAMPAIGNS = 2_000
LEADS = 100_000
ENTRIES = 20_000
BILLS = 1_000
PAGE = 80
ROUNDS = 7
FIGURES = "lead_count", "order_count", "revenue_ordered", "revenue_invoiced", "spend"
HOST = "crm_lead_count", "quotation_count", "invoiced_amount"
BESIDE_HOST = "lead_count", "revenue_invoiced", "spend", "return_percent"

LEADS_BY_SQL = """
    SELECT campaign_id, count(*) AS leads FROM crm_lead
    WHERE campaign_id IS NOT NULL GROUP BY 1"""
ORDERS_BY_SQL = """
    SELECT o.campaign_id, count(DISTINCT o.id) AS orders,
        sum(l.price_subtotal / o.currency_rate) AS ordered
    FROM sale_order_line l JOIN sale_order o ON o.id = l.order_id
    WHERE o.state = 'sale' AND l.display_type IS NULL AND o.campaign_id IS NOT NULL
    GROUP BY 1"""
# the orders counted apart: a distinct count sorts all lines
FASTER_ORDERS_BY_SQL = """
    SELECT o.campaign_id, count(*) AS orders, sum(l.amount / o.currency_rate) AS ordered
    FROM sale_order o JOIN (
        SELECT order_id, sum(price_subtotal) AS amount FROM sale_order_line
        WHERE display_type IS NULL GROUP BY 1) l ON o.id = l.order_id
    WHERE o.state = 'sale' AND o.campaign_id IS NOT NULL GROUP BY 1"""
INVOICED_BY_SQL = """
    SELECT m.campaign_id, -sum(l.balance) AS invoiced
    FROM account_move_line l JOIN account_move m ON m.id = l.move_id
    WHERE m.state = 'posted' AND m.campaign_id IS NOT NULL
        AND m.move_type IN ('out_invoice', 'out_refund', 'out_receipt')
        AND l.display_type = 'product'
    GROUP BY 1"""
SPENT_BY_SQL = """
    SELECT campaign_id, sum(amount) AS spend FROM mkt_budget_entry
    WHERE kind = 'spend' AND campaign_id IS NOT NULL GROUP BY 1"""


def aggregate(orders):
    return f"""
        SELECT c.id, coalesce(leads, 0), coalesce(orders, 0), coalesce(ordered, 0),
            coalesce(invoiced, 0), coalesce(spend, 0)
        FROM mkt_campaign c
        LEFT JOIN ({LEADS_BY_SQL}) l ON l.campaign_id = c.utm_campaign_id
        LEFT JOIN ({orders}) o ON o.campaign_id = c.utm_campaign_id
        LEFT JOIN ({INVOICED_BY_SQL}) i ON i.campaign_id = c.utm_campaign_id
        LEFT JOIN ({SPENT_BY_SQL}) s ON s.campaign_id = c.id
        ORDER BY c.id"""


BY_SQL = {
    "SQL": aggregate(ORDERS_BY_SQL),
    "SQL, orders added up first": aggregate(FASTER_ORDERS_BY_SQL),
}
UNATTRIBUTED_BY_SQL = """
    SELECT -sum(l.balance) FROM account_move_line l JOIN account_move m ON m.id = l.move_id
    WHERE m.state = 'posted' AND m.campaign_id IS NULL AND l.display_type = 'product'
        AND m.move_type IN ('out_invoice', 'out_refund', 'out_receipt')
        AND m.company_id = %s AND m.invoice_date BETWEEN %s AND %s"""


# ----------------------------------------------------------------- the data


def load_campaigns(env):
    load(env)
    if env["mkt.campaign"].search_count([], limit=1):
        return
    director = appoint(env, "bench_director", "director")
    env.flush_all()
    write_campaigns(env, director)
    env.cr.execute(
        """UPDATE sale_order SET campaign_id = (%(ids)s)[1 + id %% %(count)s]
        WHERE id %% 2 = 0""",
        {"ids": utm_ids(env), "count": CAMPAIGNS},
    )
    env.cr.execute(
        """UPDATE sale_order SET state = 'sale',
            currency_rate = CASE WHEN id % 10 = 0 THEN 4 ELSE 1 END"""
    )
    lead = env["crm.lead"].create({"name": "Bench lead"})
    env.flush_all()
    clone(env, "crm_lead", lead.id, LEADS, campaign_id=utm_of(env, "n"))
    write_invoices(env)
    write_ledger(env)
    env.cr.execute("ANALYZE")
    env.cr.commit()


def write_campaigns(env, director):
    utm = env["utm.campaign"].create({"title": "Bench"})
    campaign = env["mkt.campaign"].create(
        {
            "name": "Bench",
            "user_id": director.id,
            "department_id": env["hr.department"].search([], limit=1).id,
            "date_from": date(2024, 11, 1),
            "date_to": date(2024, 11, 10),
        }
    )
    env.flush_all()
    clone(env, "utm_campaign", utm.id, CAMPAIGNS, name="'bench_' || n")
    begin = "date '2024-11-01' + n % 700"
    clone(
        env,
        "mkt_campaign",
        campaign.id,
        CAMPAIGNS,
        name="'Campaign ' || n",
        state="'running'",
        kind="(ARRAY['brand', 'advertising', 'exhibition', 'online'])[1 + n % 4]",
        date_from=begin,
        date_to=f"{begin} + 20",
        utm_campaign_id="(SELECT id FROM utm_campaign WHERE name = 'bench_' || n)",
    )
    env.cr.execute("DELETE FROM mkt_campaign WHERE id = %s", [campaign.id])
    env.cr.execute("DELETE FROM utm_campaign WHERE id = %s", [utm.id])


def utm_ids(env):
    env.cr.execute("SELECT array_agg(id) FROM utm_campaign WHERE name LIKE 'bench_%%'")
    return env.cr.fetchone()[0]


def utm_of(env, n):
    """SQL: the campaign of the nth; every third has none."""
    ids = ",".join(map(str, utm_ids(env)))
    return f"CASE WHEN {n} % 3 > 0 THEN (ARRAY[{ids}])[1 + {n} % {CAMPAIGNS}] END"


def write_invoices(env):
    """An invoice with a product line for each line of the order; refunds and bills."""
    env["account.chart.template"].try_loading("generic_coa", env.company, False)
    product = env["product.product"].search([("name", "=", "Bench product")])
    partner = env["res.partner"].search([("name", "=", "Bench customer")])
    move = env["account.move"].create(
        {
            "move_type": "out_invoice",
            "partner_id": partner.id,
            "invoice_date": "2026-01-15",
            "invoice_line_ids": [
                (0, 0, {"product_id": product.id, "price_unit": 1, "tax_ids": [(5,)]})
            ],
        }
    )
    line = move.invoice_line_ids
    move.action_post()
    env.flush_all()
    before = env["account.move"].search([], order="id desc", limit=1).id
    day = "(date '2024-11-02' + (n * 7) % 720)"
    clone(
        env,
        "account_move",
        move.id,
        ORDERS + BILLS,
        name="'BENCH/' || n",
        payment_reference="NULL",
        sequence_number="n",
        invoice_date=day,
        date=day,
        move_type=f"CASE WHEN n > {ORDERS} THEN 'in_invoice'"
        " WHEN n % 20 = 0 THEN 'out_refund' ELSE 'out_invoice' END",
        campaign_id=utm_of(env, "n"),
    )
    env.cr.execute("SELECT min(id) - 1 FROM account_move WHERE id > %s", [before])
    first = env.cr.fetchone()[0]
    sign = f"CASE WHEN n > {ORDERS} OR n % 20 = 0 THEN 1 ELSE -1 END"
    foreign = env.ref("base.CHF")
    for number in range(4):
        balance = f"{sign} * (100.25 + (n * 7) % 900 + {number})"
        clone(
            env,
            "account_move_line",
            line.id,
            ORDERS + (BILLS if not number else 0),
            move_id=f"{first} + n",
            balance=balance,
            # one in ten in a currency at four to one
            amount_currency=f"CASE WHEN n % 10 = 0 THEN 4 ELSE 1 END * {balance}",
            currency_id=f"CASE WHEN n % 10 = 0 THEN {foreign.id} ELSE currency_id END",
            parent_state="'posted'",
        )
    env.cr.execute("DELETE FROM account_move_line WHERE move_id = %s", [move.id])
    env.cr.execute("DELETE FROM account_move WHERE id = %s", [move.id])


def write_ledger(env):
    budget = env["mkt.budget"].create(
        {
            "company_id": env.company.id,
            "department_id": env["hr.department"].search([], limit=1).id,
            "period_id": env["mkt.period"]
            ._of(env.company, "year", date(2026, 1, 1))
            .id,
            "line_ids": [
                (0, 0, {"category_id": env["mkt.budget.category"].search([])[0].id})
            ],
        }
    )
    env.flush_all()
    env.cr.execute(
        """
        INSERT INTO mkt_budget_entry (line_id, budget_id, category_id, department_id,
            company_id, kind, date, amount, currency_id, currency_amount, source_key,
            campaign_id)
        SELECT line.id, line.budget_id, line.category_id, line.department_id,
            line.company_id,
            CASE WHEN number %% 5 = 0 THEN 'reserve' ELSE 'spend' END,
            '2026-01-01', 10 + number %% 90, company.currency_id, 1, 'bench ' || number,
            CASE WHEN number %% 7 > 0 THEN (%s)[1 + number %% %s] END
        FROM mkt_budget_line line
        JOIN res_company company ON company.id = line.company_id,
            generate_series(1, %s) number WHERE line.budget_id = %s
        """,
        [env["mkt.campaign"].search([]).ids, CAMPAIGNS, ENTRIES, budget.id],
    )


# ----------------------------------------------------------------- the sides


def by_sql(env, side="SQL"):
    env.cr.execute(BY_SQL[side])
    return [
        (ident, *(round(float(value), 2) for value in row))
        for ident, *row in env.cr.fetchall()
    ]


def own_env(env):
    user = env["res.users"].search([("login", "=", "bench_director")])
    return env(user=user.id, context={"allowed_company_ids": env.company.ids})


def ours(env):
    """All figures of all campaigns, as the list of results asks for them."""
    rows = own_env(env)["mkt.campaign.result"].search_read([], FIGURES, order="id")
    return [
        (row["id"], *(round(float(row[name]), 2) for name in FIGURES)) for row in rows
    ]


def results(env):
    """The figures as the pivot asks for them, by kind."""
    rows = own_env(env)["mkt.campaign.result"].formatted_read_group(
        [], ["kind"], [f"{name}:sum" for name in FIGURES]
    )
    return [tuple(row[f"{name}:sum"] for name in FIGURES) for row in rows]


def shown(env):
    """What the list of results shows of all campaigns."""
    results = own_env(env)["mkt.campaign.result"]
    return results.search_read([], BESIDE_HOST, order="id")


def campaigns(env, limit=None):
    """The same figures on the campaigns themselves, read in the host's batches of 1,000."""
    found = own_env(env)["mkt.campaign"].search([], order="id", limit=limit)
    return found.read(BESIDE_HOST)


def host(env, limit=None):
    found = env["mkt.campaign"].search([], order="id", limit=limit)
    return found.utm_campaign_id.read(HOST)


SIDES = {
    "SQL": by_sql,
    "SQL, orders added up first": lambda env: by_sql(env, "SQL, orders added up first"),
    "ours, all figures": ours,
    "ours, results by kind": results,
    "ours, figures of the list": shown,
    "ours, on the campaigns": campaigns,
    "the host's utm.campaign": host,
    "ours, a page of the list": lambda env: campaigns(env, PAGE),
    "the host's, a page": lambda env: host(env, PAGE),
}
# ours, and the host's figures it stands beside
PAIRS = {
    "ours, figures of the list": "the host's utm.campaign",
    "ours, on the campaigns": "the host's utm.campaign",
    "ours, a page of the list": "the host's, a page",
}


def check(env, side, found):
    expected = by_sql(env)[: len(found) if side != "ours, results by kind" else None]
    if side.startswith("SQL") or side == "ours, all figures":
        assert found == expected, side
    elif side == "ours, results by kind":
        for number, total in enumerate(map(sum, zip(*found, strict=True)), start=1):
            assert abs(total - sum(row[number] for row in expected)) < 0.01, side
    elif side.startswith("ours"):
        pairs = [
            (row["lead_count"], round(row["revenue_invoiced"], 2)) for row in found
        ]
        assert pairs == [(row[1], row[4]) for row in expected], side
    else:
        wrong = check_host(env, found, expected)
        print("the host's revenue is wrong for", wrong, "campaigns", file=sys.stderr)


def check_host(env, found, expected):
    """The leads agree; the revenue does where no vendor bill carries the campaign."""
    assert [row["crm_lead_count"] for row in found] == [row[1] for row in expected]
    env.cr.execute(
        "SELECT campaign_id FROM account_move WHERE move_type = 'in_invoice'"
    )
    billed = {row[0] for row in env.cr.fetchall()}
    wrong = 0
    for row, ours_row in zip(found, expected, strict=True):
        differs = abs(row["invoiced_amount"] - ours_row[4]) >= 1
        assert differs == (row["id"] in billed), row
        wrong += differs
    return wrong


# ----------------------------------------------------------------- measuring


def prepare(env):
    load_campaigns(env)
    for side, work in SIDES.items():
        check(env, side, work(env))
    check_unattributed(env)
    env.cr.commit()
    return {}


def check_unattributed(env):
    for campaign in own_env(env)["mkt.campaign"].search([], limit=5):
        span = campaign.date_from, campaign.date_to
        env.cr.execute(UNATTRIBUTED_BY_SQL, [env.company.id, *span])
        expected = float(env.cr.fetchone()[0])
        assert abs(campaign.unattributed_invoiced - expected) < 0.01, campaign


def measure(env, side):
    # what the registry does once is nobody's cost
    own_env(env)["mkt.campaign"].search([], limit=1).read(["name"])
    with Meter(env) as meter:
        SIDES[side](env)
    return {"seconds": meter.seconds, "queries": meter.queries}


def screens(env):
    """Queries and seconds of the browser's calls, over a hundred campaigns and over all."""
    own = own_env(env)
    campaigns = own["mkt.campaign"]
    hundredth = campaigns.search([], order="id", offset=99, limit=1).id
    calls = {}
    for view in ("list", "kanban", "calendar"):
        columns = specification(campaigns, view)
        calls[view] = lambda domain, columns=columns: campaigns.web_search_read(
            domain, columns, limit=80, count_limit=10001
        )
    result = own["mkt.campaign.result"]
    columns = specification(result, "list")
    calls["results, list by return"] = lambda domain: result.web_search_read(
        domain, columns, limit=80, order="return_percent desc"
    )
    calls["results, pivot"] = lambda domain: result.formatted_read_group(
        domain, ["kind"], ["spend:sum", "revenue_invoiced:sum", "return_percent:avg"]
    )
    found = {}
    for name, call in calls.items():
        found[name] = []
        for domain in ([("id", "<=", hundredth)], []):
            call(domain)
            own.invalidate_all()
            with Meter(own) as meter:
                call(domain)
            found[name].append((meter.queries, round(1000 * meter.seconds)))
    return found


def main(database):
    in_fresh_process(database, "prepare")
    runs = in_turns(ROUNDS, SIDES, database)
    middle = {side: medians(done) for side, done in runs.items()}
    lowest = {side: min(r["seconds"] for r in done) for side, done in runs.items()}
    best = min(BY_SQL, key=lambda side: middle[side]["seconds"])
    for side, result in middle.items():
        print(
            f"{side:28} median {1000 * result['seconds']:6.0f} ms"
            f" ({result['seconds'] / middle[best]['seconds']:.2f} ×)"
            f" minimum {1000 * lowest[side]:6.0f} ms ({lowest[side] / lowest[best]:.2f} ×)"
            f" {result['queries']:.0f} queries"
        )
    for side, beside in PAIRS.items():
        ratio = middle[side]["seconds"] / middle[beside]["seconds"]
        print(f"{side} / {beside}: {ratio:.2f}")
    for name, found in in_fresh_process(database, "screens").items():
        print(f"{name:28}", *(f"{n} queries, {ms} ms;" for n, ms in found))


if __name__ == "__main__":
    database, *measurement = sys.argv[1:]
    if not measurement:
        main(database)
    else:
        with environment(database) as env:
            [what] = measurement
            functions = {"prepare": prepare, "screens": screens}
            result = functions[what](env) if what in functions else measure(env, what)
            print(json.dumps(result))
