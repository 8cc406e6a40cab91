"""A million order lines, 100,000 cases and the people they belong to, by plain SQL.

Every order is on a day from the 2nd to the 27th at noon, in the company's currency: so
that all sides, which see the ends of months and foreign currencies differently, have to
find the same figures.
"""

ORDERS = 250_000
LINES = 4
CASES = 100_000
PEOPLE = 200
MONTHS = 25
FIRST = "2024-11-01 12:00"


def load(env):
    """Fill the database once; nothing happens where the orders are there already."""
    if env["sale.order"].search_count([], limit=1):
        return
    env.company.resource_calendar_id.tz = "Asia/Shanghai"
    env["mkt.period"]._generate(env.company)
    partner = env["res.partner"].create({"name": "Bench customer"})
    product = env["product.product"].create({"name": "Bench product"})
    order = env["sale.order"].create(
        {
            "partner_id": partner.id,
            "order_line": [
                (0, 0, {"product_id": product.id, "price_unit": 1, "tax_ids": [(5,)]})
            ],
        }
    )
    case = env["mkt.complaint"].create({"name": "Bench case"})
    teams = env["crm.team"].create([{"name": f"Bench team {n}"} for n in range(8)])
    people(env, PEOPLE)
    env.flush_all()
    write_orders(env, order, teams)
    clone(
        env,
        "mkt_complaint",
        case.id,
        CASES,
        number="'C' || n",
        received_at=moment("n"),
        user_id=person("n"),
    )
    env.cr.execute("DELETE FROM sale_order_line WHERE order_id = %s", [order.id])
    env.cr.execute("DELETE FROM sale_order WHERE id = %s", [order.id])
    env.cr.execute("ANALYZE")
    env.cr.commit()


def people(env, count):
    """Users of the main company, the first ten of every hundred in the sales department."""
    admin = env.ref("base.user_admin")
    there = env["res.users"].search_count([("login", "=like", "bench_%")])
    env.flush_all()
    clone(
        env,
        "res_partner",
        admin.partner_id.id,
        count - there,
        name=f"'bench_' || (n + {there})",
        email=f"'bench_' || (n + {there}) || '@example.com'",
    )
    clone(
        env,
        "res_users",
        admin.id,
        count - there,
        login=f"'bench_' || (n + {there})",
        partner_id=f"(SELECT id FROM res_partner WHERE name = 'bench_' || (n + {there}))",
        action_id="NULL",
    )
    env.cr.execute(
        """
        INSERT INTO res_company_users_rel (cid, user_id)
        SELECT company_id, id FROM res_users WHERE login LIKE 'bench_%%'
        ON CONFLICT DO NOTHING;
        INSERT INTO mkt_post_assignment
            (company_id, post_id, user_id, role, department_id, date_from)
        SELECT u.company_id, %(post)s, u.id, 'holder', %(department)s, '2024-01-01'
        FROM res_users u WHERE u.login LIKE 'bench_%%' AND NOT EXISTS (
            SELECT FROM mkt_post_assignment a WHERE a.user_id = u.id)
        """,
        {
            "post": env.ref("marketing_office.post_sales_staff").id,
            "department": env.ref("marketing_office.department_sales").id,
        },
    )
    env.invalidate_all()


def write_orders(env, order, teams):
    line = order.order_line
    clone(
        env,
        "sale_order",
        order.id,
        ORDERS,
        name="'B' || n",
        state="CASE n % 19 WHEN 0 THEN 'cancel' WHEN 1 THEN 'draft' ELSE 'sale' END",
        date_order=moment("n"),
        user_id=person("n"),
        team_id=f"{teams[0].id} + n % {len(teams)}",
        currency_rate="1",
        amount_untaxed=" + ".join(amount("n", number) for number in range(LINES)),
    )
    env.cr.execute("SELECT min(id) - 1 FROM sale_order WHERE name = 'B1'")
    before = env.cr.fetchone()[0]
    # checks that were planned for one order would read all orders for each line
    env.cr.execute("ANALYZE sale_order")
    env.cr.execute("DISCARD PLANS")
    for number in range(LINES):
        clone(
            env,
            "sale_order_line",
            line.id,
            ORDERS,
            order_id=f"{before} + n",
            price_subtotal=amount("n", number),
            state="CASE n % 19 WHEN 0 THEN 'cancel' WHEN 1 THEN 'draft' ELSE 'sale' END",
        )


def moment(n):
    return (
        f"timestamp '{FIRST}' + (({n} / {PEOPLE}) % {MONTHS}) * interval '1 month'"
        f" + (1 + ({n} * 11) % 26) * interval '1 day'"
    )


def person(n):
    return (
        "(ARRAY(SELECT id FROM res_users WHERE login LIKE 'bench_%' ORDER BY id))"
        f"[1 + {n} % {PEOPLE}]"
    )


def amount(n, number):
    return f"(100 + ({n} * 7 + {number * 13}) % 900 + 0.25)"


def clone(env, table, row, count, **columns):
    """Insert so many copies of the row; `columns` are SQL over n, the number of the copy."""
    env.cr.execute(
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_name = %s AND column_name <> 'id'",
        [table],
    )
    names = [name for (name,) in env.cr.fetchall()]
    values = [columns.get(name, f'"{name}"').replace("%", "%%") for name in names]
    env.cr.execute(
        f"""INSERT INTO {table} ({", ".join(f'"{name}"' for name in names)})
        SELECT {", ".join(values)} FROM {table}, generate_series(1, %s) n
        WHERE {table}.id = %s ORDER BY n""",
        [count, row],
    )
