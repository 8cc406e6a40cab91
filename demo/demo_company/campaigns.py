"""Campaigns of two years: what they cost, the leads and orders they brought, lessons."""

from datetime import date, timedelta

from odoo.fields import Command

from .budgets import evidence_of
from .common import DOMAIN

# last year's: name, kind, first and last month, planned cost, category, charged shares
LAST_YEAR = [
    ("上海电气展参展", "exhibition", 9, 9, 220_000, "exhibition", (0.55, 0.38)),
    ("微信公众号选型专题", "online", 10, 12, 60_000, "advertising", (0.8,)),
    ("年终经销商促销", "promotion", 11, 12, 90_000, "promotion", (0.6, 0.5)),
]
# what this year's campaigns are charged with: category, what for, amount
CHARGES = {
    "exhibition": [
        ("exhibition", "展会资料印刷", 12_000),
        ("advertising", "展会预热广告", 58_000),
    ],
    "advertising": [("advertising", "行业门户首页广告", 120_000)],
    "promotion": [("promotion", "渠道返利与堆头物料", 76_000)],
}
# of this year's: codes of the products promoted, and the channel
SUBJECTS = {
    "exhibition": (("CLM1-125", "CLV200-7.5"), "线下展会"),
    "advertising": (("CLM1-125", "CLV200-7.5"), "行业媒体"),
    "promotion": (("CLM1-125",), "经销渠道"),
}
RESULT = "接待专业观众并登记联系人，商机已全部分配到销售员跟进，达到预期目标的九成。"
LESSONS = "提前两周预热效果明显；下次增加选型演示台，当天把联系人导入系统。"
# how each condition is kept
KEPT = {
    "campaign_condition_prize": "本次活动不设抽奖。",
    "campaign_condition_base_price": "原价按活动前七日内实际成交的最低价确定，见优惠明细。",
    "campaign_condition_consent": "仅向已登记同意的联系人推送，退订当日生效。",
}
# where the codes stand, and how often they were scanned
PLACES = [("会场入口海报", 23), ("签到台立牌", 41), ("邀请函", 12)]
FOLLOW_UP = timedelta(45)
# of so many asked about the advertising, so many were aware
ASKED = {"before": (80, 22), "after": (72, 31)}


class Campaigns:
    def __init__(self, env, clock, users):
        self.env, self.clock, self.users = env, clock, users
        self.company = env.company
        self.deciders = {
            "marketing_manager": users["marketing"],
            "director": users["director"],
            "leadership": users["leadership"],
            "finance_manager": users["finance"],
        }

    def load(self):
        for vals in LAST_YEAR:
            self._last_year(*vals)
        for campaign in self._from_plan():
            self._approve(campaign)
            self._attribute(campaign)
            for category, name, amount in CHARGES.get(campaign.kind, ()):
                self._charge(campaign, category, name, amount)
            self._proceed(campaign)
            if campaign.kind == "advertising":
                self._ask(campaign)
        self._now()
        self._links()
        self._discount()
        self._idea()
        self._to_decide()

    def _department(self, code="promotion"):
        return self.env.ref(f"marketing_office.department_{code}")

    def _last_year(self, name, kind, first, last, cost, category, shares):
        year = self.clock.today.year - 1
        following = date(year + last // 12, last % 12 + 1, 1)
        campaign = self._create(
            name, kind, date(year, first, 1), following - timedelta(1), cost
        )
        self._approve(campaign)
        self._attribute(campaign)
        for number, share in enumerate(shares, 1):
            self._charge(campaign, category, f"{name}（{number}）", cost * share)
        self._proceed(campaign)

    def _create(self, name, kind, first, last, cost, user=None, department=None):
        return (
            self.env["mkt.campaign"]
            .with_user(user or self.users["promotion"])
            .create(
                {
                    "name": name,
                    "kind": kind,
                    "department_id": (department or self._department()).id,
                    "date_from": first,
                    "date_to": last,
                    "planned_cost": cost,
                    "objective": "向目标客户介绍新品，登记有采购意向的联系人。",
                    "lead_goal": max(10, round(cost / 4_000)),
                    "revenue_goal": cost * 6,
                }
            )
        )

    def _from_plan(self):
        """Campaigns that carry out the schemes of this year's plan, by their owners."""
        plan = self.env["mkt.plan"].search(
            [
                ("state", "=", "approved"),
                ("date_from", "<=", self.clock.today),
                ("date_to", ">=", self.clock.today),
            ],
            limit=1,
        )
        for login, code in (("promotion", "promotion"), ("marketing", "planning")):
            schemes = plan.scheme_ids.filtered(
                lambda s, code=code: s.department_id == self._department(code)
            )
            schemes.with_user(self.users[login]).action_create_campaign()
        campaigns = plan.scheme_ids.campaign_id.sorted("date_from")
        for campaign in campaigns.filtered(lambda c: c.kind in SUBJECTS):
            codes, medium = SUBJECTS[campaign.kind]
            campaign.product_ids = self.env["product.template"].search(
                [("default_code", "in", codes)]
            )
            campaign.medium_id = self.env["utm.medium"].create({"name": medium})
            campaign.segment_id = plan.segment_ids[:1]
        return campaigns

    def _approve(self, document):
        self._keep_conditions(document)
        document.with_user(document.user_id).action_submit()
        while document.state == "submitted":
            code = document.sudo().next_post_id.code
            document.with_user(self.deciders[code]).action_approve()

    def _keep_conditions(self, document):
        """Whoever runs the campaign says how each condition of its kind is kept."""
        if document._name == "mkt.campaign":
            checks = document.with_user(document.user_id).check_ids
            for check in checks:
                xmlid = check.condition_id.get_external_id()[check.condition_id.id]
                note = KEPT[xmlid.split(".")[1]]
                check.write({"is_met": True, "note": note})

    def _proceed(self, campaign):
        """Begun, and completed where it is over; one has been forgotten."""
        today, owned = self.clock.today, campaign.with_user(campaign.user_id)
        if campaign.date_from <= today:
            owned.action_start()
        if campaign.date_to < today and campaign.kind != "brand":
            owned.write({"result": RESULT, "lessons": LESSONS})
            owned.action_close()

    def _now(self):
        """What another department runs these days."""
        day = self.clock.today
        campaign = self._create(
            "年度客户技术交流会",
            "offline",
            day - timedelta(9),
            day + timedelta(12),
            38_000,
            self.users["marketing"],
            self._department("planning"),
        )
        self._approve(campaign)
        self._proceed(campaign)

    def _links(self):
        """Codes on the posters of what runs these days, and how often they were scanned."""
        campaign = self.env["mkt.campaign"].search(
            [("state", "=", "running")], order="date_to desc", limit=1
        )
        links = (
            self.env["mkt.campaign.link"]
            .with_user(campaign.user_id)
            .create(
                [
                    {
                        "campaign_id": campaign.id,
                        "name": name,
                        "url": f"https://www.{DOMAIN}/products",
                    }
                    for name, _visits in PLACES
                ]
            )
        )
        for link, (_name, visits) in zip(links, PLACES, strict=True):
            self.env["link.tracker.click"].create(
                [{"link_id": link.tracker_id.id} for _visit in range(visits)]
            )

    def _discount(self):
        """A promotion in draft, whose base price is more than was asked last week."""
        day = self.clock.today + timedelta(1)
        campaign = self._create(
            "年末渠道让利", "promotion", day, day + timedelta(19), 30_000
        )
        products = self.env["product.product"].search(
            [("default_code", "in", SUBJECTS["exhibition"][0])], order="default_code"
        )
        campaign.offer_ids = [
            Command.create(
                {
                    "product_id": product.id,
                    "base_price": product.lst_price,
                    "offer_price": round(product.lst_price * 0.88),
                }
            )
            for product in products
        ]

    def _ask(self, campaign):
        """Questionnaires before and after, answered, and some opened and left."""
        owned = campaign.with_user(campaign.user_id)
        owned.with_context(lang="zh_CN").action_create_questionnaires()
        for side, (asked, aware) in ASKED.items():
            survey = campaign[f"survey_{side}_id"]
            question = survey.question_ids
            yes, no = question.suggested_answer_ids
            self.env["survey.user_input"].create(
                [
                    {
                        "survey_id": survey.id,
                        "state": "done",
                        "user_input_line_ids": [
                            Command.create(
                                {
                                    "question_id": question.id,
                                    "answer_type": "suggestion",
                                    "suggested_answer_id": (
                                        yes if number < aware else no
                                    ).id,
                                }
                            )
                        ],
                    }
                    for number in range(asked)
                ]
                + [{"survey_id": survey.id, "state": "in_progress"}] * (asked // 9)
            )

    def _idea(self):
        day = date(self.clock.today.year + 1, 3, 10)
        self._create("春季新品线上发布会", "online", day, day + timedelta(4), 45_000)

    def _to_decide(self):
        """One waits for the Marketing Manager, a large one for the Director."""
        day = date(self.clock.today.year + 1, 4, 1)
        talks = self._create(
            "经销商选型培训巡讲", "offline", day, day + timedelta(29), 36_000
        )
        talks.action_submit()
        fair = self._create(
            "春季工控展参展", "exhibition", day, day + timedelta(44), 185_000
        )
        fair.action_submit()
        fair.with_user(self.users["marketing"]).action_approve()

    # ------------------------------------------------------------- what it cost

    def _charge(self, campaign, category, name, amount):
        day = min(campaign.date_to, self.clock.today)
        line = self.env["mkt.budget.line"].search(
            [
                ("department_id", "=", self._department().id),
                ("category_id.code", "=", category),
                ("state", "=", "approved"),
                ("date_from", "<=", day),
                ("date_to", ">=", day),
            ],
            limit=1,
        )
        request = (
            self.env["mkt.expense.request"]
            .with_user(self.users["promotion"])
            .create(
                {
                    "name": name,
                    "description": f"用于“{campaign.name}”，按活动方案执行。",
                    "evidence_ids": evidence_of(
                        self.env, self.users["promotion"], category
                    ),
                    "campaign_id": campaign.id,
                    "line_id": line.id,
                    "department_id": self._department().id,
                    "amount": round(amount, -2),
                    "date": day,
                }
            )
        )
        self._approve(request)
        self.env["mkt.expense.settlement"].with_user(request.user_id).create(
            {
                "request_id": request.id,
                "name": "增值税发票",
                "amount": request.amount,
                "date": day,
            }
        )
        request.with_user(self.users["finance"]).action_settle()

    # ------------------------------------------------------------- what it brought

    def _attribute(self, campaign):
        """Leads that began in its time, and what became of them, carry the campaign."""
        last = campaign.date_to + FOLLOW_UP
        leads = self.env["crm.lead"].with_context(active_test=False)
        found = leads.search(
            [
                ("date_open", ">=", campaign.date_from),
                ("date_open", "<=", last),
                ("campaign_id", "=", False),
            ],
            order="id",
        )
        # every third: the rest came by telephone or were customers before
        found = found[::3]
        found.campaign_id = campaign.utm_campaign_id
        found.order_ids.campaign_id = campaign.utm_campaign_id
        found.order_ids.invoice_ids.campaign_id = campaign.utm_campaign_id


def load_campaigns(env, clock, users):
    Campaigns(env, clock, users).load()
