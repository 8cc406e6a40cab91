"""Cases of two years: service requests, complaints and disputes."""

from datetime import timedelta

from markupsafe import Markup

from odoo.fields import Command

from .common import UTC_OFFSET, read_csv

SETTLED = 68
# the newest cases as they stand today, with the days since they came
OPEN = (
    ("decided", 13),
    ("decided", 11),
    ("responded", 9),
    ("responded", 8),
    ("investigating", 7),
    ("investigating", 6),
    ("investigating", 6),
    ("assessed", 4),
    ("assessed", 3),
    ("acknowledged", 3),
    ("acknowledged", 2),
    ("received", 2),
    ("received", 1),
    ("received", 1),
)
STEPS = {
    "service_request": ("received", "acknowledged", "responded", "closed"),
    "complaint": (
        "received",
        "acknowledged",
        "assessed",
        "investigating",
        "responded",
        "decided",
        "closed",
    ),
}
STEPS["dispute"] = STEPS["complaint"]
# days from the step before: at least, and one of these at most
LAGS = {
    "acknowledged": (0, (0, 0, 0, 0, 0, 1)),
    "assessed": (0, (0, 1)),
    "investigating": (0, (0, 1)),
    "responded": (1, (1, 1, 2, 4)),
    "decided": (1, (2, 4)),
    "closed": (1, (3, 8)),
}
CHANNELS = (
    "phone",
    "phone",
    "phone",
    "email",
    "email",
    "wechat",
    "wechat",
    "portal",
    "visit",
)
HANDLERS = ("clerk1", "clerk2", "clerk3", "clerk1", "clerk2")
ACKNOWLEDGED = "您好，您反映的问题已受理，工单号 {number}，由{handler}负责跟进。"
RESPONDED = "您好，我们已完成调查并与您沟通了情况，处理决定将在近日书面告知。"
ACTIONS = (
    # cause, what, owner, months ago that it was due, state
    ("packing", "发往西北、东北的整柜货物改用加固木箱", "product", 15, "effective"),
    ("invoice", "开票前由销售内勤与客户核对抬头和税号", "finance", 11, "effective"),
    ("production", "脱扣器弹簧预紧力由抽检改为全检", "product", 7, "effective"),
    ("service", "现场服务前一日由区域负责人电话确认行程", "service", 4, "done"),
    ("delivery", "外购电容器建立安全库存，交期预警提前两周", "sales", 1, "done"),
    ("production", "母线搭接螺栓力矩实行双人复核并划线标记", "product", -1, "open"),
)


def load_complaints(env, clock, users, orders):
    rng, day = clock.rng, timedelta(1)
    settled = sorted(
        clock.workday(clock.start + 60 * day, clock.today - 35 * day)
        for _nth in range(SETTLED)
    )
    course = [
        ("cancelled" if number % 25 == 10 else "closed", received)
        for number, received in enumerate(settled)
    ]
    course += [(state, clock.today - days * day) for state, days in OPEN]
    sold = list(orders.order_line)
    # what is decided waits for an answer that the portal user can give
    portal = users["customer"].partner_id.commercial_partner_id
    sold_to_portal = [line for line in sold if line.order_id.partner_id == portal]
    texts, pile = read_csv("complaints.csv"), []
    moments, values = [], []
    for state, received in course:
        reached = "acknowledged" if state == "cancelled" else state
        lines = sold_to_portal if state == "decided" else sold
        # every text once before any comes again
        if not any(suits(text, reached, lines) for text in pile):
            pile = rng.sample(texts, len(texts))
        text = next(text for text in pile if suits(text, reached, lines))
        pile.remove(text)
        moments.append(pass_steps(clock, text["kind"], reached, received))
        values.append(
            case(clock, text, moments[-1], lines)
            | {
                "state": state,
                "number": env["ir.sequence"]
                .with_context(ir_sequence_date=str(received))
                .next_by_code("mkt.complaint"),
                "user_id": users[rng.choice(HANDLERS)].id
                if state != "received"
                else False,
                "reviewer_id": users["service"].id
                if "decided" in moments[-1]
                else False,
            }
        )
    # the manager has handed out one of the new cases
    values[-3]["user_id"] = users["clerk3"].id
    complaints = env["mkt.complaint"].create(values)
    for cancelled in complaints.filtered(lambda c: c.state == "cancelled"):
        cancelled.write(
            {
                "closed_at": cancelled.acknowledged_at + day,
                "cancel_reason": "客户来电说明已自行解决，撤回。",
            }
        )
    stop_clocks(complaints, moments)
    load_messages(env, complaints)
    load_actions(env, clock, users, complaints)


def suits(text, state, lines):
    """Whether such a case can be in the state and concern something on the lines."""
    return state in STEPS[text["kind"]] and bool(fitting(text, lines))


def fitting(text, lines):
    codes = text["products"].split("|")
    return [
        line
        for line in lines
        if not text["products"] or line.product_id.default_code in codes
    ]


def pass_steps(clock, kind, state, day):
    """When the case passed each of its steps up to the state."""
    moments = {"received": clock.moment(day)}
    steps = STEPS[kind]
    for step in steps[1 : steps.index(state) + 1]:
        before = max(moments.values())
        first = (before + UTC_OFFSET).date()
        least, most = LAGS[step]
        passed = clock.workday(
            first + timedelta(least), first + timedelta(clock.rng.choice(most))
        )
        moments[step] = max(clock.moment(passed), before + timedelta(minutes=25))
    return moments


def case(clock, text, moments, sold):
    """What the customer reports about something ordered before, and what came of it."""
    rng = clock.rng
    until = moments["received"] - timedelta(8)
    lines = fitting(text, sold)
    before = [line for line in lines if line.order_id.date_order < until]
    # people complain about what they got lately
    line = rng.choice(before[-30:] or lines[:1])
    words = {
        "product": line.product_id.name,
        "month": f"{(line.order_id.date_order + UTC_OFFSET).month}月",
        "qty": rng.randint(2, 20),
    }
    outcome = paragraph(text["outcome"].format(**words))
    request = text["kind"] == "service_request"
    dispute = text["kind"] == "dispute"
    values = {
        "kind": text["kind"],
        "severity": text["severity"],
        "name": text["subject"].format(**words),
        "description": paragraph(text["description"].format(**words)),
        "partner_id": line.order_id.partner_id.child_ids[:1].id,
        "channel": rng.choice(CHANNELS),
        "product_id": line.product_id.id if text["products"] else False,
        "order_id": line.order_id.id,
        "received_at": moments["received"],
        "acknowledged_at": moments.get("acknowledged"),
        "responded_at": moments.get("responded"),
        "resolved_at": moments.get("responded" if request else "decided"),
        "decided_at": moments.get("decided"),
        "closed_at": moments.get("closed"),
    }
    if "assessed" in moments:
        values["impact"] = text["impact"]
    if dispute:
        values |= {
            "dispute_forum": "negotiation",
            "dispute_amount": round(line.price_subtotal * 0.3, -2),
        }
    if "responded" in moments:
        values["response"] = outcome if request else paragraph(RESPONDED)
    if "decided" in moments:
        values |= {
            "decision": text["decision"],
            "decision_note": outcome,
            "cause_id": line.env.ref(f"marketing_office.cause_{text['cause']}").id,
            "acceptance": "accepted" if "closed" in moments else "pending",
            "dispute_result": dispute and outcome.striptags(),
        }
        if text["severity"] >= "2" and text["decision"] == "upheld":
            values |= {
                "compensation_amount": round(rng.uniform(300, 6000), -2),
                "compensation_note": "冲抵下一批货款",
            }
    return values


def paragraph(text):
    return Markup("<p>%s</p>") % text


def stop_clocks(complaints, moments):
    """Stop the clocks of the cases when their steps were passed."""
    for complaint, passed in zip(complaints, moments, strict=True):
        resolved = "responded" if complaint.kind == "service_request" else "decided"
        for clock in complaint.clock_ids:
            step = {"acknowledge": "acknowledged", "respond": "responded"}.get(
                clock.metric, resolved
            )
            if step in passed:
                clock._stop(passed[step])
        if complaint.state == "cancelled":
            complaint.clock_ids._void(complaint.closed_at)


def load_messages(env, complaints):
    """What the customers were told, as they see it in the portal."""
    comment = env.ref("mail.mt_comment").id
    said = []
    for case in complaints.filtered("acknowledged_at"):
        promise = ACKNOWLEDGED.format(number=case.number, handler=case.user_id.name)
        said += [
            (case, moment, body)
            for moment, body in (
                (case.acknowledged_at, paragraph(promise)),
                (case.responded_at, case.response),
                (case.decided_at, case.decision_note),
            )
            if moment
        ]
    env["mail.message"].create(
        [
            {
                "model": "mkt.complaint",
                "res_id": case.id,
                "message_type": "comment",
                "subtype_id": comment,
                "author_id": case.user_id.partner_id.id,
                "email_from": case.user_id.email_formatted,
                "date": moment,
                "body": body,
            }
            for case, moment, body in said
        ]
    )


def load_actions(env, clock, users, complaints):
    """Corrective actions, each for the cases of its cause up to the day it was due."""
    values = []
    for cause_code, name, owner, months_ago, state in ACTIONS:
        cause = env.ref(f"marketing_office.cause_{cause_code}")
        due = clock.today - timedelta(30 * months_ago)
        done = clock.workday(due - timedelta(12), due) if state != "open" else False
        cases = complaints.filtered(
            lambda c, cause=cause, due=due: (
                c.cause_id == cause
                and due - timedelta(150) < c.received_at.date() < due
            )
        )
        values.append(
            {
                "name": name,
                "cause_id": cause.id,
                "complaint_ids": [Command.set(cases.ids)],
                "user_id": users[owner].id,
                "due_date": due,
                "state": state,
                "done_date": done,
            }
            | (
                {
                    "verification": "抽查此后两个月的投诉记录，未再发生同类问题。",
                    "verified_by_id": users["service"].id,
                    "verified_date": clock.workday(
                        done + timedelta(55), done + timedelta(65)
                    ),
                }
                if state == "effective"
                else {}
            )
        )
    env["mkt.corrective.action"].create(values)
