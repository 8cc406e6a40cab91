"""Budgets of last year and this year, and what was asked for and spent."""

from datetime import date, timedelta

from odoo.fields import Command

# department, who asks, category and planned amount (CNY, a year)
BUDGETS = {
    "planning": (
        "marketing",
        {"research": 260_000, "advertising": 180_000, "training": 40_000},
    ),
    "sales": (
        "sales",
        {"travel": 320_000, "entertainment": 150_000, "training": 30_000},
    ),
    "promotion": (
        "promotion",
        {"advertising": 420_000, "exhibition": 380_000, "promotion": 160_000},
    ),
    "service": ("service", {"compensation": 90_000, "travel": 60_000, "other": 20_000}),
}
# month and share of the year's amount, where it is not spent evenly
MONTHS = {"exhibition": {3: 0.45, 9: 0.55}, "research": {2: 0.3, 5: 0.4, 10: 0.3}}
# what is moved from one line to another: department, from, to, amount, why, decided
TRANSFERS = [
    ("planning", "advertising", "training", 12_000, "新品培训场次增加", True),
    ("service", "other", "travel", 6_000, "偏远地区客户现场服务增多", False),
]
# department, category, what for, amount, days ago, how far it came (or whose decision
# it waits for), share that was spent
REQUESTS = [
    ("sales", "travel", "一季度重点客户走访", 46_000, 240, "settled", 0.94),
    ("promotion", "advertising", "上半年搜索引擎推广", 48_000, 230, "settled", 1.0),
    ("promotion", "exhibition", "春季工控展展位", 96_000, 215, "settled", 0.98),
    ("promotion", "exhibition", "春季工控展展台搭建", 68_000, 200, "settled", 1.0),
    ("sales", "entertainment", "经销商座谈会接待", 26_500, 180, "settled", 0.97),
    ("planning", "research", "华东市场调研", 80_000, 165, "settled", 0.95),
    ("sales", "travel", "二季度重点客户走访", 52_000, 150, "settled", 0.91),
    ("service", "compensation", "接触器批次投诉补偿", 12_800, 135, "settled", 1.0),
    ("promotion", "advertising", "行业杂志广告", 45_000, 120, "settled", 0.9),
    ("sales", "training", "销售技能培训", 33_000, 90, "overrun", 1.0),
    ("service", "travel", "三季度现场服务差旅", 17_200, 75, "settled", 1.0),
    ("planning", "advertising", "行业年鉴广告", 24_000, 60, "billed", 0.95),
    ("sales", "travel", "南方客户走访", 12_600, 45, "settled", 0.88),
    ("promotion", "exhibition", "秋季工控展展位定金", 198_000, 30, "approved", 0),
    ("promotion", "advertising", "搜索引擎推广", 60_000, 25, "approved", 0),
    ("planning", "research", "竞品样机采购", 36_000, 20, "approved", 0),
    ("sales", "travel", "经销商年会差旅", 34_000, 15, "approved", 0),
    ("service", "other", "回访话机", 2_400, 14, "cancelled", 0),
    ("sales", "entertainment", "重点客户接待", 9_800, 10, "refused", 0),
    ("promotion", "promotion", "经销商促销礼品", 28_000, 5, "submitted", 0),
    ("planning", "research", "行业数据库年度订阅", 21_000, 5, "director", 0),
    ("service", "other", "客服热线系统升级", 26_000, 4, "leadership", 0),
    ("planning", "advertising", "产品宣传册印刷", 18_500, 3, "submitted", 0),
    ("service", "compensation", "继电器批次投诉赔偿", 15_000, 1, "draft", 0),
]
# why the money is asked for
REASONS = {
    "travel": "按客户走访计划安排，交通与住宿按公司差旅标准报销。",
    "entertainment": "按接待标准执行，附参加人员名单。",
    "training": "按年度培训计划安排，费用含讲师与场地。",
    "advertising": "按推广排期投放，供应商经两家以上比价选定。",
    "exhibition": "按年度参展计划安排，报价见主办方合同。",
    "promotion": "配合渠道促销，按经销商提货量发放。",
    "research": "支持产品定位与定价决策，结论纳入营销计划。",
    "compensation": "按投诉处理决定补偿客户。",
    "other": "日常办公需要。",
}


# what is shown where a category asks for evidence
EVIDENCE = {
    "entertainment": ("接待申请与参加人员名单.txt", "接待对象、人数、标准见申请。"),
    "exhibition": ("主办方报价单.txt", "展位、搭建与资料费用按主办方报价，含税。"),
}


def evidence_of(env, user, category):
    """Ids of a file that the user shows, where the category asks for one."""
    if category not in EVIDENCE:
        return []
    name, text = EVIDENCE[category]
    files = env["ir.attachment"].with_user(user)
    return files.create({"name": name, "raw": text.encode()}).ids


def shares(year, category, planned):
    """Commands for the months of a line that is not spent evenly."""
    return [
        Command.create({"month": date(year, month, 1), "planned": planned * share})
        for month, share in MONTHS.get(category, {}).items()
    ]


class Budgets:
    def __init__(self, env, clock, users):
        self.env, self.clock, self.users = env, clock, users
        self.company = env.company
        self.lines = {}

    def load(self):
        year = self.clock.today.year
        for key, (_login, planned) in BUDGETS.items():
            self._budget(key, planned, year - 1, 0.92)
            self._budget(key, planned, year, 1.0)
        self.company.mkt_overbudget = "warn"
        for vals in REQUESTS:
            self._request(*vals)
        for vals in TRANSFERS:
            self._transfer(*vals)
        self._draw_up_next_year()

    def close_last_year(self):
        """All of last year is settled: its budgets are closed."""
        past = self.env["mkt.budget"].search([("period_id.is_past", "=", True)])
        past.with_user(self.users["finance"]).action_close()

    def _draw_up_next_year(self):
        """One department waits for the decision, one is still at it, under a ceiling."""
        promotion = self._draft("promotion", 1.08)
        promotion.with_user(self.users["director"]).ceiling = 1_050_000
        promotion.action_submit()
        self._draft("sales", 1.05).note = "待销售目标确定后调整差旅预算。"

    def _draft(self, key, factor):
        budget = self.env["mkt.budget"].search(
            [
                ("department_id", "=", self._department(key).id),
                ("date_from", "=", date(self.clock.today.year, 1, 1)),
            ]
        )
        dialog = (
            self.env["mkt.budget.copy"]
            .with_user(self.users[BUDGETS[key][0]])
            .create({"budget_ids": budget.ids, "factor": factor})
        )
        return dialog.budget_ids.browse(dialog.action_copy()["res_id"])

    def _transfer(self, key, source, target, amount, reason, decided):
        transfer = (
            self.env["mkt.budget.transfer"]
            .with_user(self.users[BUDGETS[key][0]])
            .create(
                {
                    "from_line_id": self.lines[key, self._category(source)].id,
                    "to_line_id": self.lines[key, self._category(target)].id,
                    "amount": amount,
                    "reason": reason,
                }
            )
        )
        transfer.action_submit()
        if decided:
            self.approve(transfer)

    def _budget(self, key, planned, year, factor):
        env = self.env
        budget = env["mkt.budget"].create(
            {
                "company_id": self.company.id,
                "department_id": self._department(key).id,
                "period_id": env["mkt.period"]
                ._of(self.company, "year", date(year, 1, 1))
                .id,
                "line_ids": [
                    Command.create(
                        {
                            "category_id": self._category(category).id,
                            "planned": round(amount * factor, -3),
                            "share_ids": shares(
                                year, category, round(amount * factor, -3)
                            ),
                        }
                    )
                    for category, amount in planned.items()
                ],
            }
        )
        # the decisions were taken on paper: what they lead to is the same
        budget._on_approved()
        budget.state = "approved"
        if year == self.clock.today.year:
            for line in budget.line_ids:
                self.lines[key, line.category_id] = line

    def _department(self, key):
        return self.env.ref(f"marketing_office.department_{key}")

    def _category(self, code):
        return self.env.ref(f"marketing_office.category_{code}")

    def _request(self, key, category, name, amount, days_ago, state, share):
        user = self.users[BUDGETS[key][0]]
        today = self.clock.today
        day = max(date(today.year, 1, 1), today - timedelta(days_ago))
        request = (
            self.env["mkt.expense.request"]
            .with_user(user)
            .create(
                {
                    "name": name,
                    "description": REASONS[category],
                    "evidence_ids": evidence_of(self.env, user, category),
                    "line_id": self.lines[key, self._category(category)].id,
                    "department_id": self._department(key).id,
                    "amount": amount,
                    "date": day,
                }
            )
        )
        if state == "cancelled":
            request.action_cancel("用其他部门的闲置设备")
        if state in ("draft", "cancelled"):
            return
        request.action_submit()
        if state == "refused":
            request.with_user(self.users["finance"]).action_refuse("超出接待标准")
        if state in ("approved", "settled", "overrun", "billed"):
            self.approve(request)
        if state in ("director", "leadership"):
            self.approve(request, until=state)
        if state == "billed":
            self._bill(request, round(amount * share, 2), day)
        if state in ("settled", "overrun"):
            self.settle(request, round(amount * share, 2), day)

    def _bill(self, request, amount, day):
        """The agency sends a bill: posting it spends what was reserved."""
        agency = self.env["res.partner"].create(
            {"name": "上海汇展文化传播有限公司", "is_company": True}
        )
        tax = self.env["account.chart.template"].ref("l10n_cn_purchase_excluded_6")
        bill = self.env["account.move"].create(
            {
                "move_type": "in_invoice",
                "partner_id": agency.id,
                "invoice_date": day,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "name": request.name,
                            "price_unit": amount,
                            "tax_ids": [Command.set(tax.ids)],
                            "mkt_expense_request_id": request.id,
                        }
                    )
                ],
            }
        )
        bill.action_post()

    def approve(self, document, until=None):
        """Decide for one post after the other, up to the one that is to decide itself."""
        logins = {
            "finance_manager": "finance",
            "director": "director",
            "leadership": "leadership",
        }
        while (
            document.state == "submitted"
            and (code := document.sudo().next_post_id.code) != until
        ):
            login = logins[code]
            document.with_user(self.users[login]).action_approve()

    def settle(self, request, amount, day):
        self.env["mkt.expense.settlement"].with_user(request.user_id).create(
            {
                "request_id": request.id,
                "name": "增值税发票",
                "amount": amount,
                "date": day,
            }
        )
        request.with_user(self.users["finance"]).action_settle()


def load_budgets(env, clock, users):
    budgets = Budgets(env, clock, users)
    budgets.load()
    return budgets
