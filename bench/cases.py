"""Open cases with their clocks, made by SQL: seconds instead of minutes."""

from common import appoint

HANDLERS = 20
CUSTOMERS = 1000


def people(env):
    """One holder of each post that is told, and the clerks who handle the cases."""
    for code in ("customer_service_manager", "marketing_manager", "director"):
        appoint(env, f"bench_{code}", code)
    clerks = [
        appoint(env, f"bench_clerk_{n}", "service_clerk") for n in range(HANDLERS)
    ]
    users = env["res.users"].search([("login", "=like", "bench_%")])
    # e-mail would be sent over the network, which is not what is measured
    users.notification_type = "inbox"
    if not env["res.partner"].search_count([("name", "=like", "Customer %")]):
        names = [
            {"name": f"Customer {n}", "user_id": users[n % 5].id}
            for n in range(CUSTOMERS)
        ]
        env["res.partner"].create(names)
    return [clerk.id for clerk in clerks]


def seed(env, total, due=0):
    """So many open cases with three clocks each, in place of those made before.

    The first `due` have one clock that has just reached its next level: by turns the
    first, second, third and fourth.
    """
    clerks = people(env)
    env.flush_all()
    cr = env.cr
    cr.execute("DELETE FROM mkt_complaint WHERE number LIKE 'B%'")
    for table, column in (
        ("mail_activity", "res_model"),
        ("mail_followers", "res_model"),
        ("mail_message", "model"),
    ):
        cr.execute(f"DELETE FROM {table} WHERE {column} = 'mkt.complaint'")
    cr.execute("DELETE FROM mail_message WHERE message_type = 'user_notification'")
    cr.execute(
        """
        INSERT INTO mkt_complaint (id, number, name, kind, state, company_id, partner_id,
            channel, user_id, received_at, severity, priority, access_token, create_uid,
            create_date, write_date)
        SELECT n, 'B' || n, 'Relay fails ' || n,
            (ARRAY['complaint', 'service_request', 'dispute'])[1 + n / 6 %% 3],
            (ARRAY['received', 'acknowledged', 'assessed', 'investigating', 'responded',
                'decided'])[1 + n %% 6],
            %(company)s, (
                SELECT array_agg(id ORDER BY id) FROM res_partner WHERE name LIKE 'Customer %%'
            )[1 + n %% %(customers)s],
            'phone', CASE WHEN n %% 10 > 0 THEN (%(clerks)s::int[])[1 + n %% %(handlers)s] END,
            now() AT TIME ZONE 'UTC' - n * interval '1 minute',
            '1', (n %% 4)::varchar, md5(n::varchar), 1, now() AT TIME ZONE 'UTC',
            now() AT TIME ZONE 'UTC'
        FROM generate_series(1, %(total)s) n
        """,
        {
            "company": env.company.id,
            "customers": CUSTOMERS,
            "clerks": clerks,
            "handlers": HANDLERS,
            "total": total,
        },
    )
    cr.execute("SELECT setval('mkt_complaint_id_seq', %s)", [total])
    levels = env["mkt.sla.level"]._of("case")
    policies = env["mkt.sla.policy"].search(
        [("kind", "=", False), ("priority", "=", False)]
    )
    for policy in policies:
        first = policy.metric == "resolve"  # the clock that comes due
        cr.execute(
            """
            WITH clock AS (
                SELECT n, 1 + n %% %(levels)s AS next, n <= %(due)s AND %(first)s AS due,
                    now() AT TIME ZONE 'UTC' AS now
                FROM generate_series(1, %(total)s) n
            )
            INSERT INTO mkt_sla_clock (complaint_id, policy_id, metric, state, target_seconds,
                elapsed_seconds, running_since, deadline_at, next_alert_at, level_id,
                breached_at)
            SELECT n, %(policy)s, %(metric)s, 'running', %(target)s,
                CASE WHEN due THEN %(target)s * ((%(percents)s)[next] + 1) / 100 ELSE 0 END,
                now, now + interval '1 hour' * (n %% 200 - 4),
                CASE WHEN due THEN now - interval '1 minute' ELSE now + interval '1 day' END,
                CASE WHEN due AND next > 1 THEN (%(ids)s)[next - 1] END,
                CASE WHEN due AND next > 2 THEN now - interval '1 day' END
            FROM clock
            """,
            {
                "policy": policy.id,
                "metric": policy.metric,
                "target": policy._target_seconds(),
                "first": first,
                "due": due,
                "total": total,
                "levels": len(levels),
                "percents": levels.mapped("reached_at"),
                "ids": levels.ids,
            },
        )
    cr.execute(
        "UPDATE mkt_complaint SET deadline_at = (SELECT min(deadline_at) FROM mkt_sla_clock"
        " WHERE complaint_id = mkt_complaint.id)"
    )
    cr.execute("ANALYZE mkt_complaint, mkt_sla_clock, mail_activity, res_partner")
    cr.commit()
    env.invalidate_all()
