"""Products, price lists, sales teams and customers."""

from collections import namedtuple

from odoo.fields import Command

from .common import TIME_ZONE, read_csv

TEAMS = {
    "account": "大客户组",
    "sales1": "华东区",
    "sales2": "南方区",
    "sales3": "北方区",
    "sales4": "渠道部",
}
WEIGHT = {"A": 6, "B": 3, "C": 1}  # how much more often large customers buy

Customer = namedtuple("Customer", "company contact row")


class Customers(list):
    def __init__(self, rng, customers):
        super().__init__(customers)
        self.rng = rng
        self.weights = [WEIGHT[customer.row["size"]] for customer in customers]

    def pick(self):
        return self.rng.choices(self, self.weights)[0]


def load_products(env):
    """Returns [(product, row of products.csv)]."""
    rows = read_csv("products.csv")
    unit = env.ref("uom.product_uom_unit")
    units = {"天": env.ref("uom.product_uom_day")}
    for name in dict.fromkeys(row["unit"] for row in rows):
        units[name] = units.get(name) or env["uom.uom"].create(
            {"name": name, "relative_factor": 1, "relative_uom_id": unit.id}
        )
    names = list(dict.fromkeys(row["category"] for row in rows))
    categories = dict(
        zip(
            names,
            env["product.category"].create([{"name": name} for name in names]),
            strict=True,
        )
    )
    service_tax = env["account.chart.template"].ref("l10n_cn_sales_excluded_6")
    products = env["product.product"].create(
        [
            {
                "name": row["name"],
                "default_code": row["code"],
                "categ_id": categories[row["category"]].id,
                "list_price": float(row["price"]),
                "standard_price": float(row["cost"]),
                "uom_id": units[row["unit"]].id,
                "type": "consu",
                "invoice_policy": "order",
            }
            | (
                {"type": "service", "taxes_id": [Command.set(service_tax.ids)]}
                if row["category"] == "技术服务"
                else {}
            )
            for row in rows
        ]
    )
    return list(zip(products, rows, strict=True))


def load_teams(env, users):
    """Returns the sales team of each seller's login."""
    teams = env.ref("sales_team.team_sales_department") | env["crm.team"].create(
        [{"name": name} for name in list(TEAMS.values())[1:]]
    )
    members = {login: users[login] for login in TEAMS}
    # large customers are the manager's business too
    members["account"] += users["sales"]
    for team, (login, name) in zip(teams, TEAMS.items(), strict=True):
        team.write(
            {
                "name": name,
                "company_id": env.company.id,
                "user_id": users["sales"].id,
                "member_ids": [Command.set(members[login].ids)],
            }
        )
    by_login = dict(zip(TEAMS, teams, strict=True))
    return by_login | {"sales": by_login["account"]}


def load_customers(env, clock, users):
    rows = read_csv("customers.csv")
    china = env.ref("base.cn")
    states = {state.name: state.id for state in china.state_ids}
    currency = env.company.currency_id
    standard, dealers = env["product.pricelist"].create(
        [
            {"name": "标准价目表", "sequence": 1, "currency_id": currency.id},
            {
                "name": "经销商价目表（九折）",
                "sequence": 2,
                "currency_id": currency.id,
                "item_ids": [
                    Command.create({"compute_price": "percentage", "percent_price": 10})
                ],
            },
        ]
    )
    dealer_tag = env["res.partner.category"].create({"name": "渠道经销商"})
    terms = {
        "A": env.ref("account.account_payment_term_45days").id,
        "B": env.ref("account.account_payment_term_30days").id,
        "C": env.ref("account.account_payment_term_15days").id,
    }
    common = {"lang": "zh_CN", "tz": TIME_ZONE, "country_id": china.id}
    companies = env["res.partner"].create(
        [
            common
            | {
                "name": row["name"],
                "is_company": True,
                "city": row["city"],
                "state_id": states[row["state"]],
                "phone": row["phone"],
                "email": "info@" + row["email"].split("@")[1],
                "comment": f"行业：{row['industry']}",
                "user_id": users[row["owner"]].id,
                "customer_rank": 1,
                "property_payment_term_id": terms[row["size"]],
                "property_product_pricelist": (
                    dealers if is_dealer(row) else standard
                ).id,
                "category_id": [Command.set(dealer_tag.ids if is_dealer(row) else [])],
            }
            for row in rows
        ]
    )
    env["mkt.customer.assignment"].create(
        [
            {
                "partner_id": company.id,
                "user_id": company.user_id.id,
                "date_from": clock.start,
            }
            for company in companies
        ]
    )
    contacts = env["res.partner"].create(
        [
            common
            | {
                "name": row["contact"],
                "function": row["function"],
                "parent_id": company.id,
                "email": row["email"],
                "phone": row["phone"],
                "user_id": company.user_id.id,
            }
            for company, row in zip(companies, rows, strict=True)
        ]
    )
    return Customers(clock.rng, list(map(Customer, companies, contacts, rows)))


def is_dealer(row):
    return row["industry"] == "渠道经销"


def load_portal_user(env):
    person = next(p for p in read_csv("people.csv") if p["role"] == "portal")
    contact = env["res.partner"].search(
        [("name", "=", person["name"]), ("is_company", "=", False)]
    )
    return env["res.users"].create(
        {
            "login": person["login"],
            "partner_id": contact.id,
            "lang": person["lang"],
            "tz": TIME_ZONE,
            "group_ids": [Command.set([env.ref("base.group_portal").id])],
        }
    )
