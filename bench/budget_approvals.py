"""What an approval costs beside raw SQL, the office at its busiest, and the overview.

python bench/budget_approvals.py DATABASE [EACH]: 8 workers x 200 requests (or so many
each) against 5 lines.
"""

import json
import os
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import psycopg2
from common import Meter, environment

from odoo.modules.registry import Registry
from odoo.sql_db import connection_info_for

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.budget.budget_workers import (  # noqa: E402
    MIXED,
    in_process,
    make_competition,
    state_of,
    tidy_up,
    work,
)

QUERIES = 25  # an approval sends at most so many, beside the host's messages about it
RATIO = 10  # and takes, without them, at most so many times as long as raw SQL
ENTRIES = 1_000, 100_000

# the same checks: the step is open; who decides is active, holds the post today (where
# the company works), neither asked for it nor decided before; the budget, category and
# period are open; the line has the money. The rows that are left are the same, too
CHECKED = "line", "amount", "step", "today"
CHECK = """
    SELECT line.id, request.company_amount, step.id, today.date
    FROM mkt_expense_request request
    JOIN mkt_approval_step step ON step.res_model = 'mkt.expense.request'
        AND step.res_id = request.id AND step.round = request.approval_round
        AND step.is_next
    JOIN mkt_budget_line line ON line.id = request.line_id,
    LATERAL (SELECT (now() AT TIME ZONE COALESCE((SELECT tz FROM resource_calendar
            WHERE id = company.resource_calendar_id), 'UTC'))::date
        FROM res_company company WHERE id = request.company_id AND active OFFSET 0)
        today (date)
    WHERE request.id = %(id)s AND request.state = 'submitted'
        AND request.date BETWEEN line.date_from AND line.date_to
        AND line.state = 'approved' AND line.active
        AND (SELECT active FROM mkt_budget_category WHERE id = line.category_id)
        AND (SELECT state = 'open' FROM mkt_period WHERE id = line.period_id)
        AND (SELECT active FROM res_users WHERE id = %(user)s)
        AND (SELECT TRUE FROM mkt_post_assignment held
            WHERE held.user_id = %(user)s AND held.post_id = step.post_id
            AND held.company_id = step.company_id AND held.date_from <= today.date
            AND (held.date_to IS NULL OR held.date_to >= today.date) LIMIT 1)
        AND (SELECT TRUE FROM mkt_approval_step_res_users_rel asked
            WHERE asked.mkt_approval_step_id = step.id
            AND asked.res_users_id = %(user)s) IS NULL
        AND (SELECT TRUE FROM mkt_approval_step other
            WHERE other.res_model = step.res_model AND other.res_id = step.res_id
            AND other.round = step.round AND other.decided_by_id = %(user)s LIMIT 1)
            IS NULL
    FOR UPDATE OF request, line
"""
TAKE = """
    UPDATE mkt_budget_line SET reserved = reserved + %(amount)s,
        available = available - %(amount)s,
        used_percent = ROUND(100 * (reserved + spent + %(amount)s)
            / NULLIF(planned + overrun, 0), 1),
        write_uid = %(user)s, write_date = now() AT TIME ZONE 'UTC'
    WHERE id = %(line)s
        AND reserved + spent + %(amount)s <= planned + overrun
"""
BOOK = """
    INSERT INTO mkt_budget_entry (line_id, budget_id, category_id, department_id,
        company_id, user_id, request_id, kind, date, rate_date, amount, currency_id,
        currency_amount, source_key, res_model, res_id, create_uid, create_date,
        write_uid, write_date)
    SELECT line.id, line.budget_id, line.category_id, line.department_id,
        line.company_id, request.user_id, request.id, 'reserve', %(today)s,
        request.rate_date, request.company_amount, request.currency_id, request.amount,
        'mkt.expense.request,' || request.id || ':' || request.approval_round
            || ':reserve', 'mkt.expense.request', request.id,
        %(user)s, now() AT TIME ZONE 'UTC', %(user)s, now() AT TIME ZONE 'UTC'
    FROM mkt_expense_request request JOIN mkt_budget_line line
        ON line.id = request.line_id WHERE request.id = %(id)s
"""
STEP = """
    UPDATE mkt_approval_step SET state = 'approved', is_next = false,
        decided_by_id = %(user)s, decided_at = now() AT TIME ZONE 'UTC',
        write_uid = %(user)s, write_date = now() AT TIME ZONE 'UTC'
    WHERE id = %(step)s
"""
STATE = """
    UPDATE mkt_expense_request SET state = 'approved', next_post_id = NULL,
        reserved = company_amount,
        write_uid = %(user)s, write_date = now() AT TIME ZONE 'UTC'
    WHERE id = %(id)s
"""
REMINDERS = """
    UPDATE mail_activity SET active = false, date_done = now() AT TIME ZONE 'UTC',
        write_uid = %(user)s, write_date = now() AT TIME ZONE 'UTC'
    WHERE active AND res_model = 'mkt.expense.request' AND res_id = %(id)s
        AND activity_type_id = %(reminder)s
"""


def floor(database, competition, number):
    """The worker's requests approved by raw SQL, each in a transaction."""
    _name, options = connection_info_for(database)
    connection = psycopg2.connect(**options)
    for request_id in competition["shares"][number]:
        values = {
            "id": request_id,
            "user": competition["manager"],
            "reminder": competition["reminder"],
        }
        with connection, connection.cursor() as cr:
            cr.execute(CHECK, values)
            values |= dict(zip(CHECKED, cr.fetchone(), strict=True))
            for query in (TAKE, BOOK, STEP, STATE, REMINDERS):
                cr.execute(query, values)
    return 0


def approve(database, competition, number):
    return work(database, competition, number, ways=())


def approve_silently(database, competition, number):
    with without_messages(Registry(database)):
        return approve(database, competition, number)


def do_all(database, competition, number):
    return work(database, competition, number, ways=MIXED)


@contextmanager
def without_messages(registry):
    """What the host writes and mails about a decision is left out."""
    thread = registry["mail.thread"]
    with (
        patch.object(
            thread, "message_notify", lambda self, **_: self.env["mail.message"]
        ),
        patch.object(thread, "_message_track", lambda *_, **__: {}),
    ):
        yield


def queries_of_an_approval(database):
    """Queries of an approval, and of those the host's messages: notice and changed state."""
    with environment(database) as env:
        competition = make_competition(env, 1, 4, share=10)
        manager = env["res.users"].browse(competition["manager"])
        requests = env["mkt.expense.request"].browse(competition["shares"][0])
        requests = requests.with_env(env(user=manager, su=False))
        # the first ones fill the caches that a server keeps from one call to the next
        for request in requests[:2]:
            request.action_approve()
            # as a commit does: what is tracked and sent to the browsers is written too
            env.cr.flush()
            env.invalidate_all()
        # as for each request of the web client: whose session it is
        requests.env.user.has_group("base.group_user")
        with Meter(requests.env) as whole:
            requests[2].action_approve()
        env.invalidate_all()
        with without_messages(env.registry), Meter(requests.env) as silent:
            requests[3].action_approve()
        return whole.queries, whole.queries - silent.queries


def race(database, function, workers, each, share):
    """Requests per second, and how many ended in no answer."""
    with environment(database) as env:
        competition = make_competition(env, workers, each, share=share)
        competition["reminder"] = env.ref(env["mkt.approval.step"]._reminder).id
        env.cr.commit()
    begun = time.perf_counter()
    pids = [in_process(function, database, competition, n) for n in range(workers)]
    bare = sum(os.waitstatus_to_exitcode(os.waitpid(p, 0)[1]) for p in pids)
    seconds = time.perf_counter() - begun
    with environment(database) as env:
        state = state_of(env, competition)
        wrong = [k for k, v in state.items() if k != "states" and v]
        assert not wrong, wrong
        assert "submitted" not in state["states"], state["states"]
        left = rows_left(env, competition)
        tidy_up(env, competition)
        env.cr.commit()
    return {
        "per second": round(workers * each / seconds),
        "without an answer": bare,
        **state["states"],
    }, left


def rows_left(env, competition):
    """What the decisions have left in the database, but for numbers and times."""
    env.cr.execute(
        """
        SELECT request.name, request.state, request.next_post_id, request.reserved,
            request.spent, request.write_uid = %(user)s, step.state, step.is_next,
            step.decided_by_id = %(user)s, step.decided_at IS NULL,
            step.comment IS NULL, step.write_uid = %(user)s, entry.kind, entry.amount,
            entry.currency_amount, entry.currency_id, entry.rate_date, entry.date,
            entry.user_id = request.user_id, entry.line_id = request.line_id,
            entry.budget_id = line.budget_id, entry.category_id = line.category_id,
            entry.department_id = line.department_id,
            entry.company_id = line.company_id, entry.create_uid = %(user)s,
            entry.source_key = 'mkt.expense.request,' || request.id || ':1:reserve',
            entry.res_model,
            entry.res_id = request.id
        FROM mkt_expense_request request
        JOIN mkt_budget_line line ON line.id = request.line_id
        LEFT JOIN mkt_approval_step step ON step.res_model = 'mkt.expense.request'
            AND step.res_id = request.id
        LEFT JOIN mkt_budget_entry entry ON entry.request_id = request.id
        WHERE request.company_id = %(company)s
        ORDER BY request.id, step.id, entry.id
        """,
        {"user": competition["manager"], "company": competition["company"]},
    )
    requests = env.cr.fetchall()
    env.cr.execute(
        """
        SELECT category_id, planned, overrun, reserved, spent, available, used_percent,
            write_uid = %s
        FROM mkt_budget_line WHERE company_id = %s ORDER BY category_id
        """,
        [competition["manager"], competition["company"]],
    )
    return requests, env.cr.fetchall()


def overview(database, entries):
    """Queries and seconds of the screens over so many entries of a year."""
    with environment(database) as env:
        competition = make_competition(env, 1, 5, share=5)
        env.flush_all()
        # far more than there is money for: only the ledger's screens are measured
        env.cr.execute(
            """
            INSERT INTO mkt_budget_entry (line_id, budget_id, category_id, department_id,
                company_id, kind, date, amount, currency_id, currency_amount, source_key)
            SELECT line.id, line.budget_id, line.category_id, line.department_id,
                line.company_id, 'spend', line.date_from + number %% 365, 1,
                company.currency_id, 1, 'bench ' || line.id || ' ' || number
            FROM mkt_budget_line line
            JOIN res_company company ON company.id = line.company_id,
                generate_series(1, %s) number WHERE line.company_id = %s
            """,
            [entries // 5, competition["company"]],
        )
        env.cr.execute("ANALYZE mkt_budget_entry")
        env.invalidate_all()
        manager = env["res.users"].browse(competition["manager"])
        allowed = {"allowed_company_ids": [competition["company"]]}
        user_env = env(user=manager, su=False, context=allowed)
        company = [("company_id", "=", competition["company"])]
        with Meter(user_env) as lines:
            user_env["mkt.budget.line"].web_search_read(
                company,
                {"department_id": {"fields": {"display_name": {}}}, "forecast": {}},
            )
        with Meter(user_env) as months:
            user_env["mkt.budget.month"].formatted_read_group(
                company, ["month:month"], ["planned:sum", "spent:sum"]
            )
        with Meter(user_env) as ledger:
            groups = user_env["mkt.budget.entry"].formatted_read_group(
                company,
                ["department_id", "category_id", "date:month"],
                ["amount:sum"],
            )
        assert sum(group["amount:sum"] for group in groups) >= entries, groups
        return {
            "lines": (lines.queries, round(lines.seconds, 3)),
            "months": (months.queries, round(months.seconds, 3)),
            "ledger": (ledger.queries, round(ledger.seconds, 3)),
        }


def main(database, each=200):
    queries, messages = queries_of_an_approval(database)
    print(
        f"queries of an approval: {queries}, of the host's messages {messages}",
        flush=True,
    )
    assert queries - messages <= QUERIES
    for workers in (1, 8):
        least, expected = race(database, floor, workers, each, share=2)
        print(f"raw SQL, {workers} workers:", json.dumps(least))
        ratios = {}
        for way in (approve, approve_silently):
            found, left = race(database, way, workers, each, share=2)
            # with more workers it is chance who comes first
            assert workers > 1 or left == expected, "not the same rows"
            assert not found["without an answer"]
            ratio = ratios[way] = least["per second"] / found["per second"]
            print(
                f"{way.__name__}, {workers} workers:",
                json.dumps(found),
                f"{ratio:.1f} x",
                flush=True,
            )
        assert ratios[approve_silently] <= RATIO
    for workers in (1, 8):
        # money for some 60 %: the others are refused
        found, _left = race(database, do_all, workers, each, share=0.6)
        print(f"all together, {workers} workers:", json.dumps(found), flush=True)
        assert not found["without an answer"]
    for entries in ENTRIES:
        print("overview", entries, json.dumps(overview(database, entries)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
