"""Approvals per second, beside the same checks in raw SQL; and the overview.

python bench/budget_approvals.py DATABASE: 8 workers x 200 requests against 5 lines.
"""

import json
import os
import sys
import time
from pathlib import Path

import psycopg2
from common import Meter, environment

from odoo.sql_db import connection_info_for

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.budget_workers import (  # noqa: E402
    call,
    in_process,
    make_competition,
    state_of,
    tidy_up,
    work,
)

REQUESTS = 1600
LIST = 20  # requests that are approved together
ENTRIES = 1_000, 100_000

# the same checks: the step is open, the person holds the post, asked for nothing
# themselves and decided nothing before; the budget, category and period are open;
# the line has the money
CHECK = """
    SELECT request.company_amount, line.id
    FROM mkt_expense_request request
    JOIN mkt_approval_step step ON step.res_model = 'mkt.expense.request'
        AND step.res_id = request.id AND step.is_next
    JOIN mkt_budget_line line ON line.id = request.line_id
    JOIN mkt_budget_category category ON category.id = line.category_id
    JOIN mkt_period period ON period.id = line.period_id
    WHERE request.id = %(id)s AND request.state = 'submitted'
        AND request.user_id <> %(user)s
        AND request.date BETWEEN line.date_from AND line.date_to
        AND line.state = 'approved' AND line.active AND category.active
        AND period.state = 'open'
        AND EXISTS (SELECT FROM mkt_post_assignment held
            WHERE held.user_id = %(user)s AND held.post_id = step.post_id
            AND held.company_id = step.company_id AND held.date_from <= CURRENT_DATE
            AND (held.date_to IS NULL OR held.date_to >= CURRENT_DATE))
        AND NOT EXISTS (SELECT FROM mkt_approval_step other
            WHERE other.res_model = step.res_model AND other.res_id = step.res_id
            AND other.round = step.round AND other.decided_by_id = %(user)s)
    FOR UPDATE OF request, line
"""
TAKE = """
    UPDATE mkt_budget_line SET reserved = reserved + %(amount)s,
        available = available - %(amount)s
    WHERE id = %(line)s
        AND reserved + spent + %(amount)s <= planned + overrun
"""
BOOK = """
    INSERT INTO mkt_budget_entry (line_id, budget_id, category_id, department_id,
        company_id, user_id, request_id, kind, date, amount, currency_id,
        currency_amount, source_key, res_model, res_id)
    SELECT line.id, line.budget_id, line.category_id, line.department_id,
        line.company_id, request.user_id, request.id, 'reserve', CURRENT_DATE,
        request.company_amount, request.currency_id, request.amount,
        'mkt.expense.request,' || request.id, 'mkt.expense.request', request.id
    FROM mkt_expense_request request JOIN mkt_budget_line line
        ON line.id = request.line_id WHERE request.id = %(id)s
"""
STEP = """
    UPDATE mkt_approval_step SET state = %(step)s, is_next = false,
        decided_by_id = %(user)s, decided_at = now(), comment = %(step)s
    WHERE res_model = 'mkt.expense.request' AND res_id = %(id)s AND is_next
"""
STATE = """
    UPDATE mkt_expense_request SET state = %(step)s, next_post_id = NULL,
        reserved = CASE %(step)s WHEN 'approved' THEN company_amount ELSE 0 END
    WHERE id = %(id)s
"""


def floor(database, competition, number, size=1):
    """The worker's requests decided by raw SQL, `size` of them in a transaction.

    What has no money left is refused in a transaction of its own, as by a person.
    """
    _name, options = connection_info_for(database)
    connection = psycopg2.connect(**options)
    requests = competition["shares"][number]
    for start in range(0, len(requests), size):
        together = requests[start : start + size]
        with connection, connection.cursor() as cr:
            if size > 1:
                # several lines in any order: without one lock for all, a deadlock
                cr.execute("LOCK TABLE mkt_budget_entry IN SHARE ROW EXCLUSIVE MODE")
            approved = all(_approve(cr, competition, request) for request in together)
            if not approved:
                connection.rollback()
        if not approved:
            with connection, connection.cursor() as cr:
                for request in together:
                    _refuse(cr, competition, request)
    return 0


def _approve(cr, competition, request_id):
    values = {"id": request_id, "user": competition["manager"], "step": "approved"}
    cr.execute(CHECK, values)
    amount, line = cr.fetchone()
    cr.execute(TAKE, {"amount": amount, "line": line})
    if not cr.rowcount:
        return False
    for query in (BOOK, STEP, STATE):
        cr.execute(query, values)
    return True


def _refuse(cr, competition, request_id):
    values = {"id": request_id, "user": competition["manager"], "step": "refused"}
    for query in (CHECK, STEP, STATE):
        cr.execute(query, values)


def floor_of_lists(database, competition, number):
    return floor(database, competition, number, LIST)


def approve(database, competition, number):
    return work(database, competition, number, settle=False)


def approve_lists(database, competition, number):
    """The worker's requests approved as from the list, some at once."""
    requests = competition["shares"][number]
    bare = 0
    for start in range(0, len(requests), LIST):
        ids = requests[start : start + LIST]
        try:
            call(
                database,
                competition["manager"],
                lambda env, ids=ids: (
                    env["mkt.expense.request"].browse(ids).action_approve()
                ),
            )
        except psycopg2.Error:
            bare += 1
    return min(bare, 98)


def approve_and_settle(database, competition, number):
    return work(database, competition, number)


def host_writes(database, workers, each):
    """Changes per second of one field of the host's simplest records, each an RPC call."""
    with environment(database) as env:
        person = env["res.users"].create(
            {"name": "writer", "login": f"writer {workers}"}
        )
        media = env["utm.medium"].create(
            [{"name": f"{workers} {number}"} for number in range(workers * each)]
        )
        env.cr.commit()
    shares = [media.ids[number::workers] for number in range(workers)]
    begun = time.perf_counter()
    pids = [in_process(_write, database, person.id, share) for share in shares]
    for pid in pids:
        assert not os.waitpid(pid, 0)[1]
    seconds = time.perf_counter() - begun
    with environment(database) as env:
        assert set(env["utm.medium"].browse(media.ids).mapped("active")) == {False}
    return {"per second": round(workers * each / seconds)}


def _write(database, user, media):
    for medium in media:
        call(
            database,
            user,
            lambda env, medium=medium: (
                env["utm.medium"].browse(medium).write({"active": False})
            ),
        )
    return 0


def race(database, function, workers, each, share):
    """Requests per second, and how many ended in no answer."""
    with environment(database) as env:
        competition = make_competition(env, workers, each, share=share)
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
        tidy_up(env, competition)
        env.cr.commit()
    return {
        "per second": round(workers * each / seconds),
        "without an answer": bare,
        **state["states"],
    }


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


def main(database):
    for name, function, share in (
        ("raw SQL", floor, 0.6),
        ("approvals", approve, 0.6),
        (f"raw SQL, lists of {LIST}", floor_of_lists, 2),
        (f"approvals, lists of {LIST}", approve_lists, 2),
        ("approvals and settlements", approve_and_settle, 0.6),
    ):
        for workers in (1, 8):
            found = race(database, function, workers, REQUESTS // 8, share)
            print(name, workers, json.dumps(found), flush=True)
    for workers in (1, 8):
        found = host_writes(database, workers, REQUESTS // 8)
        print("one field of a host's record", workers, json.dumps(found), flush=True)
    for entries in ENTRIES:
        print("overview", entries, json.dumps(overview(database, entries)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
