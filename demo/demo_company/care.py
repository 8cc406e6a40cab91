"""Customer care: plans with contacts, a half-called list, contracts, channel partners."""

import base64
from datetime import timedelta

from odoo.fields import Command

from .market import is_dealer

# name, lifecycle, kind, days between contacts, steps
PLANS = (
    (
        "常规客户维护",
        False,
        "call",
        60,
        "1. 上次交货和使用情况\n2. 近期采购计划\n3. 竞争对手动向",
    ),
    (
        "活跃客户定期拜访",
        "active",
        "visit",
        30,
        "1. 现场了解设备运行\n2. 收集新需求\n3. 介绍新产品\n4. 核对应收款项",
    ),
    (
        "沉睡客户唤醒",
        "dormant",
        "call",
        45,
        "1. 停止采购的原因\n2. 现有供应商\n3. 可否安排拜访",
    ),
)
RESULTS = (
    "使用正常，暂无新增需求",
    "反馈交货期偏长，已转销售内勤跟进",
    "二期扩建在即，要求下月报价",
    "对新款低压柜感兴趣，约定下次带样本拜访",
    "年度框架协议到期，准备续签",
)
SAID = {
    "interested": "需要一批备件，请报价",
    "no_need": "库存充足，明年再看",
    "no_answer": "无人接听",
    "wrong_number": "号码已停用",
}
LEVELS = ("金牌渠道", "银牌渠道", "铜牌渠道")
REACHED = "完成约定销售额，报表按时；需加强售后响应。"
MISSED = "未达到约定销售额；报表按时，需加强区域客户开发。"
CONTRACT = base64.b64encode(b"%PDF-1.4\n%%EOF\n").decode()


def load_care(env, clock, customers, users, orders):
    plans = load_plans(env)
    load_contacts(env, clock, plans)
    load_calls(env, clock, customers, users)
    load_contracts(env, clock, orders)
    load_channel(env, clock, customers, users)


def load_plans(env):
    return env["mkt.care.plan"].create(
        [
            {
                "name": name,
                "lifecycle": lifecycle,
                "kind": kind,
                "interval_days": days,
                "steps": steps,
            }
            for name, lifecycle, kind, days, steps in PLANS
        ]
    )


def load_contacts(env, clock, plans):
    """A year of contacts made and missed, and the next one of each customer."""
    held = env["mkt.customer.assignment"].search([("is_active", "=", True)])
    values = []
    for assignment in held:
        day = clock.today - timedelta(clock.rng.randint(20, 58))
        for _nth in range(5):
            kept = clock.rng.random() < 0.85
            values.append(
                {
                    "company_id": assignment.company_id.id,
                    "partner_id": assignment.partner_id.id,
                    "user_id": assignment.user_id.id,
                    "plan_id": plans[0].id,
                    "kind": plans[0].kind,
                    "deadline": day,
                    "state": "done" if kept else "missed",
                    "settled_on": day + timedelta(0 if kept else plans[0].grace_days),
                    "settled_by_id": assignment.user_id.id,
                    "note": clock.rng.choice(RESULTS) if kept else False,
                }
            )
            day -= timedelta(clock.rng.randint(45, 75))
    contacts = env["mkt.care.contact"]
    contacts.create(values)
    # each customer's next contact; some of them are late
    late = [2, 5, 11]
    for contact in contacts._plan(env.company):
        if contact.deadline == clock.today and late and clock.rng.random() < 0.5:
            contact.deadline = clock.today - timedelta(late.pop())
            contact.activity_ids.date_deadline = contact.deadline


def load_calls(env, clock, customers, users):
    """A list of which the sales staff have called half."""
    staff = users["sales1"] | users["sales2"]
    buyers = env["res.partner"].browse(customer.company.id for customer in customers)
    call_list = env["mkt.call.list"].create(
        {
            "name": "老客户备件回访",
            "user_id": users["sales"].id,
            "caller_ids": [Command.set((staff | users["account"]).ids)],
            "domain": str([("id", "in", buyers[:40].ids)]),
            "date_to": clock.today + timedelta(14),
            "script": "您好，我是澄砺电气的客户经理。\n"
            "1. 您使用的开关柜运行是否正常？\n"
            "2. 今年备件是否需要补充？\n"
            "3. 明年有没有新项目？",
        }
    )
    call_list.action_fill()
    call_list.action_start()
    calls = call_list.call_ids.sorted("id")
    for number, call in enumerate(calls[: len(calls) // 2]):
        said = clock.rng.choice(list(SAID))
        outcome = env.ref(f"marketing_office.call_outcome_{said}")
        again = outcome.effect == "again"
        caller = staff[number % 2]
        values = {
            "user_id": caller.id,
            "called_at": clock.moment(clock.today - timedelta(number % 5 + 1)),
            "attempts": 1,
            "reached": outcome.reached,
            "outcome_id": outcome.id,
            "note": SAID[said],
            "state": "open" if again else "done",
            "call_back_at": again and clock.moment(clock.today + timedelta(1)),
        }
        call.write(values)
        if outcome.effect == "lead":
            lead = call.with_user(caller).sudo()._prepare_lead()
            call.lead_id = env["crm.lead"].create({**lead, "user_id": caller.id})


def load_contracts(env, clock, orders):
    """Contracts of the latest large orders; one ends soon, one waits for its signature."""
    large = orders.filtered("user_id").sorted(lambda o: (-o.amount_untaxed, o.id))[:8]
    for number, order in enumerate(large):
        day = order.date_order.date()
        env["mkt.contract"].create(
            {
                "number": f"HT-{day.year}-{number + 1:03}",
                "order_id": order.id,
                "user_id": order.user_id.id,
                "date_from": day,
                "date_to": clock.today + timedelta(20)
                if number == 1
                else day + timedelta(730),
                "file": CONTRACT,
                "file_name": "合同.pdf",
                "state": "signed",
                "signed_on": day,
                "signed_by_id": order.user_id.id,
            }
        )
    quoted = [("state", "in", ("draft", "sent")), ("user_id", "!=", False)]
    for order in orders.search(quoted, order="id", limit=1):
        env["mkt.contract"].create(
            {
                "number": f"HT-{clock.today.year}-101",
                "order_id": order.id,
                "user_id": order.user_id.id,
            }
        )
    contracts = env["mkt.contract"]
    contracts.search(contracts._announce_domain())._announce()


def load_channel(env, clock, customers, users):
    """Three partners of the channel department: agreements, customers, last year judged."""
    dealers = [c.company for c in customers if is_dealer(c.row)]
    small = [c.company for c in customers if c.row["size"] == "C"]
    levels = env["res.partner.grade"].create(
        [{"name": name, "sequence": n} for n, name in enumerate(LEVELS, 1)]
    )
    year = clock.today.year
    for number, firm in enumerate(dealers[:3]):
        partner = env["mkt.channel.partner"].create(
            {
                "partner_id": firm.id,
                "user_id": users["sales4"].id,
                "region_ids": [Command.set(firm.state_id.ids)],
                "note": "负责本省成套厂和机械制造商，自备常用备件库存。",
            }
        )
        for customer in small[number::3]:
            if customer not in dealers:
                customer.mkt_channel_partner_id = partner
        env["mkt.contract"].create(
            {
                "number": f"QD-{year}-{number + 1:02}",
                "channel_partner_id": partner.id,
                "user_id": users["sales4"].id,
                "date_from": f"{year}-01-01",
                "date_to": f"{year}-12-31",
                "file": CONTRACT,
                "file_name": "渠道协议.pdf",
                "state": "signed",
                "signed_on": f"{year}-01-01",
                "signed_by_id": users["sales4"].id,
            }
        )
        judgement = env["mkt.channel.judgement"].create(
            {
                "channel_partner_id": partner.id,
                "year": year - 1,
                "target": 300000,
                "verdict": ("extend", "keep", "improve")[number],
                "level_id": levels[number].id,
            }
        )
        is_reached = judgement.revenue >= judgement.target
        judgement.assessment = REACHED if is_reached else MISSED
        judgement.with_user(users["sales"]).action_judge()
