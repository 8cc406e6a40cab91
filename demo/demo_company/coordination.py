"""What posts and departments have asked of each other, in the past weeks and now."""

from datetime import timedelta

from odoo.tools import SQL

# what, kind, who asks, asked post, asked days ago, needed within days, answered after
# days (None: not yet), state, what it is needed for, answer
REQUESTS = [
    (
        "光明泵业 40A 继电器样品 5 只",
        "sample",
        "account",
        "product_manager",
        40,
        7,
        5,
        "confirmed",
        "客户试装用，本月底定型。",
        "样品已随检测报告寄出。",
    ),
    (
        "成套配电柜投标文件技术部分",
        "tender",
        "sales1",
        "product_manager",
        33,
        10,
        9,
        "confirmed",
        "招标编号见商机，截标前两天须定稿。",
        "技术部分与偏离表已上传，价格部分请销售部填写。",
    ),
    (
        "二季度断路器价格走势数据",
        "data",
        "promotion",
        "market_researcher",
        28,
        5,
        8,
        "confirmed",
        "推广材料中的价格对比须有出处。",
        "三家竞争对手 6 月报价已汇总，来源附后。",
    ),
    (
        "接触器线圈过热投诉的质检意见",
        "quality",
        "clerk1",
        "product_manager",
        20,
        3,
        3,
        "confirmed",
        "客户要求书面说明原因。",
        "抽检同批 30 只，绕组漆膜不均，建议换货。",
    ),
    (
        "展会样机与展板一套",
        "material",
        "sales2",
        "promotion_manager",
        16,
        9,
        7,
        "answered",
        "华南电工展，展位 36 平方米。",
        "展板已发稿，样机下周一到仓库。",
    ),
    (
        "节能改造项目售前支持",
        "presales",
        "sales3",
        "product_manager",
        12,
        6,
        None,
        "accepted",
        "客户现场有 12 台旧变频器，需要选型建议。",
        None,
    ),
    (
        "软起动器 200 台特殊报价",
        "quotation",
        "account",
        "sales_manager",
        4,
        6,
        None,
        "asked",
        "客户预算偏紧，请给出批量价和交期。",
        None,
    ),
    (
        "海外客户英文样本",
        "material",
        "sales4",
        "promotion_manager",
        9,
        4,
        None,
        "declined",
        "渠道伙伴拜访用。",
        None,
    ),
]


def load_coordinations(env, clock, users):
    """Requests in all states; one of them is late and has gone up the levels."""
    requests = env["mkt.coordination"].create(
        [
            {
                "name": name,
                "kind_id": env.ref(f"marketing_office.coordination_kind_{kind}").id,
                "user_id": users[asker].id,
                "post_id": env.ref(f"marketing_office.post_{post}").id,
                "deadline": clock.today - timedelta(asked_ago - days),
                "description": description,
            }
            for (
                name,
                kind,
                asker,
                post,
                asked_ago,
                days,
                _answered,
                _state,
                description,
                _answer,
            ) in REQUESTS
        ]
    )
    for request, row in zip(requests, REQUESTS, strict=True):
        asked_ago, _days, answered, state, _description, answer = row[4:]
        answered_on = answered and clock.today - timedelta(asked_ago - answered)
        is_confirmed = state == "confirmed"
        vals = {
            "answered_on": answered_on,
            "answer": answer,
            "reason": "英文样本正在改版，下月再提供。"
            if state == "declined"
            else False,
            "confirmed_by_id": is_confirmed and request.user_id.id,
            "confirmed_on": is_confirmed and answered_on,
        }
        request._step({"state": state, **vals})
    leads = env["crm.lead"].search([("type", "=", "opportunity")], limit=2)
    for request, lead in zip(requests[5:7], leads, strict=True):
        request.write({"about_model": lead._name, "about_id": lead.id})
    # sample and tender were behind deals that were won since
    for request in requests[:2]:
        won = [("won_status", "=", "won"), ("user_id", "=", request.user_id.id)]
        lead = env["crm.lead"].search(won, order="date_closed desc, id", limit=1)
        if lead:
            request.write({"about_model": lead._name, "about_id": lead.id})
    # the ORM takes no create_date, and the follow-up ledger says since when one waits
    env.flush_all()
    for request, row in zip(requests, REQUESTS, strict=True):
        asked_on = clock.today - timedelta(row[4])
        env.cr.execute(
            SQL(
                "UPDATE mkt_coordination SET create_date = %s WHERE id = %s",
                asked_on,
                request.id,
            )
        )
    requests.invalidate_recordset(["create_date"])
    requests.filtered("is_overdue")._escalate()
    waiting = requests.filtered(lambda r: r.state == "asked")
    waiting._remind_asked()
    load_meetings(env, clock)


def load_meetings(env, clock):
    """A regular meeting every other week; the next one is planned."""
    env["mkt.meeting"].create(
        [
            {
                "date": clock.today + timedelta(days),
                "state": "held" if days < 0 else "planned",
                "note": note,
            }
            for days, note in (
                (-25, "各部门本月重点事项过一遍；投标文件由产品经理牵头。"),
                (-11, "样机、展板按期到位；逾期事项下次例会逐项说明。"),
                (3, False),
            )
        ]
    )
