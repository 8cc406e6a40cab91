"""Many people who approve, settle, cancel and post bills at the same time.

Each works in a process of its own.
"""

import os
import random
import traceback
from datetime import date
from uuid import uuid4

import psycopg2

from odoo import sql_db
from odoo.api import Environment
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.modules.registry import Registry
from odoo.service.model import retrying

from odoo.addons.base.tests.common import DISABLED_MAIL_CONTEXT

YEAR = 2090  # nobody else's budgets
# what becomes of approved requests, in turn
MIXED = "settle", "cancel", "bill"

# kept: a connection that is thrown away says goodbye on the parent's socket
inherited = []


def make_competition(env, workers, requests_each, lines=5, share=0.6):
    """A department with lines that have money for a share of the submitted requests.

    Returns the ids of the company, the deciding and the requesting user and, for each
    worker, of its requests, each against some line.
    """
    env = env(context={**env.context, **DISABLED_MAIL_CONTEXT})
    company = env["res.company"].create({"name": f"Competition {uuid4()}"})
    department = env["hr.department"].create(
        {"name": "Competition", "company_id": company.id}
    )
    people = {}
    for code, groups in (
        ("finance_manager", "base.group_user,account.group_account_invoice"),
        ("member", "base.group_user"),
    ):
        people[code] = env["res.users"].create(
            {
                "name": code,
                "login": f"competing_{code}_{company.id}",
                "company_id": company.id,
                "company_ids": [Command.set(company.ids)],
                "group_ids": [Command.set([env.ref(g).id for g in groups.split(",")])],
            }
        )
        env["mkt.post.assignment"].create(
            {
                "user_id": people[code].id,
                "post_id": env.ref(f"marketing_office.post_{code}").id,
                "company_id": company.id,
                "department_id": department.id,
            }
        )
    categories = env["mkt.budget.category"].search(
        [("needs_evidence", "=", False)], limit=lines
    )
    planned = round(workers * requests_each * 55 * share / lines)
    budget = env["mkt.budget"].create(
        {
            "company_id": company.id,
            "department_id": department.id,
            "period_id": env["mkt.period"]._of(company, "year", date(YEAR, 1, 1)).id,
            "line_ids": [
                Command.create({"category_id": category.id, "planned": planned})
                for category in categories
            ],
        }
    )
    budget._on_approved()
    budget.state = "approved"
    vendor = _make_accounts(env, company)
    chance = random.Random(5)
    requests = env["mkt.expense.request"].create(
        [
            {
                "name": f"Request {number}",
                "description": "The fair needs it",
                "company_id": company.id,
                "department_id": department.id,
                "user_id": people["member"].id,
                "line_id": chance.choice(budget.line_ids).id,
                "date": date(YEAR, 6, 1),
                "amount": chance.randint(10, 100),
            }
            for number in range(workers * requests_each)
        ]
    )
    member = requests.with_user(people["member"])
    for request in member:
        request.action_submit()
    env["mkt.expense.settlement"].create(
        [
            {
                "request_id": r.id,
                "name": "Receipt",
                "amount": chance.randint(1, int(r.amount)),
            }
            for r in requests
        ]
    )
    ids = requests.ids
    return {
        "company": company.id,
        "manager": people["finance_manager"].id,
        "vendor": vendor.id,
        "shares": [ids[number::workers] for number in range(workers)],
    }


def _make_accounts(env, company):
    """What posting a bill needs; the vendor who sends them."""
    accounts = env["account.account"].with_company(company)
    expense, payable = (
        accounts.create({"name": kind, "code": code, "account_type": kind})
        for kind, code in (("expense", "600000"), ("liability_payable", "200000"))
    )
    env["account.journal"].create(
        {
            "name": "Bills",
            "code": "BILL",
            "type": "purchase",
            "company_id": company.id,
            "default_account_id": expense.id,
        }
    )
    vendor = env["res.partner"].create(
        {"name": f"Agency {company.id}", "company_id": company.id}
    )
    vendor.with_company(company).property_account_payable_id = payable
    return vendor


def tidy_up(env, competition):
    """Take away what was committed, past the models that keep it on record."""
    company = competition["company"]
    env.flush_all()
    env.cr.execute(
        "SELECT id FROM mkt_expense_request WHERE company_id = %s", [company]
    )
    requests = [row[0] for row in env.cr.fetchall()] or [0]
    for query, value in (
        ("DELETE FROM mkt_budget_entry WHERE company_id = %s", company),
        ("DELETE FROM account_move WHERE company_id = %s", company),
        ("DELETE FROM mkt_expense_settlement WHERE company_id = %s", company),
        ("DELETE FROM mkt_approval_step WHERE company_id = %s", company),
        (
            "DELETE FROM mail_message WHERE model = 'mkt.expense.request'"
            " AND res_id = ANY(%s)",
            requests,
        ),
        ("DELETE FROM mkt_expense_request WHERE company_id = %s", company),
        ("DELETE FROM mkt_budget WHERE company_id = %s", company),
        ("DELETE FROM mkt_post_assignment WHERE company_id = %s", company),
    ):
        env.cr.execute(query, [value])
    env.invalidate_all()
    env["res.users"].with_context(active_test=False).search(
        [("company_id", "=", company)]
    ).active = False
    env["res.company"].browse(company).active = False
    env.registry.clear_cache()


def in_process(function, *arguments):
    """Start function(*arguments) in a child process; its process id.

    What it returns is its exit status. It has database connections of its own.
    """
    pid = os.fork()
    if pid:
        return pid
    status = 99
    try:
        _reconnect()
        status = function(*arguments)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def _reconnect():
    """Leave the parent's connections alone: two processes cannot share a socket."""
    inherited.append((sql_db._Pool, sql_db._Pool_readonly))
    sql_db._Pool = sql_db._Pool_readonly = None
    for database, registry in Registry.registries.items():
        inherited.append((registry._db, registry._db_readonly))
        registry._db = sql_db.db_connect(database)
        registry._db_readonly = None


def work(database, competition, number, ways=("settle",)):
    """Decide on the worker's requests, refusing what has no money left.

    What is approved goes on in one of the `ways`, in turn; with none it stays. Returns
    how many ended in an error that is no answer (at most 98).
    """
    random.seed(number)
    bare = 0
    for turn, request_id in enumerate(competition["shares"][number]):
        way = ways and ways[turn % len(ways)]
        bare += not _decide(database, competition, request_id, way)
    return min(bare, 98)


def call(database, user_id, function):
    """Run function(env) as an RPC call does; returns what it returns."""
    with Registry(database).cursor() as cr:
        # the language as well: the web client always sends it
        context = {**DISABLED_MAIL_CONTEXT, "lang": "en_US"}
        env = Environment(cr, user_id, context)
        # as for each request of the web client: whose session it is
        env.user.has_group("base.group_user")
        return retrying(lambda: function(env), env)


def _decide(database, competition, request_id, way):
    """Whether everybody who took a step with the request got an answer."""

    def step(function):
        def on_request(env):
            return function(env["mkt.expense.request"].browse(request_id))

        return call(database, competition["manager"], on_request)

    try:
        try:
            step(lambda request: request.action_approve())
        except UserError as problem:
            reason = str(problem)
            step(lambda request: request.action_refuse(reason))
            return True
        if way == "settle":
            step(lambda request: request.action_settle())
        elif way == "cancel":
            step(lambda request: request.action_cancel("given up"))
        elif way == "bill":
            bill = step(lambda request: _make_bill(request, competition["vendor"]).id)
            step(lambda r: r.env["account.move"].browse(bill).action_post())
        return True
    except (psycopg2.Error, UserError):
        traceback.print_exc()
        return False


def _make_bill(request, vendor_id):
    line = {
        "name": "Posters",
        "price_unit": request.amount,
        "tax_ids": [Command.clear()],
        "mkt_expense_request_id": request.id,
    }
    return request.env["account.move"].create(
        {
            "move_type": "in_invoice",
            "partner_id": vendor_id,
            "invoice_date": request.date,
            "invoice_line_ids": [Command.create(line)],
        }
    )


def state_of(env, competition):
    """What the database says by itself: SQL, past the code under test."""
    company = competition["company"]

    def rows(query):
        env.cr.execute(query, [company])
        return env.cr.fetchall()

    return {
        "states": dict(
            rows(
                "SELECT state, count(*) FROM mkt_expense_request"
                " WHERE company_id = %s GROUP BY state"
            )
        ),
        "overspent": rows(
            "SELECT id FROM mkt_budget_line WHERE company_id = %s"
            " AND (reserved + spent > planned + overrun OR overrun > 0)"
        ),
        "differences": rows(
            """
            SELECT line.id FROM mkt_budget_line line
            LEFT JOIN mkt_budget_entry entry ON entry.line_id = line.id
            WHERE line.company_id = %s
            GROUP BY line.id
            HAVING line.spent <> COALESCE(SUM(amount) FILTER (WHERE kind = 'spend'), 0)
            OR line.reserved <> COALESCE(SUM(amount) FILTER (WHERE kind = 'reserve'), 0)
                - COALESCE(SUM(amount) FILTER (WHERE kind = 'release'), 0)
            """
        ),
        "lines": rows(
            """
            SELECT line.id FROM mkt_budget_line line
            LEFT JOIN mkt_expense_request request ON request.line_id = line.id
            WHERE line.company_id = %s
            GROUP BY line.id
            HAVING line.spent <> COALESCE(SUM(request.spent), 0)
                OR line.reserved <> COALESCE(SUM(request.reserved), 0)
            """
        ),
        "without_reason": rows(
            """
            SELECT id FROM mkt_expense_request request WHERE company_id = %s
            AND state = 'refused' AND NOT EXISTS (
                SELECT FROM mkt_approval_step step
                WHERE step.res_model = 'mkt.expense.request'
                AND step.res_id = request.id AND step.comment <> '')
            """
        ),
    }
