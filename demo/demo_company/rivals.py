"""The market: segments, competitors and their prices, market sizes, signals."""

import random
from datetime import timedelta

from odoo.fields import Command
from odoo.tools import SQL

# segment, own categories, our share of it in percent (first year, last year)
SEGMENTS = [
    ("低压电器整体市场", (), (6.8, 8.4)),
    ("华东设备制造商", ("低压断路器", "接触器与继电器"), (9.5, 11.2)),
    ("节能改造项目", ("变频器与软起动器",), (4.2, 5.9)),
    ("成套配电工程", ("成套配电设备",), (7.0, 6.1)),
]
SWOT = ("strengths", "weaknesses", "opportunities", "threats")
# name, city, profile, SWOT, share of the overall market, price level, yearly price move
RIVALS = [
    (
        "正源电气股份有限公司",
        "温州",
        "全国性品牌，经销商超过 600 家，以走量产品为主。",
        (
            "渠道覆盖广，价格低，交货快",
            "高端产品可靠性一般，售后主要靠经销商",
            "其大客户对交付后的技术支持不满意",
            "可能继续降价抢占华东中小设备厂",
        ),
        22.5,
        0.88,
        -0.05,
    ),
    (
        "华川电器集团有限公司",
        "上海",
        "产品线最全，成套设备能力强，重点做工程项目。",
        (
            "品牌知名度高，成套方案能力强",
            "标准品价格偏高，小订单响应慢",
            "中小工程客户需要更灵活的配套",
            "加大对设计院的推广，影响选型",
        ),
        17.0,
        1.12,
        0.02,
    ),
    (
        "鼎科自动化有限公司",
        "深圳",
        "专注变频器和软起动器，研发投入高。",
        (
            "变频器性能领先，软件工具好用",
            "低压断路器全靠外购，价格无优势",
            "客户希望驱动与配电一站式采购",
            "新一代节能变频器抢占改造项目",
        ),
        9.5,
        1.05,
        -0.03,
    ),
    (
        "北辰开关设备有限公司",
        "天津",
        "北方区域品牌，主攻成套配电设备。",
        (
            "北方工程客户关系稳固，交期短",
            "南方没有服务网点，产品更新慢",
            "其老客户面临智能化升级",
            "以低价参加政府项目投标",
        ),
        6.0,
        0.95,
        0.0,
    ),
    (
        "Nordvolt Electric (China) Co., Ltd.",
        "苏州",
        "外资品牌，面向高端设备制造商。",
        (
            "质量稳定，认证齐全，出口设备首选",
            "价格高，供货周期长",
            "出口客户在寻找国产替代",
            "在苏州扩产后可能下调价格",
        ),
        11.0,
        1.45,
        -0.02,
    ),
]
LETTERS = ("ZY", "HC", "DK", "BC", "NV")  # of their type designations
SOURCES = ("经销商价目表", "招标公示", "客户询价反馈", "电商平台报价", "行业展会资料")
# days ago, kind, rival, what, confidence
EVENTS = [
    (210, "promotion", 0, "对华东经销商推出“满十送一”促销", "medium"),
    (150, "channel", 3, "在石家庄、济南新设两家办事处", "high"),
    (96, "launch", 2, "发布新一代节能变频器，宣称节电 12%", "high"),
    (62, "trend", None, "能效标准修订征求意见，二级以下电机配套将受限", "high"),
    (35, "price", 0, "塑壳断路器全系列降价 8%", "medium"),
    (18, "channel", 4, "苏州工厂二期投产，交期由八周缩短到四周", "medium"),
    (6, "other", 1, "与两家设计院签订战略合作协议", "low"),
]
# what is collected, how often, by which day, kind, rival, where, what was found, and
# how many days after the period's first day it was entered, from the last period back
GATHERINGS = [
    (
        "正源电气促销与返利政策",
        "week",
        5,
        "promotion",
        0,
        "看经销商朋友圈、电商店铺活动页，向苏州两家经销商询问返利。",
        "本周促销政策无变化",
        (2, 3, 6, 2),
    ),
    (
        "竞争对手渠道与网点动态",
        "month",
        10,
        "channel",
        None,
        "查各竞争对手官网“联系我们”和招聘信息，记录新设网点。",
        "未发现新设网点",
        (8, 6, None, 9),
    ),
    (
        "能效与认证法规跟踪",
        "quarter",
        20,
        "trend",
        None,
        "查市场监管总局、工信部网站和行业协会通知。",
        "法规跟踪：征求意见稿进展",
        (12, 25),
    ),
]
REPORTS = ("行业协会年度统计公报", "行业协会季度快报")
YEARS = 2


def load_rivals(env, clock, users, products):
    """Returns nothing: later parts find segments and competitors by search."""
    rng = random.Random(61)
    researcher = users["researcher"]
    segments = load_segments(env)
    rivals = load_competitors(env)
    sold = load_rival_products(env, rng, rivals, products)
    load_prices(env, clock, rng, users, rivals, sold)
    events = load_events(env, clock, researcher, rivals, segments)
    load_sizes(env, clock, users, segments, rivals)
    load_signals(env, clock, users, events)
    load_gatherings(env, researcher, rivals)
    load_lost(env, rng, rivals)


def load_segments(env):
    categories = env["product.category"].search([])
    by_name = {category.name: category.id for category in categories}
    return env["mkt.segment"].create(
        [
            {
                "name": name,
                "sequence": 10 * number,
                "is_overall": not own,
                "category_ids": [Command.set([by_name[n] for n in own])],
            }
            for number, (name, own, _shares) in enumerate(SEGMENTS, 1)
        ]
    )


def load_competitors(env):
    partners = env["res.partner"].create(
        [
            {
                "name": name,
                "is_company": True,
                "city": city,
                "country_id": env.ref("base.cn").id,
            }
            for name, city, *_rest in RIVALS
        ]
    )
    return env["mkt.competitor"].create(
        [
            {
                "partner_id": partner.id,
                "description": profile,
                **dict(zip(SWOT, swot, strict=True)),
            }
            for partner, (_name, _city, profile, swot, *_rest) in zip(
                partners, RIVALS, strict=True
            )
        ]
    )


def load_rival_products(env, rng, rivals, products):
    """Three products of each competitor beside ours: {competitor: [(product, ours)]}."""
    comparable = [product for product, row in products if float(row["price"]) < 10_000]
    sold = {}
    for rival, letters in zip(rivals, LETTERS, strict=True):
        ours = sorted(rng.sample(comparable, 3), key=lambda product: product.id)
        made = env["mkt.competitor.product"].create(
            [
                {
                    "name": f"{product.name.split(' ')[0]} {letters}{product.default_code[2:]}",
                    "competitor_id": rival.id,
                    "category_id": product.categ_id.id,
                    "product_id": product.id,
                }
                for product in ours
            ]
        )
        sold[rival] = list(zip(made, ours, strict=True))
    return sold


def load_prices(env, clock, rng, users, rivals, sold):
    """What each product cost in every second month of the two years."""
    observers = [users[login] for login in ("researcher", "sales1", "sales2", "sales3")]
    vals_list = []
    for rival, (*_who, level, move) in zip(rivals, RIVALS, strict=True):
        for product, ours in sold[rival]:
            for number, month in enumerate(clock.months[::2]):
                day = clock.workday_in(month)
                years = 2 * number / 12
                price = ours.list_price * level * (1 + move * years)
                vals_list.append(
                    {
                        "name": product.name,
                        "kind": "price",
                        "date": day,
                        "competitor_id": rival.id,
                        "product_id": product.id,
                        "price": round(price * rng.uniform(0.985, 1.015), 2),
                        "source": rng.choice(SOURCES),
                        "confidence": rng.choice(("medium", "high")),
                        "user_id": rng.choice(observers).id,
                    }
                )
    # some were only heard of
    for vals in rng.sample(vals_list, 4):
        vals |= {"source": False, "confidence": "low"}
    env["mkt.observation"].create(vals_list)


def load_events(env, clock, researcher, rivals, segments):
    vals_list = [
        {
            "name": what,
            "kind": kind,
            "date": clock.today - timedelta(days=days),
            "competitor_id": rivals[rival].id if rival is not None else False,
            "segment_id": segments[0].id,
            "price": 262 if kind == "price" else 0,
            "source": SOURCES[number % len(SOURCES)],
            "confidence": confidence,
            "user_id": researcher.id,
        }
        for number, (days, kind, rival, what, confidence) in enumerate(EVENTS)
    ]
    return env["mkt.observation"].create(vals_list)


def load_gatherings(env, researcher, rivals):
    """What the researcher collects regularly: some periods late, one left out."""
    for name, frequency, day, kind, rival, where, found, entered in GATHERINGS:
        gathering = env["mkt.gathering"].create(
            {
                "name": name,
                "frequency": frequency,
                "due_day": day,
                "kind": kind,
                "competitor_id": rivals[rival].id if rival is not None else False,
                "instructions": where,
                "user_id": researcher.id,
            }
        )
        period = gathering.task_ids.period_id
        for days in entered:
            period = env["mkt.period"]._of(env.company, *period._previous())
            task = env["mkt.gathering.task"].create(
                {
                    "gathering_id": gathering.id,
                    "period_id": period.id,
                    "user_id": researcher.id,
                    "deadline": gathering._deadline(period),
                }
            )
            if days:
                load_collected(env, task, found, period.date_from + timedelta(days))


def load_collected(env, task, found, day):
    observation = env["mkt.observation"].create(
        {
            "name": found,
            "kind": task.kind,
            "competitor_id": task.competitor_id.id,
            "date": day,
            "task_id": task.id,
            "source": "官网与渠道走访",
            "user_id": task.user_id.id,
        }
    )
    env.flush_all()
    # the ORM takes no create_date, by which one sees what was collected in time
    env.cr.execute(
        SQL(
            "UPDATE mkt_observation SET create_date = %s WHERE id = %s",
            day,
            observation.id,
        )
    )
    observation.invalidate_recordset(["create_date"])
    env.add_to_compute(task._fields["collected_on"], task)


def load_sizes(env, clock, users, segments, rivals):
    """Sizes of the years and of the quarters behind us, each validated by the manager."""
    for segment, (*_name, (first, last)) in zip(segments, SEGMENTS, strict=True):
        for back in range(YEARS):
            year = env["mkt.period"]._of(
                env.company,
                "year",
                clock.today.replace(year=clock.today.year - back, month=1, day=1),
            )
            share = last - (last - first) * back / (YEARS - 1)
            load_size(env, users, segment, year, share, rivals, REPORTS[0])
    overall, shares = segments[0], SEGMENTS[0][2]
    period = env["mkt.period"]._of(env.company, "quarter", clock.today)
    for back in range(7):
        kind, start = period._previous()
        period = env["mkt.period"]._of(env.company, kind, start)
        share = shares[1] - (shares[1] - shares[0]) * back / 6
        load_size(env, users, overall, period, share, rivals, REPORTS[1])
    # the association has corrected the last quarter, and next year waits for its check
    latest = env["mkt.period"]._of(env.company, "quarter", clock.today)
    latest = env["mkt.period"]._of(env.company, *latest._previous())
    load_size(env, users, overall, latest, 8.1, rivals, "行业协会季度快报（修订）")
    load_size(
        env, users, segments[2], latest, 5.6, rivals[:0], "经销商访谈推算", "low", False
    )


def load_size(
    env, users, segment, period, share, rivals, source, confidence="medium", valid=True
):
    own = own_sales(env, segment, period)
    if not own:
        return
    size = round(own / share * 100, -4) or 10_000
    row = env["mkt.market.size"].create(
        {
            "segment_id": segment.id,
            "period_id": period.id,
            "size": size,
            "served_size": round(size * 0.62, -4),
            "source": source,
            "method": "会员企业报表汇总，按覆盖率折算。",
            "confidence": confidence,
            "user_id": users["researcher"].id,
            "share_ids": [
                Command.create(
                    {
                        "competitor_id": rival.id,
                        "figure": known,
                        "source": source,
                    }
                )
                for rival, (*_who, known, _level, _move) in zip(
                    rivals, RIVALS, strict=False
                )
            ],
        }
    )
    if valid:
        row.with_user(users["marketing"]).action_validate()


def own_sales(env, segment, period):
    domain = [
        ("basis", "=", "invoiced"),
        ("company_id", "=", env.company.id),
        ("date", ">=", period.date_from),
        ("date", "<=", period.date_to),
    ]
    if segment.category_ids:
        domain.append(("product_id.categ_id", "child_of", segment.category_ids.ids))
    [[amount]] = env["mkt.revenue"]._read_group(domain, [], ["amount:sum"])
    return amount or 0


def load_signals(env, clock, users, events):
    day = timedelta(days=1)
    signals = env["mkt.signal"].create(
        [
            {
                "name": "能效标准修订：变频器产品计划须提前",
                "observation_id": events[3].id,
                "description": "标准实施后，软起动器的需求会转向变频器。",
                "severity": "high",
                "user_id": users["product"].id,
                "deadline": clock.today - 40 * day,
            },
            {
                "name": events[4].name,
                "observation_id": events[4].id,
                "description": "塑壳断路器是我方华东主力产品，价差扩大到 15%。",
                "severity": "critical",
                "user_id": users["researcher"].id,
                "deadline": clock.today - 5 * day,
            },
            {
                "name": events[5].name,
                "observation_id": events[5].id,
                "description": "交期优势缩小，出口设备客户可能回流。",
                "severity": "normal",
                "user_id": users["researcher"].id,
                "deadline": clock.today + 9 * day,
            },
        ]
    )
    signals[0].with_user(users["marketing"]).action_no_change(
        "征求意见稿尚未定稿，现行计划已安排变频器推广，半年后再评估。"
    )
    signals[0].answered_at = clock.moment(clock.today - 44 * day)
    signals[1]._escalate()


def load_lost(env, rng, rivals):
    """About half of what was lost went to a known competitor."""
    lost = env["crm.lead"].search(
        [("active", "=", False), ("won_status", "=", "lost")], order="id"
    )
    for lead in lost:
        if rng.random() < 0.5:
            lead.mkt_competitor_id = rng.choices(rivals, [5, 3, 2, 1, 1])[0]
