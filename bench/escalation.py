"""The escalation run costs by the clocks that are due, not by the cases that are open.

python bench/escalation.py DATABASE
"""

import json
import sys

from cases import seed
from common import Meter, environment, in_fresh_process, medians

ROUNDS = 3
SHAPES = [(10_000, 500), (10_000, 5_000), (100_000, 5_000)]  # open cases, clocks due

LEVELS = """
    SELECT clock.id, complaint_id, coalesce(level.reached_at, 0), next_alert_at
    FROM mkt_sla_clock clock LEFT JOIN mkt_sla_level level ON level.id = level_id
"""
REMINDED = """
    SELECT res_id, user_id FROM mail_activity WHERE res_model = 'mkt.complaint' AND active
"""
TOLD = """
    SELECT DISTINCT res_partner_id FROM mail_notification
    JOIN mail_message message ON message.id = mail_message_id
    WHERE message_type = 'user_notification'
"""


def rows(env, query):
    env.cr.execute(query)
    return env.cr.fetchall()


def expected_reminders(env):
    """Who must be reminded of which case, told by SQL from the clocks that are due."""
    holders = {
        level.reached_at: level.post_id and level._holders(env.company).id
        for level in env["mkt.sla.level"]._of("case")
    }
    manager = holders[100]
    percents = sorted(holders)
    query = """
        SELECT complaint.id, complaint.user_id, coalesce(level.reached_at, 0)
        FROM mkt_sla_clock clock JOIN mkt_complaint complaint ON complaint.id = complaint_id
        LEFT JOIN mkt_sla_level level ON level.id = level_id
        WHERE next_alert_at <= now() AT TIME ZONE 'UTC'
    """
    for case, handler, percent in rows(env, query):
        level = next(p for p in percents if p > percent)
        yield case, holders[level] or handler or manager


def measure(env, total, due):
    seed(env, total, due)
    before = rows(env, LEVELS)
    expected = set(expected_reminders(env))
    assert len(expected) == due
    clocks = env["mkt.sla.clock"]
    with Meter(env) as meter:
        clocks._cron_alert()
    check(env, before, expected)
    with Meter(env) as again:
        clocks._cron_alert()
    assert again.queries < 10, again.queries
    check(env, before, expected)
    return {
        "queries": meter.queries,
        "cpu": meter.cpu,
        "seconds": meter.seconds,
        "MB": meter.memory,
    }


def check(env, before, expected):
    """Exactly the due clocks moved, one level each; exactly their people were told."""
    percents = [0, *sorted(env["mkt.sla.level"]._of("case").mapped("reached_at"))]
    due = {case for case, _user in expected}
    after = {
        clock: (percent, alert) for clock, _case, percent, alert in rows(env, LEVELS)
    }
    moved = 0
    for clock, case, percent, alert in before:
        if after[clock] == (percent, alert):
            continue
        moved += 1
        assert case in due
        assert after[clock][0] == percents[percents.index(percent) + 1]
    assert moved == len(due), (moved, len(due))
    reminded = rows(env, REMINDED)
    assert len(reminded) == len(expected) and set(reminded) == expected
    users = env["res.users"].browse({user for _case, user in expected})
    assert {partner for (partner,) in rows(env, TOLD)} == set(users.partner_id.ids)


def main(database):
    runs = {shape: [] for shape in SHAPES}
    for _round in range(ROUNDS):
        for shape in SHAPES:
            runs[shape].append(in_fresh_process(database, *shape))
    print(f"medians of {ROUNDS}")
    for (total, due), results in runs.items():
        result = medians(results)
        print(
            f"  {total:7} open, {due:5} due: {result['queries']:6.0f} queries"
            f" ({result['queries'] / due:.2f} per case), {1000 * result['cpu'] / due:.1f} ms CPU"
            f" and {1000 * result['seconds'] / due:.1f} ms per case, {result['MB']:4.0f} MB"
        )


if __name__ == "__main__":
    database, *shape = sys.argv[1:]
    if shape:
        with environment(database) as env:
            print(json.dumps(measure(env, *map(int, shape))))
    else:
        main(database)
