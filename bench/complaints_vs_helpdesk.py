"""Creating cases with their clocks beside OCA helpdesk tickets with their SLAs.

    python bench/complaints_vs_helpdesk.py DATABASE

Both sides stand in one database; the peers are fetched and installed when they are not
there. A service clerk enters the records; each measurement is a fresh process, the sides
take turns, medians are shown.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

PEERS = Path(__file__).parents[1] / ".cache" / "peers"
ROUNDS = 3
SHAPES = [(10, 100), (1, 1000)]  # batches × records
LIMITS = {"ours": 3, "peer": 3, "peer, one SLA": 1}  # time limits for each record
HOURS = [8, 40, 80]


def fetch_peers():
    wheels = PEERS / "wheels"
    if not wheels.exists():
        names = [
            "odoo-addon-helpdesk-mgmt==19.0.*",
            "odoo-addon-helpdesk-mgmt-sla==19.0.*",
        ]
        pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", wheels]
        subprocess.run([*pip, *names], check=True)
        for wheel in wheels.iterdir():
            ZipFile(wheel).extractall(PEERS)
    os.environ["ODOO_ADDONS_PATH"] += f",{PEERS / 'odoo' / 'addons'}"


def prepare(env):
    """The clerk, the customers, and the peer's team with the same time limits."""
    clerk = appoint(env, "bench_clerk", "service_clerk")
    clerk.group_ids |= env.ref("helpdesk_mgmt.group_helpdesk_manager")
    if not env["helpdesk.sla"].search_count([]):
        env["res.partner"].create(
            [
                {"name": f"Bench {n}", "email": f"bench{n}@example.com"}
                for n in range(100)
            ]
        )
        calendar = env.company.resource_calendar_id
        teams = env["helpdesk.ticket.team"].create(
            [
                {"name": side, "use_sla": True, "resource_calendar_id": calendar.id}
                for side in LIMITS
                if side != "ours"
            ]
        )
        done = env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        for team in teams:
            for hours in HOURS[: LIMITS[team.name]]:
                env["helpdesk.sla"].create(
                    {
                        "name": f"{hours} hours",
                        "hours": hours,
                        "team_ids": team.ids,
                        "stage_id": done.id,
                    }
                )
    env.cr.commit()


def records(env, side, count):
    """The model and the values of so many records."""
    customers = env["res.partner"].search([("name", "=like", "Bench %")]).ids
    values = [
        {
            "name": f"Relay fails {n}",
            "description": "<p>It fails after two weeks.</p>",
            "partner_id": customers[n % len(customers)],
        }
        for n in range(count)
    ]
    if side == "ours":
        return env["mkt.complaint"], values
    team = env["helpdesk.ticket.team"].search([("name", "=", side)])
    return env["helpdesk.ticket"], [{**v, "team_id": team.id} for v in values]


def check(env, side, created):
    """Both sides did the whole work: a number, and each time limit with its deadline."""
    table, link = (
        ("mkt_sla_clock", "complaint_id")
        if side == "ours"
        else ("helpdesk_ticket_sla", "ticket_id")
    )
    deadline = "deadline_at" if side == "ours" else "deadline"
    env.cr.execute(
        f"SELECT {link}, count({deadline}), count(*) FROM {table} WHERE {link} = ANY(%s)"
        f" GROUP BY {link}",
        [created],
    )
    rows = env.cr.fetchall()
    assert {row[0] for row in rows} == set(created)
    assert all(row[1:] == (LIMITS[side], LIMITS[side]) for row in rows), rows[:3]
    model = env["mkt.complaint" if side == "ours" else "helpdesk.ticket"]
    assert len(set(model.browse(created).mapped("number"))) == len(created)


def measure(env, side, batches, size):
    user = env["res.users"].search([("login", "=", "bench_clerk")])
    # the company's time zone and language are the clerk's
    env = env(user=user.id, context=user.context_get())
    model, values = records(env, side, batches * size)
    model.create(values[:2])
    env.cr.flush()
    env.invalidate_all()
    created = []
    with Meter(env) as meter:
        for start in range(0, batches * size, size):
            created += model.create(values[start : start + size]).ids
            env.cr.flush()
    check(env(su=True), side, created)
    return {
        "queries": meter.queries / len(created),
        "cpu": 1000 * meter.cpu / len(created),
        "ms": 1000 * meter.seconds / len(created),
    }


def main(database):
    with environment(database) as env:
        missing = not env["ir.module.module"].search_count(
            [("name", "=", "helpdesk_mgmt_sla"), ("state", "=", "installed")]
        )
    if missing:
        install = "module", "install", "-d", database, "helpdesk_mgmt_sla"
        quiet = {**os.environ, "ODOO_LOG_LEVEL": "warn"}
        subprocess.run([sys.executable, "-m", "odoo", *install], check=True, env=quiet)
    in_fresh_process(database, "prepare")
    for batches, size in SHAPES:
        runs = in_turns(ROUNDS, LIMITS, database, batches, size)
        results = {side: medians(run) for side, run in runs.items()}
        print(f"{batches} × {size} records, per record, medians of {ROUNDS}:")
        for side, result in results.items():
            ratios = {key: result[key] / results["ours"][key] for key in ("cpu", "ms")}
            print(
                f"  {side:14} {result['queries']:6.2f} queries"
                f" {result['cpu']:6.2f} ms CPU ({ratios['cpu']:4.1f} ×)"
                f" {result['ms']:6.2f} ms ({ratios['ms']:4.1f} ×)"
            )


if __name__ == "__main__":
    fetch_peers()
    from common import Meter, appoint, environment, in_fresh_process, in_turns, medians

    database, *measurement = sys.argv[1:]
    if not measurement:
        main(database)
    else:
        with environment(database) as env:
            if measurement == ["prepare"]:
                prepare(env)
                print("{}")
            else:
                side, batches, size = measurement
                print(json.dumps(measure(env, side, int(batches), int(size))))
