"""Opportunities, orders, invoices, credit notes and payments of two years."""

from datetime import timedelta

from odoo.fields import Command
from odoo.tools import SQL

# January to December: quiet around the Spring Festival, busy before the summer and at year's end
SEASON = (0.75, 0.55, 1.1, 1.1, 1.15, 1.1, 0.9, 0.9, 1.1, 1.05, 1.15, 1.25)
ORDERS_A_MONTH = 10.5
YEARLY_GROWTH = 0.22
WEIGHT = {"A": 6, "B": 3, "C": 1}
SCALE = {"A": 1.4, "B": 1.0, "C": 0.6}
PROJECTS = (
    "厂区配电改造", "新建车间配电工程", "年度框架采购", "设备配套选型", "泵站变频改造",
    "老旧开关柜更新", "无功补偿治理", "配电房扩容", "生产线电控升级", "备品备件集中采购",
)
SOURCES = ("电话开发", "行业展会", "微信公众号", "老客户介绍", "官网询价")
LOST_REASONS = ("价格高于竞争对手", "交货期不能满足", "项目取消或推迟", "客户选用其他品牌")
STAGES = {"新商机": 10, "需求确认": 30, "方案报价": 50, "商务谈判": 75}
ACTIVITIES = (
    ("mail.mail_activity_data_call", "电话跟进报价反馈"),
    ("mail.mail_activity_data_call", "确认技术参数和交期"),
    ("mail.mail_activity_data_meeting", "上门拜访，商谈合同条款"),
    ("mail.mail_activity_data_todo", "准备技术方案和报价单"),
)


def round_quantity(quantity):
    """A number that people order: 7, 35, 240."""
    step = 1 if quantity < 15 else 5 if quantity < 100 else 10
    return max(step, round(quantity / step) * step)


def plan_orders(clock, customers, products):
    """What was ordered when and by whom, oldest first."""
    rng, today = clock.rng, clock.today
    goods = [pair for pair in products if int(pair[1]["share"])]
    installation, maintenance = (product for product, row in products if not int(row["share"]))
    plan = []
    for number, month in enumerate(clock.months):
        count = ORDERS_A_MONTH * SEASON[month.month - 1] * (1 + YEARLY_GROWTH) ** (number / 12)
        if month == clock.months[-1]:
            count *= today.day / 31
        for _nth in range(max(2, round(count * rng.uniform(0.92, 1.08)))):
            customer = rng.choices(customers, [WEIGHT[c[2]["size"]] for c in customers])[0]
            chosen = {}
            for product, row in rng.choices(
                goods, [int(row["share"]) for _product, row in goods], k=rng.randint(1, 4)
            ):
                typical = int(row["quantity"]) * SCALE[customer[2]["size"]]
                chosen[product] = round_quantity(typical * rng.uniform(0.5, 1.6))
            if any(product.list_price > 20000 for product in chosen):
                chosen[installation] = rng.randint(2, 5)
            elif rng.random() < 0.06:
                chosen[maintenance] = 1
            day = clock.workday_in(month)
            age = (today - day).days
            fate = rng.random()
            if age < 25 and fate < 0.45 and number < 23:
                state = "sent"
            else:
                state = "cancel" if fate < 0.05 else "sale"
            plan.append({
                "day": day, "customer": customer, "lines": chosen, "state": state,
                "amount": sum(p.list_price * quantity for p, quantity in chosen.items()),
            })
    # the last quotations are still open, but every month has sold something
    recent = [order for order in plan if order["day"] >= clock.months[-1]][1:]
    for order in recent[::2]:
        order["state"] = rng.choice(["draft", "sent"])
    return sorted(plan, key=lambda order: order["day"])


def load_leads(env, clock, teams, customers, orders):
    """Won, lost and open opportunities; each order won that way gets its "lead"."""
    rng, today = clock.rng, clock.today
    won_stage = env["crm.stage"].search([("is_won", "=", True)], limit=1)
    stages = env["crm.stage"].search([("is_won", "=", False)], order="sequence")
    for stage, name in zip(stages, STAGES, strict=False):
        stage.name = name
    stages |= env["crm.stage"].create([
        {"name": name, "sequence": 4 + n} for n, name in enumerate(list(STAGES)[len(stages):])])
    sources = env["utm.source"].create([{"name": name} for name in SOURCES])
    reasons = env["crm.lost.reason"].create([{"name": name} for name in LOST_REASONS])

    def lead(customer, amount, begun, **values):
        company, contact, row = customer
        return {
            "type": "opportunity",
            "name": f"{company.name.removesuffix('有限公司')} · {rng.choice(PROJECTS)}",
            "partner_id": contact.id,
            "user_id": company.user_id.id,
            "team_id": teams[row["owner"]].id,
            "expected_revenue": round(amount, -2),
            "source_id": rng.choice(sources).id,
            "priority": rng.choice("0112"),
            "date_open": clock.moment(begun),
            "create_date": clock.moment(begun),
        } | values

    def any_customer():
        return rng.choices(customers, [WEIGHT[c[2]["size"]] for c in customers])[0]

    sold = [order for order in orders if order["state"] == "sale"]
    won_orders = rng.sample(sold, min(85, len(sold)))
    values = []
    for order in won_orders:
        begun = clock.workday(order["day"] - timedelta(70), order["day"] - timedelta(10))
        values.append(lead(
            order["customer"], order["amount"], begun, stage_id=won_stage.id, probability=100,
            date_closed=clock.moment(order["day"]), date_last_stage_update=clock.moment(order["day"])))
    for _nth in range(48):
        begun = clock.workday(clock.start, today - timedelta(25))
        closed = clock.moment(clock.workday(begun + timedelta(12), begun + timedelta(90)))
        values.append(lead(
            any_customer(), rng.uniform(8, 160) * 1000, begun, active=False, probability=0,
            stage_id=rng.choice(stages).id, lost_reason_id=rng.choice(reasons).id,
            date_closed=closed, date_last_stage_update=closed))
    quoted = [order for order in orders if order["state"] in ("draft", "sent")]
    for number in range(50):
        order = quoted[number] if number < len(quoted) else None
        age = rng.randint(0, 75)
        begun = clock.workday(today - timedelta(age + 6), today - timedelta(age))
        stage = stages[rng.choice([2, 3])] if order else stages[rng.choice([0, 0, 0, 1, 1, 2, 3])]
        if order:
            begun = min(begun, order["day"])
        values.append(lead(
            order["customer"] if order else any_customer(),
            order["amount"] if order else rng.uniform(8, 160) * 1000,
            begun, stage_id=stage.id, probability=STAGES[stage.name],
            date_deadline=today + timedelta(rng.randint(5, 60)),
            date_last_stage_update=clock.moment(clock.workday(begun, today))))
    begun = [vals.pop("create_date") for vals in values]
    leads = env["crm.lead"].create(values)
    for order, opportunity in zip(
        won_orders + quoted, leads[:len(won_orders)] + leads[-50:], strict=False
    ):
        order["lead"] = opportunity
    backdate_leads(leads, begun)
    load_activities(env, clock, leads[-50:])
    # the forecast learns from all leads since this day
    env["ir.config_parameter"].set_param("crm.pls_start_date", str(clock.start))


def backdate_leads(leads, moments):
    # the ORM never takes a create_date, and how long a lead took is counted from it
    leads.flush_recordset()
    leads.env.execute_query(SQL(
        "UPDATE crm_lead SET create_date = begun FROM unnest(%s, %s::timestamp[]) AS t(lead, begun)"
        " WHERE id = lead RETURNING id", leads.ids, moments))
    leads.invalidate_recordset(["create_date"])
    for name in ("day_open", "day_close"):
        leads.env.add_to_compute(leads._fields[name], leads)


def load_activities(env, clock, leads):
    rng = clock.rng
    model = env["ir.model"]._get_id("crm.lead")
    values = []
    for lead in leads:
        if rng.random() < 0.7:
            kind, summary = rng.choice(ACTIVITIES)
            values.append({
                "res_model_id": model,
                "res_id": lead.id,
                "activity_type_id": env.ref(kind).id,
                "summary": summary,
                "user_id": lead.user_id.id,
                "date_deadline": clock.today + timedelta(rng.randint(-3, 12)),
            })
    env["mail.activity"].create(values)


def load_orders(env, clock, teams, plan):
    """Returns the confirmed orders, oldest first."""
    orders = env["sale.order"].create([
        {
            "partner_id": order["customer"][0].id,
            "user_id": order["customer"][0].user_id.id,
            "team_id": teams[order["customer"][2]["owner"]].id,
            "opportunity_id": order["lead"].id if "lead" in order else False,
            "source_id": order["lead"].source_id.id if "lead" in order else False,
            "date_order": clock.moment(order["day"]),
            "validity_date": order["day"] + timedelta(30),
            "order_line": [
                Command.create({"product_id": product.id, "product_uom_qty": quantity})
                for product, quantity in order["lines"].items()
            ],
        }
        for order in plan
    ])
    by_state = {
        state: orders.browse(
            order.id for order, line in zip(orders, plan, strict=True) if line["state"] == state)
        for state in ("sent", "cancel", "sale")
    }
    dates = [order.date_order for order in by_state["sale"]]
    by_state["sale"].action_confirm()
    # confirming means today
    for order, moment in zip(by_state["sale"], dates, strict=True):
        order.date_order = moment
    by_state["sent"].state = "sent"
    by_state["cancel"].state = "cancel"
    return by_state["sale"]


def load_invoices(env, clock, orders):
    """Invoice most orders some days later, with a few credit notes; returns the invoices."""
    rng, today = clock.rng, clock.today
    dates = {}
    for order in orders:
        day = (order.date_order + timedelta(hours=8)).date()
        invoiced = clock.workday(day, day + timedelta(9))
        if rng.random() < 0.95 and (today - day).days >= 2:
            dates[order] = invoiced
    invoices = env["sale.order"].union(*dates)._create_invoices(grouped=True)
    for invoice in invoices:
        order = invoice.invoice_line_ids.sale_line_ids.order_id
        invoice.write({"invoice_date": dates[order], "invoice_user_id": order.user_id.id})
    old = invoices.filtered(lambda move: (today - move.invoice_date).days > 60)
    returned = old.browse(rng.sample(old.ids, min(6, len(old))))
    refunds = returned._reverse_moves([
        {
            "ref": f"{move.invoice_origin} 退货",
            "invoice_date": clock.workday(
                move.invoice_date + timedelta(10), move.invoice_date + timedelta(40)),
        }
        for move in returned
    ])
    for refund in refunds:
        line, *others = refund.invoice_line_ids
        refund.write({"invoice_line_ids": [
            Command.update(line.id, {"quantity": max(1, line.quantity // 10)}),
            *(Command.delete(other.id) for other in others),
        ]})
    (invoices | refunds)._post(soft=False)
    return invoices


def load_payments(env, clock, invoices):
    """Customers pay about when due, one transfer a month for all that is due then."""
    rng, today = clock.rng, clock.today
    paid = {}
    for invoice in invoices:
        day = invoice.invoice_date_due + timedelta(rng.choice([-6, -2, 0, 3, 8, 15, 30]))
        if day < today and rng.random() < 0.96:
            paid.setdefault((invoice.partner_id, day.year, day.month), []).append((day, invoice))
    batches = [
        (max(day for day, _invoice in due), invoices.browse(invoice.id for _day, invoice in due))
        for due in paid.values()
    ]
    batches.sort(key=lambda batch: (batch[0], batch[1].ids))
    payments = env["account.payment"].create([
        {
            "payment_type": "inbound",
            "partner_type": "customer",
            "partner_id": due.partner_id.id,
            "amount": sum(due.mapped("amount_residual")),
            "date": day,
            "memo": "货款 " + "、".join(due.mapped("name")),
        }
        for day, due in batches
    ])
    payments.action_post()
    env["account.move.line"]._reconcile_plan([
        (payment.move_id.line_ids | due.line_ids).filtered(
            lambda line: line.account_id.account_type == "asset_receivable")
        for payment, (_day, due) in zip(payments, batches, strict=True)
    ])
