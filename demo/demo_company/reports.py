"""Two monthly reports that the leadership has accepted, and the draft of the last month."""

from datetime import timedelta

# section: what the analyst says of it
NARRATIVES = {
    "indicators": "本月订单额达到[[销售额（订单）]]，环比[[销售额（订单）|环比]]，"
    "同比[[销售额（订单）|同比]]。"
    "开票额[[销售额（开票）]]，达成目标的[[销售额（开票）|达成率]]。",
    "service": "本月受理工单[[接收工单数]]件，时限达标率[[时限达标率]]。",
    "revenue": "变动主要来自老客户的数量与结构，流失客户已列入客户经理的回访名单。",
}
# months back, days after its end, remarks: what, whose, days to do it, answer
ACCEPTED = [
    (
        3,
        5,
        [
            (
                "请说明流失客户的主要原因，并逐户安排拜访",
                "account",
                20,
                "已逐户电话回访，其中两户恢复询价，其余列入沉睡客户唤醒计划。",
            ),
            ("塑壳断路器价格竞争激烈，请提出应对方案", "product", 25, None),
        ],
    ),
    (2, 6, [("渠道销售未达目标，请销售部提出改进措施", "sales", 30, None)]),
]


def load_reports(env, clock, users):
    """The Director reviewed, the leadership accepted and remarked; the last is being written."""
    for back, days, remarks in ACCEPTED:
        report = draw_up(env, clock.months[-1 - back], users)
        accept(report, days, remarks, users)
    draw_up(env, clock.months[-2], users)


def draw_up(env, month, users):
    period = env["mkt.period"]._of(env.company, "month", month)
    report = env["mkt.report"].create(
        {"period_id": period.id, "user_id": users["analyst"].id}
    )
    report._compile_asked()
    for section in report.section_ids:
        section.narrative = NARRATIVES.get(section.section)
    return report


def accept(report, days, remarks, users):
    report.with_user(users["director"]).action_review()
    report.with_user(users["analyst"]).action_submit()
    leader = users["leadership"]
    day = report.date_to + timedelta(days)
    made = report.env["mkt.report.remark"].with_user(leader)
    made = made.create(
        [
            {
                "report_id": report.id,
                "name": name,
                "user_id": users[owner].id,
                "deadline": day + timedelta(due),
            }
            for name, owner, due, _answer in remarks
        ]
    )
    report.with_user(leader).action_accept()
    moment = f"{day} 02:00:00"
    # the steps were taken when the month was over, not today
    report.sudo().write(
        dict.fromkeys(
            ("compiled_at", "reviewed_at", "submitted_at", "decided_at"), moment
        )
    )
    made.sudo().write({"given_at": moment})
    for remark, (_name, owner, due, answer) in zip(made, remarks, strict=True):
        if answer:
            theirs = remark.with_user(users[owner])
            theirs.answer = answer
            theirs.action_done()
            remark.sudo().done_on = day + timedelta(due - 4)
