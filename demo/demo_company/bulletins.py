"""Two bulletins: one that everybody has read, one that some have not."""

from datetime import timedelta

from odoo.fields import Command

# title, who issues it, published days ago, to be read within days, text, who has not read it
BULLETINS = [
    (
        "2027 版产品价目表执行通知",
        "sales",
        24,
        7,
        "<p>新版价目表自下月 1 日起执行，旧版报价有效期至月底。</p>"
        "<p>接触器、软起动器系列调价幅度见附表，特殊报价仍按原流程申请。</p>",
        (),
    ),
    (
        "客户投诉答复时限和用语规范",
        "service",
        3,
        5,
        "<p>收到投诉后 4 个工作小时内受理，2 个工作日内给出答复意见。</p>"
        "<p>答复中不得出现“最”“国家级”等用语，引用数据须注明出处。</p>",
        ("director", "sales", "account", "sales2", "sales4", "clerk2", "finance"),
    ),
]


def load_bulletins(env, clock, users):
    for name, issuer, days, within, body, unread in BULLETINS:
        published = clock.today - timedelta(days)
        bulletin = env["mkt.bulletin"].create(
            {
                "name": name,
                "body": body,
                "user_id": users[issuer].id,
                "is_must_read": True,
                "publish_on": published,
                "read_by": published + timedelta(within),
                "published_at": clock.moment(published),
                "state": "published",
            }
        )
        waiting = env["res.users"].union(*(users[login] for login in unread))
        receipts = []
        for reader in bulletin._audience():
            vals = {"user_id": reader.id}
            if reader not in waiting:
                day = clock.workday(published, published + timedelta(within))
                vals |= {"read_at": clock.moment(day), "read_on": day}
            receipts.append(Command.create(vals))
        bulletin.receipt_ids = receipts
