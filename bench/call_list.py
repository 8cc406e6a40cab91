"""Calling costs as many queries on a list of 100,000 customers as on one of 1,000.

    python bench/call_list.py DATABASE

The calls are those that the browser makes: the list, the next customer, the outcome. That
the list holds exactly who may be called is asserted by SQL of its own first.
"""

import json
import sys
from statistics import median

from common import Meter, appoint, environment, in_fresh_process
from screens import specification

SIZES = [1_000, 100_000]
REPEAT = 5


def seed(env, size):
    """Customers with a phone; of ten, eight have agreed to calls and one has refused."""
    env.cr.execute(
        """
        INSERT INTO res_partner (name, complete_name, active, is_company, type, phone,
            commercial_partner_id, autopost_bills, create_uid, write_uid, create_date,
            write_date)
        SELECT 'Customer ' || n, 'Customer ' || n, TRUE, TRUE, 'contact',
            '+86 573 ' || (80000000 + n), NULL, 'ask', 1, 1, now(), now()
        FROM generate_series(1 + (
            SELECT COUNT(*) FROM res_partner WHERE name LIKE 'Customer %%'
        ), %s) n
        """,
        (size,),
    )
    env.cr.execute(
        "UPDATE res_partner SET commercial_partner_id = id"
        " WHERE commercial_partner_id IS NULL"
    )
    env.cr.execute(
        """
        INSERT INTO mkt_contact_basis (company_id, partner_id, channel, basis, date,
            source, is_current, create_uid, write_uid, create_date, write_date)
        SELECT 1, id, 'phone', CASE WHEN id % 10 = 0 THEN 'refused' ELSE 'consent' END,
            now()::date, 'form', TRUE, 1, 1, now(), now()
        FROM res_partner customer WHERE name LIKE 'Customer %' AND id % 10 <> 1
            AND NOT EXISTS (
                SELECT FROM mkt_contact_basis WHERE partner_id = customer.id
            )
        """
    )
    env.cr.execute("ANALYZE")
    env.invalidate_all()


def fill(env, user):
    call_list = env["mkt.call.list"].create(
        {
            "name": "Bench",
            "user_id": user.id,
            "caller_ids": [(6, 0, user.ids)],
            "domain": "[('name', '=like', 'Customer %')]",
        }
    )
    with Meter(env) as meter:
        call_list.action_fill()
    call_list.action_start()
    env.cr.execute(
        """
        SELECT (SELECT array_agg(partner_id ORDER BY partner_id) FROM mkt_call
                WHERE list_id = %s),
            (SELECT array_agg(partner_id ORDER BY partner_id) FROM mkt_contact_basis
                WHERE basis = 'consent' AND is_current)
        """,
        (call_list.id,),
    )
    on_list, agreed = env.cr.fetchone()
    assert on_list == agreed, "not those who may be called"
    return call_list, meter


def timed(env, call):
    call()
    times = []
    for _time in range(REPEAT):
        env.flush_all()
        env.invalidate_all()
        with Meter(env) as meter:
            call()
        times.append(1000 * meter.seconds)
    return meter.queries, median(times)


def measure(env, size):
    seed(env, size)
    user = appoint(env, "bench_caller", "account_manager")
    call_list, filled = fill(env, user)
    env.cr.commit()
    own = env(user=user.id, context={"allowed_company_ids": [1], "lang": "en_US"})
    theirs = call_list.with_env(own)
    calls = own["mkt.call"]
    columns = specification(calls, "list")
    no_need = env.ref("marketing_office.call_outcome_no_need").id

    def record():
        call = calls.browse(theirs.action_next()["res_id"])
        call.web_save({"outcome_id": no_need}, {})
        call.action_record()

    screens = {
        "the list of calls": lambda: calls.web_search_read(
            [("list_id", "=", theirs.id), ("state", "=", "open")],
            columns,
            limit=80,
            count_limit=10001,
        ),
        "the call list": lambda: theirs.web_read(
            {"call_count": {}, "open_count": {}, "lead_count": {}}
        ),
        "next customer": theirs.action_next,
        "outcome and next customer": record,
    }
    results = {name: timed(own, screen) for name, screen in screens.items()}
    results["filling the list, once"] = filled.queries, 1000 * filled.seconds
    return results


def main(database):
    runs = [in_fresh_process(database, size) for size in SIZES]
    print("queries and milliseconds with {:,} and {:,} customers".format(*SIZES))
    for name in runs[0]:
        queries, ms = zip(*(run[name] for run in runs), strict=True)
        print(f"  {name:30}", *(f"{n:6}" for n in queries), *(f"{t:9.1f}" for t in ms))
        if not name.startswith("filling"):
            assert queries[1] <= queries[0], "more queries"


if __name__ == "__main__":
    database, *size = sys.argv[1:]
    if size:
        with environment(database) as env:
            print(json.dumps(measure(env, int(size[0]))))
    else:
        main(database)
