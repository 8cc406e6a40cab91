"""A list of contacts as leads of a campaign, beside the host's own import of the same leads.

    python bench/contacts.py DATABASE

Both sides read a workbook with the same rows and columns; each run is a fresh process, sides
take turns, and nothing is kept. Their leads must be equal before the time counts.
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
SIDES = "ours", "host"
FIELDS = [
    "contact_name",
    "partner_name",
    "function",
    "phone",
    "email_from",
    "city",
    "description",
]
COMMON = (
    *("name", "type", "company_id", "campaign_id", "medium_id", "source_id"),
    *("user_id", "team_id", "stage_id", "probability", "phone_sanitized", "country_id"),
    *("email_normalized", "phone_state", "email_state", "active", "priority"),
    *("create_uid", "automated_probability", "email_domain_criterion"),
)


def contacts(count):
    for n in range(count):
        yield (
            f"王{n}",
            f"Firm {n // 3}",
            "Buyer",
            f"+86 139 {n // 10000:04} {n % 10000:04}",
            f"c{n}@customer.example.com",
            "苏州",
            f"Wants sample {n}",
        )


def seed(env):
    """A campaign in force, and somebody who may load its contacts."""
    user = appoint(env, "bench_promoter", "promotion_manager")
    campaign = env["mkt.campaign"].search([("name", "=", "Bench")])
    if not campaign:
        campaign = env["mkt.campaign"].create(
            {
                "name": "Bench",
                "kind": "exhibition",
                "department_id": env["hr.department"].search([], limit=1).id,
                "date_from": "2026-01-01",
                "date_to": "2026-12-31",
            }
        )
        utm = env["utm.campaign"].create({"title": "Bench"})
        campaign.write({"state": "approved", "utm_campaign_id": utm.id})
        env.cr.commit()
    return user, campaign


def import_ours(own, campaign, rows):
    labels = own["mkt.campaign.import"]._labels()
    file = workbook([labels[name] for name in FIELDS], rows)
    dialog = own["mkt.campaign.import"].create(
        {"campaign_id": campaign.id, "file": base64.b64encode(file)}
    )
    with Meter(own) as request:
        dialog.action_import()
    with Meter(own) as rest:
        if dialog.run_id:
            dialog._import_in_background()
    assert dialog.is_done, dialog.problems
    return request, rest


def import_host(own, campaign, rows):
    columns = [
        *FIELDS,
        "name",
        "campaign_id/.id",
        "medium_id/.id",
        "company_id/.id",
        "user_id",
    ]
    file = workbook(
        columns,
        [
            [
                *row,
                f"Bench · {row[1] or row[0]}",
                campaign.utm_campaign_id.id,
                campaign.medium_id.id or "",
                campaign.company_id.id,
                "",
            ]
            for row in rows
        ],
    )
    wizard = own["base_import.import"].create(
        {
            "res_model": "crm.lead",
            "file": file,
            "file_name": "contacts.xlsx",
            "file_type": "application/vnd.openxmlformats-officedocument"
            ".spreadsheetml.sheet",
        }
    )
    options = {"has_headers": True, "quoting": '"', "separator": ","}
    with Meter(own) as meter:
        preview = wizard.parse_preview(options)
        assert "error" not in preview, preview
        result = wizard.with_context(tracking_disable=True).execute_import(
            columns, columns, preview["options"]
        )
    assert not result["messages"], result["messages"][:3]
    return (meter,)


def measure(env, side, count):
    user, campaign = seed(env)
    own = env(user=user.id, context={"allowed_company_ids": [1], "lang": "en_US"})
    rows = list(contacts(count))
    meters = (import_ours if side == "ours" else import_host)(own, campaign, rows)
    env.invalidate_all()
    leads = env["crm.lead"].search_read(
        [("campaign_id", "=", campaign.utm_campaign_id.id)],
        [*FIELDS, *COMMON],
        order="id",
        load=None,
    )
    assert len(leads) == count, f"{len(leads)} leads"
    values = [[lead[name] or "" for name in [*FIELDS, *COMMON]] for lead in leads]
    return {
        "leads": sha256(repr(values).encode()).hexdigest(),
        "figures": import_figures(meters),
    }


def main(database, sizes):
    for count in sizes:
        results = in_turns(ROUNDS, SIDES, database, count)
        digests = {run["leads"] for runs in results.values() for run in runs}
        assert len(digests) == 1, "the leads differ"
        ours, host = (
            medians([run["figures"] for run in results[side]]) for side in SIDES
        )
        print(f"{count:,} contacts{'ours':>24}{'the host':>20}{'ratio':>8}")
        for key in ours:
            ratio = ours[key] / (host[key] or 1)
            print(f"{key:24}{ours[key]:20.1f}{host[key]:20.1f}{ratio:8.2f}")
        check_import(ours, host)


if __name__ == "__main__":
    database, *what = sys.argv[1:]
    if len(what) < 2:
        main(database, [int(size) for size in what] or SIZES)
    else:
        with environment(database) as env:
            result = measure(env, what[0], int(what[1]))
        print(json.dumps(result))
