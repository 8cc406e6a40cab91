"""A list of customers with their account managers, beside the host's own import of the same.

    python bench/customer_import.py DATABASE

The host needs two files for what is one here: contacts, and assignments that name them.
Each run is a fresh process, sides take turns, and nothing is kept. What they have made must
be equal before the time counts; ours is then loaded again, which must change nothing.
"""

import base64
import json
import sys
from hashlib import sha256

from common import (
    Meter,
    appoint,
    check_import,
    environment,
    import_figures,
    in_turns,
    medians,
    workbook,
)

ROUNDS = 1
SIZES = 1_000, 10_000
SIDES = "ours", "again", "host"
FIELDS = ["ref", "name", "phone", "email", "city", "street", "mkt_needs", "mkt_source"]
COMMON = (
    *("is_company", "phone_sanitized", "email_normalized", "active", "company_id"),
    *("commercial_partner_id", "user_id", "create_uid"),
)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def customers(count):
    for n in range(count):
        yield [
            f"C{n:06}",
            f"苏州第{n}电气有限公司",
            f"+86 512 6{n // 10000:03} {n % 10000:04}",
            f"c{n}@customer.example.com",
            "苏州",
            f"工业园区 {n} 号",
            "断路器",
            "展会",
        ]


def seed(env):
    """Who gives customers, and the two who get them by turns."""
    manager = appoint(env, "bench_giver", "sales_manager")
    sellers = [appoint(env, f"bench_seller{n}", "sales_staff") for n in (0, 1)]
    env.cr.commit()
    return manager, sellers


def import_ours(own, sellers, rows):
    dialogs = own["mkt.customer.import"]
    labels = dialogs._labels()
    head = [labels[name] for name in [*FIELDS, "user_id"]]
    logins = [seller.login for seller in sellers]
    file = workbook(head, [[*row, logins[n % 2]] for n, row in enumerate(rows)])
    dialog = dialogs.create({"file": base64.b64encode(file), "file_name": "list.xlsx"})
    return *take_over(own, dialog), dialog


def take_over(own, dialog):
    """The user's request, and the rest of the work where it goes to the background."""
    with Meter(own) as request:
        dialog.action_import()
    with Meter(own) as rest:
        if dialog.run_id:
            dialog._import_in_background()
    assert dialog.is_done, dialog.problems
    return request, rest


def import_host(own, sellers, rows):
    today = str(own.company._mkt_today())
    ids = [f"bench.customer_{row[0]}" for row in rows]
    partners = [[*row, "1", key] for row, key in zip(rows, ids, strict=True)]
    assignments = [
        [key, sellers[n % 2].id, own.company.id, today] for n, key in enumerate(ids)
    ]
    files = [
        ("res.partner", [*FIELDS, "is_company", "id"], partners),
        (
            "mkt.customer.assignment",
            ["partner_id/id", "user_id/.id", "company_id/.id", "date_from"],
            assignments,
        ),
    ]
    prepared = [(model, head, workbook(head, lines)) for model, head, lines in files]
    with Meter(own) as meter:
        for model, head, file in prepared:
            load_host(own, model, head, file)
    return meter


def load_host(own, model, head, file):
    wizard = own["base_import.import"].create(
        {
            "res_model": model,
            "file": file,
            "file_name": "list.xlsx",
            "file_type": XLSX,
        }
    )
    options = {"has_headers": True, "quoting": '"', "separator": ","}
    preview = wizard.parse_preview(options)
    assert "error" not in preview, preview
    result = wizard.with_context(
        tracking_disable=True, mail_create_nosubscribe=True
    ).execute_import(head, head, preview["options"])
    assert not result["messages"], result["messages"][:3]


def made(env):
    """What the imports have made, in order of the customers' numbers."""
    env.invalidate_all()
    partners = env["res.partner"].search([("ref", "=like", "C%")], order="ref")
    assignments = env["mkt.customer.assignment"].search(
        [("partner_id", "in", partners.ids)]
    )
    held = {a.partner_id: (a.user_id.id, str(a.date_from)) for a in assignments}
    assert len(held) == len(assignments) == len(partners)
    rows = partners.read([*FIELDS, *COMMON], load=None)
    values = [
        [row[name] == row["id"] or row[name] or "" for name in [*FIELDS, *COMMON]]
        for row in rows
    ]
    standings = env["mkt.customer.standing"].search_count(
        [("partner_id", "in", partners.ids), ("is_in_pool", "=", False)]
    )
    assert standings == len(partners), "customers in nobody's hands"
    return len(partners), sha256(
        repr([values, [held[partner] for partner in partners]]).encode()
    ).hexdigest()


def measure(env, side, count):
    manager, sellers = seed(env)
    own = env(user=manager.id, context={"allowed_company_ids": [1], "lang": "en_US"})
    rows = list(customers(count))
    if side == "host":
        meters = [import_host(own, sellers, rows)]
    else:
        *meters, dialog = import_ours(own, sellers, rows)
        assert dialog.created == dialog.moved == count
        if side == "again":
            *meters, dialog = import_ours(own, sellers, rows)
            assert dialog.unchanged == count and not dialog.moved
    found, digest = made(env)
    assert found == count, f"{found} customers"
    return {
        "made": digest,
        "figures": import_figures(meters),
    }


def main(database, sizes):
    for count in sizes:
        results = in_turns(ROUNDS, SIDES, database, count)
        digests = {run["made"] for runs in results.values() for run in runs}
        assert len(digests) == 1, "what was made differs"
        ours, again, host = (
            medians([run["figures"] for run in results[side]]) for side in SIDES
        )
        print(
            f"{count:,} customers{'ours':>18}{'again':>12}{'the host':>12}{'ratio':>8}"
        )
        for key in ours:
            ratio = ours[key] / (host[key] or 1)
            print(
                f"{key:16}{ours[key]:20.1f}{again[key]:12.1f}{host[key]:12.1f}"
                f"{ratio:8.2f}"
            )
        check_import(ours, host)


if __name__ == "__main__":
    database, *what = sys.argv[1:]
    if len(what) < 2:
        main(database, [int(size) for size in what] or SIZES)
    else:
        with environment(database) as env:
            result = measure(env, what[0], int(what[1]))
        print(json.dumps(result))
