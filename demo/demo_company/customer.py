"""Customer profiles: needs, industries, statements about contacts, the pool."""

from datetime import timedelta

NEEDS = (
    "交货期两周以内，随货附检测报告；每季度集中采购一次。",
    "对价格敏感，主要采购断路器和接触器；希望提供样品试装。",
    "新建厂房，需整套配电方案和现场安装指导。",
    "重视售后响应，要求 24 小时内到场；备件须常备。",
)
SOURCES = (
    ("email", "consent", "展会登记表勾选“接收产品资料”"),
    ("wechat", "consent", "客户拜访时当面同意，已加企业微信"),
    ("phone", "consent", "电话确认，可在工作日上午联系"),
    ("email", "refused", "来电要求不再发送推广邮件"),
    ("phone", "refused", "来函要求停止电话推销"),
)


def load_profiles(env, clock, customers, clerk):
    """What the office knows of most customers, and what some have stated."""
    names = list(dict.fromkeys(customer.row["industry"] for customer in customers))
    created = env["res.partner.industry"].create([{"name": name} for name in names])
    industries = dict(zip(names, created, strict=True))
    for number, customer in enumerate(customers):
        customer.company.industry_id = industries[customer.row["industry"]]
        # a few profiles are still incomplete
        if number % 6:
            customer.company.mkt_needs = NEEDS[number % len(NEEDS)]
    for number, customer in enumerate(customers[3:13]):
        channel, basis, source = SOURCES[number % len(SOURCES)]
        day = clock.today - timedelta(10 + number * 17)
        customer.contact.with_user(clerk)._mkt_record_basis(
            [channel], basis, source, day
        )
    compute_standings(env)


def load_pool(env, users, today):
    """What the nights bring about; a few customers are in nobody's hands."""
    compute_standings(env)
    standings = env["mkt.customer.standing"].search(
        [("is_in_pool", "=", False)], order="last_order_on, id"
    )
    given_back = standings.filtered(lambda s: s.release_on and s.release_on <= today)
    given_back |= standings.filtered(lambda s: s.grade_id and not s.agreement_until)[:6]
    given_back[:8]._release()
    compute_standings(env)
    judged = (standings - given_back).filtered("order_count").sorted("revenue")[-9:-7]
    judged.with_user(users["sales"])._judge(
        env.ref("marketing_office.customer_grade_a"),
        2500000,
        "明年投建二期厂房，已确认由我方供货",
    )


def compute_standings(env):
    env["mkt.customer.standing"]._compute_figures(env.company)
