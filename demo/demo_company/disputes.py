"""A consumer's complaint before the market regulator, and the company's own warranty."""

from datetime import timedelta

from .complaints import paragraph


def load_disputes(env, clock, users):
    env["mkt.complaint.hint"].create(
        {
            "name": "整机质保十八个月",
            "note": "自收货之日起十八个月；因安装不当、雷击或浪涌造成的损坏除外。",
            "source": "公司《产品销售与质保条款》第 8 条",
            "purpose": "warranty",
            "months": 18,
            "company_id": env.company.id,
        }
    )
    product = env["product.product"].search([("default_code", "=", "CLB1-63")], limit=1)
    consumer = env["res.partner"].create(
        {
            "name": "周建华",
            "company_id": env.company.id,
            "phone": "13901234567",
            "city": "苏州",
            "country_id": env.ref("base.cn").id,
        }
    )
    received = clock.today - timedelta(9)
    accepted = clock.workday(received - timedelta(3), received - timedelta(1))
    moment = clock.moment(received)
    case = env["mkt.complaint"].create(
        {
            "name": "网购断路器无法合闸，要求退货",
            "kind": "dispute",
            "state": "investigating",
            "number": env["ir.sequence"]
            .with_context(ir_sequence_date=str(received))
            .next_by_code("mkt.complaint"),
            "partner_id": consumer.id,
            "product_id": product.id,
            "goods_received_on": received - timedelta(12),
            "channel": "other",
            "severity": "1",
            "impact": "0",
            "user_id": users["clerk2"].id,
            "received_at": moment,
            "acknowledged_at": moment + timedelta(hours=1),
            "description": paragraph(
                "消费者在网店购买两只断路器，安装时其中一只无法合闸，要求退货退款。"
            ),
            "dispute_forum": "authority",
            "dispute_filing": "complaint",
            "dispute_reference": f"12315-{accepted:%Y%m%d}-0318",
            "dispute_accepted_on": accepted,
            "dispute_amount": 25.6,
        }
    )
    case.clock_ids.filtered(lambda c: c.metric == "acknowledge")._stop(
        case.acknowledged_at
    )
