"""Three complaints about one lot, which raise a corrective action by themselves."""

from datetime import timedelta

from .complaints import paragraph

PRODUCT, LOT = "CLC1-25", "C2509-17"
# days ago, what is reported, what came of it
CASES = (
    (
        47,
        "交流接触器吸合后异响",
        "同批到货的接触器吸合后持续嗡响，已有两台设备停机待换。",
        "铁芯端面有压痕，属该批次装配问题，已免费更换。",
    ),
    (
        31,
        "接触器线圈过热",
        "运行半小时后线圈外壳烫手，铭牌批号与上次来货相同。",
        "铁芯闭合不到位造成线圈过热，属同一批次装配问题，已换货。",
    ),
    (
        16,
        "接触器释放迟缓",
        "断电后触头释放明显迟缓，影响联锁动作，请尽快处理。",
        "复位弹簧装配偏斜，同批次库存已封存复检，客户处已换货。",
    ),
)


def load_trends(env, clock, users, orders):
    """The cases; the action is raised from what they have in common."""
    product = env["product.product"].search([("default_code", "=", PRODUCT)], limit=1)
    sold = orders.order_line.filtered(lambda line: line.product_id == product)
    by_customer = sold.grouped(lambda line: line.order_id.partner_id)
    lines = [found[-1:] for found in by_customer.values()][: len(CASES)]
    for line, (ago, name, said, outcome) in zip(lines, CASES, strict=True):
        received = clock.workday(clock.today - timedelta(ago), clock.today)
        moment = clock.moment(received)
        case = env["mkt.complaint"].create(
            {
                "name": name,
                "kind": "complaint",
                "state": "closed",
                "number": env["ir.sequence"]
                .with_context(ir_sequence_date=str(received))
                .next_by_code("mkt.complaint"),
                "partner_id": line.order_id.partner_id.child_ids[:1].id,
                "order_id": line.order_id.id,
                "product_id": product.id,
                "lot": LOT,
                "channel": "phone",
                "severity": "1",
                "impact": "1",
                "user_id": users["clerk1"].id,
                "reviewer_id": users["service"].id,
                "description": paragraph(said),
                "received_at": moment,
                "acknowledged_at": moment + timedelta(hours=1),
                "responded_at": moment + timedelta(days=2),
                "resolved_at": moment + timedelta(days=4),
                "decided_at": moment + timedelta(days=4),
                "closed_at": moment + timedelta(days=6),
                "response": paragraph("您好，我们已完成检测并与您沟通了情况。"),
                "decision": "upheld",
                "decision_note": paragraph(outcome),
                "acceptance": "accepted",
                "cause_id": env.ref("marketing_office.cause_production").id,
            }
        )
        passed = {
            "acknowledge": case.acknowledged_at,
            "respond": case.responded_at,
        }
        for limit in case.clock_ids:
            limit._stop(passed.get(limit.metric, case.resolved_at))
