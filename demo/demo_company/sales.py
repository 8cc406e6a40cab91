"""The sales plan of this year and next year's draft, activities, issues and talks."""

from datetime import date, timedelta

from odoo.fields import Command

GROWTH = 1.12
PLACES = {"account": 3, "sales1": 2, "sales2": 1, "sales3": 1, "sales4": 2}
# who came to their team some weeks ago
NEWCOMER = "sales3"
STRATEGY = (
    "重点客户一户一策，以快速交货和选型服务扩大成套设备厂份额；"
    "渠道部以早订政策和培训稳住经销商。"
)
MEASURES = (
    "一、每季度走访重点客户不少于两次，由客户经理负责；\n"
    "二、五月、十月各办一次订货会，由渠道部负责；\n"
    "三、停滞商机每周过一遍，销售经理主持。"
)
# name, kind, who, days ago, expected cost, result (None: still to come)
ACTIVITIES = [
    (
        "春季经销商订货会",
        "fair",
        "sales4",
        190,
        18_000,
        "十二家经销商到会，现场下单四家。",
    ),
    (
        "变频器样机试用",
        "trial",
        "sales1",
        120,
        3_000,
        "客户试用两周，确认参数，已下小批订单。",
    ),
    ("走访大客户采购部", "visit", "account", 40, 800, "客户下季度扩产，需提前备货。"),
    (
        "华南渠道会议",
        "channel",
        "sales4",
        25,
        6_000,
        "统一了报价口径，三家承诺季度目标。",
    ),
    ("走访华东成套厂", "visit", "sales1", 2, 600, None),
    ("秋季经销商订货会", "fair", "sales4", -20, 20_000, None),
]
# what it is about, who raised it, days ago, cause, solution (None: not solved), owner
ISSUES = [
    (
        "客户要求账期由30天改为60天",
        "sales2",
        80,
        "terms",
        "财务同意45天，客户接受。",
        "sales",
    ),
    (
        "样品延误影响试用",
        "sales1",
        60,
        "delivery",
        "改由本地库存发样，三天到货。",
        "sales",
    ),
    (
        "竞争对手报价低一成",
        "account",
        45,
        "competitor",
        "以两年质保和备件方案保住订单。",
        "sales",
    ),
    (
        "特价申请等待过久",
        "sales3",
        30,
        "internal",
        "授权销售经理直接批五个点以内。",
        "director",
    ),
    ("客户更换采购负责人，项目暂停", "sales4", 9, "customer", None, "sales"),
    ("客户嫌交期太长，准备另找供应商", "sales1", 8, None, None, None),
    ("经销商要求退换滞销型号", "sales4", 1, None, None, None),
]
# what forecasts of past months were of what then came, the oldest month first
FORECAST_QUALITY = 1.24, 0.81, 1.12, 0.93, 1.08, 0.88, 1.15, 0.95, 1.06, 0.91, 1.1, 0.97
# who proposes what for next year: of this year's target, and on what grounds
PROPOSALS = {
    "sales1": (1.08, "两家成套厂明年扩产，老客户补货稳定。"),
    "sales2": (1.02, "新项目多在下半年，上半年靠存量客户。"),
    "sales4": (1.15, "新增两家经销商，订货会前置到三月。"),
}
# with whom, days ago, note, step agreed, days until it is due (None: not yet held)
TALKS = [
    (
        "sales1",
        14,
        "两个项目停在报价阶段，下周分别走访。",
        "走访两家成套厂并更新商机",
        -7,
    ),
    ("sales3", 7, "北方淡季，先抓老客户的补货。", "给逾期未购的五家老客户打电话", 3),
    ("sales2", 0, None, None, None),
]


class Sales:
    def __init__(self, env, clock, users, customers, orders):
        self.env = env
        self.clock = clock
        self.users = users
        self.customers = customers
        self.orders = orders

    def load(self):
        self._teams()
        self.env["mkt.customer.standing"]._compute_figures(self.env.company)
        year = self.clock.today.year
        plan = self._plan(year, self._goal(year))
        plan.with_user(self.users["sales"]).action_submit()
        plan.with_user(self.users["director"]).action_approve()
        self._forecasts(plan)
        following = self._plan(year + 1, round(plan.target * GROWTH, -4))
        self._proposals(following, plan)
        following.action_explain()
        self._activities(plan)
        for vals in ISSUES:
            self._issue(*vals)
        for vals in TALKS:
            self._talk(*vals)

    def _teams(self):
        for team in self.env["crm.team"].search([]):
            for login, places in PLACES.items():
                if self.users[login] in team.member_ids:
                    team.mkt_place_count = places
        members = self.env["crm.team.member"].search([])
        members.mkt_joined_on = self.clock.start
        new = members.filtered(lambda m: m.user_id == self.users[NEWCOMER])
        new.mkt_joined_on = self.clock.today - timedelta(75)

    def _goal(self, year):
        """What the marketing plan has set, or the target that is there."""
        kpi = self.env.ref("marketing_office.kpi_sales_ordered")
        period = self.env["mkt.period"]._of(self.env.company, "year", date(year, 1, 1))
        key = [("kpi_id", "=", kpi.id), ("period_id", "=", period.id)]
        goal = self.env["mkt.plan.goal"].search(
            [*key, ("plan_state", "=", "approved")], limit=1
        )
        target = self.env["mkt.kpi.target"].search([*key, ("scope", "=", "company")])
        return goal.target or target.target

    def _plan(self, year, target):
        period = self.env["mkt.period"]._of(self.env.company, "year", date(year, 1, 1))
        plans = self.env["mkt.sales.plan"].with_user(self.users["sales"])
        plan = plans.create(
            {
                "name": f"{year} 年度销售计划",
                "period_id": period.id,
                "strategy": STRATEGY,
                "measures": MEASURES,
            }
        )
        company = plan._company_line()
        company.write(
            {
                "target": target,
                "floor": round(target * 0.9, -4),
                "stretch": round(target * 1.1, -4),
            }
        )
        plan.action_fill()
        plan.action_allocate()
        self._dimensions(plan, target)
        return plan

    def _dimensions(self, plan, target):
        """Product categories and channel partners, by what they sold last year."""
        lines = self.env["mkt.sales.plan.line"].with_user(self.users["sales"])
        products = self.env["product.template"].search([("default_code", "!=", False)])
        categories = products.categ_id
        for number, category in enumerate(categories.sorted("id")):
            lines.create(
                {
                    "plan_id": plan.id,
                    "kind": "category",
                    "category_id": category.id,
                    "target": round(target / (number + 3), -4),
                    "sequence": 20,
                }
            )
        for partner in self.env["mkt.channel.partner"].search([]):
            lines.create(
                {
                    "plan_id": plan.id,
                    "kind": "channel",
                    "channel_partner_id": partner.id,
                    "target": round(target / 20, -4),
                    "sequence": 30,
                }
            )

    def _forecasts(self, plan):
        """What was forecast when each month of this year began, and what came."""
        months = [day for day in self.clock.months[:-1] if day >= plan.date_from]
        lines = plan.line_ids._of_people()
        for month, quality in zip(months, FORECAST_QUALITY, strict=False):
            period = self.env["mkt.period"]._of(plan.company_id, "month", month)
            figures = plan._figures(period.date_from, period.date_to)
            for number, line in enumerate(lines):
                # people are harder to foresee than the whole
                off = (quality - 1) * (1 + number % 3 / 2)
                self.env["mkt.sales.forecast"].create(
                    {
                        "plan_id": plan.id,
                        "period_id": period.id,
                        "kind": line.kind,
                        "team_id": line.team_id.id,
                        "user_id": line.user_id.id,
                        "made_on": period.date_from,
                        "forecast": round(figures.actual(line) * (1 + off), -2),
                    }
                )
        # the system keeps it, whoever has drawn the plan up
        plan.sudo()._keep_forecast()
        self.env["mkt.sales.forecast"]._unsettled()._settle()

    def _proposals(self, plan, before):
        """Who sells proposes, while the plan is in draft; what is handed in is kept."""
        plan.action_ask_proposals()
        targets = {line.user_id: line.target for line in before.line_ids}
        for login, (factor, note) in PROPOSALS.items():
            user = self.users[login]
            proposal = self.env["mkt.sales.proposal"].search(
                [("plan_id", "=", plan.id), ("user_id", "=", user.id)]
            )
            proposal = proposal.with_user(user)
            proposal.write({"amount": round(targets[user] * factor, -4), "note": note})
            proposal.action_hand_in()
        plan.action_allocate()

    def _activities(self, plan):
        for name, kind, login, ago, cost, result in ACTIVITIES:
            user = self.users[login]
            theirs = [c.company for c in self.customers if c.company.user_id == user]
            orders = self.orders.filtered(lambda o, u=user: o.user_id == u)
            day = self.clock.today - timedelta(ago)
            activity = self.env["mkt.sales.activity"].create(
                {
                    "name": name,
                    "kind": kind,
                    "user_id": user.id,
                    "date": day,
                    "plan_id": plan.id,
                    "expected_cost": cost,
                    "customer_ids": [Command.set([c.id for c in theirs[:3]])],
                    "result": result,
                }
            )
            if result:
                followed = orders.filtered(
                    lambda o, d=day: d <= o.date_order.date() <= d + timedelta(30)
                )
                activity.order_ids = followed[:2]
                activity.action_hold()

    def _issue(self, name, login, ago, cause, solution, owner):
        user = self.users[login]
        company = next(c.company for c in self.customers if c.company.user_id == user)
        day = self.clock.today - timedelta(ago)
        issue = self.env["mkt.sales.issue"].create(
            {
                "name": name,
                "user_id": user.id,
                "partner_id": company.id,
                "deadline": day + timedelta(5),
                "cause": cause,
                "solution": solution,
            }
        )
        if owner:
            issue.write({"state": "owned", "owner_id": self.users[owner].id})
        if solution:
            issue.write(
                {
                    "state": "solved",
                    "settled_on": day + timedelta(4),
                    "settled_by_id": self.users[owner].id,
                }
            )

    def _talk(self, login, ago, note, step, due):
        day = self.clock.today - timedelta(ago)
        talk = self.env["mkt.sales.talk"].create(
            {
                "user_id": self.users[login].id,
                "held_by_id": self.users["sales"].id,
                "date": day,
                "note": note,
            }
        )
        if step:
            self.env["mkt.sales.talk.step"].create(
                {
                    "talk_id": talk.id,
                    "name": step,
                    "deadline": max(day, self.clock.today + timedelta(due)),
                }
            )
            talk.state = "held"


def load_sales(env, clock, users, customers, orders):
    Sales(env, clock, users, customers, orders).load()
