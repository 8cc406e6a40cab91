"""The company itself: address, working hours, mail domain, currency and settings."""

import base64

from odoo.fields import Command

from .common import DATA, DOMAIN, TIME_ZONE

NAME = "浙江澄砺电气有限公司"


def set_up_company(env):
    company = env.company
    company.write(
        {
            "name": NAME,
            "street": "经济技术开发区澄湖路 218 号",
            "city": "嘉兴",
            "zip": "314000",
            "state_id": env["res.country.state"]
            .search([("country_id.code", "=", "CN"), ("name", "=", "浙江省")], limit=1)
            .id,
            "country_id": env.ref("base.cn").id,
            "phone": "0573-92100600",
            "email": f"info@{DOMAIN}",
            "website": f"https://www.{DOMAIN}",
            "logo": base64.b64encode((DATA / "logo.svg").read_bytes()),
        }
    )
    company.partner_id.write({"lang": "zh_CN", "tz": TIME_ZONE})
    # offices in China begin the week on Monday, as the weeks of `mkt.period` do
    env["res.lang"].search([("code", "=", "zh_CN")]).week_start = "1"
    if company.chart_template != "cn":
        env["account.chart.template"].try_loading("cn", company, install_demo=False)
    # what customers pay goes straight to the bank account and settles the invoice
    bank = env["account.journal"].search([("type", "=", "bank")], limit=1)
    bank.inbound_payment_method_line_ids.payment_account_id = bank.default_account_id
    env["mail.alias.domain"].create({"name": DOMAIN})
    set_working_hours(company.resource_calendar_id)
    env.ref("base.user_admin").write(
        {
            "name": "系统管理员",
            "lang": "zh_CN",
            "tz": TIME_ZONE,
            "email": f"admin@{DOMAIN}",
        }
    )
    for feature in ("product.group_product_pricelist", "uom.group_uom"):
        env.ref("base.group_user")._apply_group(env.ref(feature))
    # numbered by the year of the order, also where it is entered later
    env["ir.sequence"].search([("code", "=", "sale.order")]).write(
        {"prefix": "XS%(range_year)s-", "use_date_range": True, "padding": 4}
    )


def set_working_hours(calendar):
    shifts = [("上午", "morning", 9, 12), ("下午", "afternoon", 13, 18)]
    calendar.write(
        {
            "name": "标准工时（每周 40 小时）",
            "tz": TIME_ZONE,
            "attendance_ids": [Command.clear()]
            + [
                Command.create(
                    {
                        "name": f"周{weekday}{shift}",
                        "dayofweek": str(number),
                        "day_period": period,
                        "hour_from": start,
                        "hour_to": end,
                    }
                )
                for number, weekday in enumerate("一二三四五")
                for shift, period, start, end in shifts
            ],
        }
    )
