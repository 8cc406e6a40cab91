"""Cases of two years: service requests, complaints and disputes."""

from datetime import timedelta

from markupsafe import Markup

from .common import UTC_OFFSET, read_csv

SETTLED = 70
# the newest cases as they stand today, oldest first
OPEN = (
    "responded", "responded", "investigating", "investigating", "investigating", "investigating",
    "acknowledged", "acknowledged", "acknowledged", "received", "received", "received",
)
CHANNELS = ("phone", "phone", "phone", "email", "email", "wechat", "wechat", "portal", "visit")
ACKNOWLEDGEMENT = "您好，您反映的问题已受理，工单号 {number}，由{handler}负责跟进，我们会尽快答复。"


def load_complaints(env, clock, users, orders):
    rng, day = clock.rng, timedelta(1)
    days = sorted(
        clock.workday(clock.start + 60 * day, clock.today - 30 * day) for _nth in range(SETTLED))
    days += [clock.today - (9 - 2 * number // 3) * day for number in range(len(OPEN))]
    states = ("closed",) * SETTLED + OPEN
    handlers = [users[login] for login in ("clerk1", "clerk2", "clerk3", "clerk1", "clerk2", "service")]
    lines = list(orders.order_line)
    texts, pile = read_csv("complaints.csv"), []
    values = []
    for received, state in zip(days, states, strict=True):
        # every text once before any comes again
        pile = pile or rng.sample(texts, len(texts))
        vals = received_case(clock, pile.pop(), received, lines)
        values.append(vals | progress(clock, received, state, vals) | {
            "number": env["ir.sequence"].with_context(
                ir_sequence_date=str(received)).next_by_code("mkt.complaint"),
            "user_id": rng.choice(handlers).id if state != "received" else False,
        })
    for vals in values[10:SETTLED:20]:
        vals.update(
            state="cancelled", cancel_reason="客户来电说明已自行解决，撤回。", responded_at=False,
            response=False)
    # the manager has handed out the oldest of the new cases
    values[-3]["user_id"] = users["clerk3"].id
    load_messages(env, env["mkt.complaint"].create(values))


def received_case(clock, text, day, lines):
    """What the customer reports about something ordered in the months before."""
    rng = clock.rng
    codes = text["products"].split("|") if text["products"] else ()
    until = clock.moment(day - timedelta(8))
    before = [
        line for line in lines
        if line.order_id.date_order < until
        and (not codes or line.product_id.default_code in codes)
    ]
    # people complain about what they got lately
    line = rng.choice(before[-12:] or lines[:12])
    words = {
        "product": line.product_id.name if line.product_id.default_code in codes else "产品",
        "month": f"{(line.order_id.date_order + UTC_OFFSET).month}月",
        "qty": rng.randint(2, 20),
    }
    return {
        "kind": text["kind"],
        "severity": text["severity"],
        "name": text["subject"].format(**words),
        "description": Markup("<p>%s</p>") % text["description"].format(**words),
        "response": Markup("<p>%s</p>") % text["response"].format(**words),
        "partner_id": line.order_id.partner_id.child_ids[:1].id,
        "channel": rng.choice(CHANNELS),
        "product_id": line.product_id.id if codes else False,
        "order_id": line.order_id.id,
    }


def progress(clock, day, state, vals):
    """The times of each step that a case in this state has passed."""
    def later(moment, least, most):
        first = (moment + UTC_OFFSET).date()
        next_day = clock.workday(first + timedelta(least), first + timedelta(most))
        return max(clock.moment(next_day), moment + timedelta(minutes=25))

    received = clock.moment(day)
    acknowledged = later(received, 0, 1)
    responded = later(acknowledged, 1, 3 if vals["kind"] == "service_request" else 9)
    closed = later(responded, 1, 10)
    return {
        "state": state,
        "received_at": received,
        "acknowledged_at": acknowledged if state != "received" else False,
        "responded_at": responded if state in ("responded", "closed") else False,
        "closed_at": closed if state == "closed" else False,
        "response": vals["response"] if state in ("responded", "closed") else False,
    }


def load_messages(env, complaints):
    """What the customers were told, as they see it in the portal."""
    comment = env.ref("mail.mt_comment").id
    said = []
    for case in complaints.filtered("acknowledged_at"):
        body = ACKNOWLEDGEMENT.format(number=case.number, handler=case.user_id.name)
        said.append((case, case.acknowledged_at, Markup("<p>%s</p>") % body))
    said += [(case, case.responded_at, case.response) for case in complaints.filtered("responded_at")]
    env["mail.message"].create([
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
    ])
