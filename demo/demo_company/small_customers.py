"""Small customers by the dozen: each with a rhythm of its own, some overdue, some lost."""

import random
from datetime import timedelta

from odoo.fields import Command

from .common import TIME_ZONE, Clock
from .orders import round_quantity

# city, state, area code, who sells there
CITIES = (
    ("嘉兴", "浙江省", "0573", "sales1"),
    ("湖州", "浙江省", "0572", "sales1"),
    ("台州", "浙江省", "0576", "sales1"),
    ("金华", "浙江省", "0579", "account"),
    ("苏州", "江苏省", "0512", "sales1"),
    ("无锡", "江苏省", "0510", "sales1"),
    ("南通", "江苏省", "0513", "account"),
    ("芜湖", "安徽省", "0553", "sales1"),
    ("泉州", "福建省", "0595", "sales2"),
    ("佛山", "广东省", "0757", "sales2"),
    ("东莞", "广东省", "0769", "sales2"),
    ("长沙", "湖南省", "0731", "sales2"),
    ("青岛", "山东省", "0532", "sales3"),
    ("洛阳", "河南省", "0379", "sales3"),
    ("唐山", "河北省", "0315", "sales3"),
)
FIRST = "沐澜栖稽汀沛桁岚钰栢甬砾翎泓曜"
SECOND = "渚垣蓝桉霖拓衡昀朔岑"
TRADES = (
    ("机床附件", "数控机床有限公司"),
    ("食品设备", "食品机械有限公司"),
    ("包装设备", "包装设备有限公司"),
    ("水务设备", "水务科技有限公司"),
    ("注塑机", "塑料机械有限公司"),
    ("暖通空调", "暖通工程有限公司"),
    ("电梯", "电梯配件有限公司"),
    ("起重设备", "起重设备有限公司"),
    ("照明灯具", "照明工程有限公司"),
)
NEEDS = (
    "小批量、多批次，要求现货当天发出。",
    "设备出口东南亚，元件须带 CE 标志。",
    "年度维修备件，集中在停产检修前采购。",
    "新机型试制，要求先提供样品。",
)
SOURCES = ("行业展会", "老客户介绍", "电话开发", "官网询价", "微信公众号")
# how many there are of each kind
REGULAR, OVERDUE, LOST, OCCASIONAL, NEVER = 48, 14, 16, 30, 32


def load_small_customers(env, clock, users, teams, products):
    """A hundred and forty more customers, so that lists, ranks and pool have a length."""
    # chance of their own: what is loaded beside them stays as it is
    clock = Clock(clock.today, random.Random(2027))
    rng = clock.rng
    firms = create_firms(env, rng, users)
    kinds = (
        ["regular"] * REGULAR
        + ["overdue"] * OVERDUE
        + ["lost"] * LOST
        + ["occasional"] * OCCASIONAL
        + ["never"] * NEVER
    )
    rng.shuffle(kinds)
    goods = [product for product, row in products if int(row["share"])][:9]
    plan = []
    for (firm, owner), kind in zip(firms, kinds, strict=True):
        plan += [
            order_of(clock, firm, owner, teams, day, goods)
            for day in order_days(clock, kind)
        ]
    load_orders(env, sorted(plan, key=lambda order: order["date_order"]))
    # whoever has never bought or was lost is in nobody's hands, but for a few
    held = [
        firm
        for number, ((firm, _owner), kind) in enumerate(zip(firms, kinds, strict=True))
        if kind not in ("never", "lost") or number % 3 == 0
    ]
    env["mkt.customer.assignment"].create(
        [
            {
                "partner_id": firm.id,
                "user_id": firm.user_id.id,
                "date_from": clock.start,
            }
            for firm in held
        ]
    )
    for firm, _owner in firms:
        if firm not in held:
            firm.user_id = False
    customers = env["res.partner"].union(*(firm for firm, _owner in firms))
    env["mkt.customer.standing"]._of(customers, env.company)


def create_firms(env, rng, users):
    """[(customer, login of who sells there)]"""
    china = env.ref("base.cn")
    states = {state.name: state.id for state in china.state_ids}
    names = list(dict.fromkeys(trade for trade, _suffix in TRADES))
    industries = env["res.partner.industry"].create([{"name": name} for name in names])
    industries = dict(zip(names, industries, strict=True))
    brands = [first + second for first in FIRST for second in SECOND]
    rng.shuffle(brands)
    count = REGULAR + OVERDUE + LOST + OCCASIONAL + NEVER
    values, owners = [], []
    for number, brand in enumerate(brands[:count], 1):
        city, state, area, owner = rng.choice(CITIES)
        trade, suffix = rng.choice(TRADES)
        owners.append(owner)
        values.append(
            {
                "name": f"{city}{brand}{suffix}",
                "ref": f"KH{number:04}",
                "is_company": True,
                "city": city,
                "state_id": states[state],
                "country_id": china.id,
                "phone": f"{area}-{rng.randint(92000000, 95999999)}",
                "email": f"info@firm{number:03}.example",
                "industry_id": industries[trade].id,
                "mkt_needs": number % 5 and rng.choice(NEEDS),
                "mkt_source": rng.choice(SOURCES),
                "user_id": users[owner].id,
                "customer_rank": 1,
                "lang": "zh_CN",
                "tz": TIME_ZONE,
            }
        )
    return list(zip(env["res.partner"].create(values), owners, strict=True))


def order_days(clock, kind):
    """The days on which such a customer has ordered."""
    rng = clock.rng
    interval = rng.choice((45, 60, 75, 90, 120))
    if kind == "never":
        return []
    if kind == "occasional":
        return [
            clock.today - timedelta(rng.randint(5, 500))
            for _nth in range(rng.randint(1, 2))
        ]
    if kind == "lost":
        last = rng.randint(400, 600)
    elif kind == "overdue":
        last = round(interval * rng.uniform(1.7, 2.4))
    else:
        last = rng.randint(3, interval)
    days = [last]
    while len(days) < 5 and days[-1] + interval < (clock.today - clock.start).days:
        days.append(days[-1] + round(interval * rng.uniform(0.8, 1.25)))
    return [max(clock.start, clock.today - timedelta(days_ago)) for days_ago in days]


def order_of(clock, firm, owner, teams, day, goods):
    product = clock.rng.choice(goods)
    # spare parts for two to nine thousand
    quantity = round_quantity(clock.rng.uniform(2000, 9000) / product.list_price)
    return {
        "partner_id": firm.id,
        "user_id": firm.user_id.id,
        "team_id": teams[owner].id,
        "date_order": clock.moment(day),
        "order_line": [
            Command.create({"product_id": product.id, "product_uom_qty": quantity})
        ],
    }


def load_orders(env, plan):
    orders = env["sale.order"].create(plan)
    orders.action_confirm()
    # confirming means today
    for order, moment in zip(orders, [o["date_order"] for o in plan], strict=True):
        order.date_order = moment
    # small orders are paid at the counter: nothing waits to be invoiced here
    orders.order_line.invoice_status = "invoiced"
    orders.invoice_status = "invoiced"
