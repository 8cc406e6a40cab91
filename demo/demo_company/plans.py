"""Marketing plans of this year and the next, product positionings, office projects."""

from datetime import date, timedelta

from odoo.fields import Command

FINDINGS = [
    "中型成套厂最看重交货周期，七天以内的供应商优先",
    "变频器客户愿意为两年质保多付百分之五",
    "经销商缺少选型培训，错选率偏高",
]
# who was interviewed
PERSONS = ["成套厂采购部部长", "设备厂电气主管", "经销商总经理"]
SIGNAL = "主要竞争对手塑壳断路器降价百分之八"
ANSWER = "多数经销商更看重返利与交期，降价百分之五以内不会换品牌"
SEGMENTS = ["成套设备厂", "机械设备厂", "渠道经销商"]
# name, kind, first and last month, department, cost, what it shall bring
SCHEMES = [
    ("春季工控展参展", "exhibition", 3, 4, "promotion", 170_000, "有效商机 80 条"),
    ("行业媒体广告", "advertising", 2, 11, "promotion", 180_000, "官网询盘增长三成"),
    ("塑壳断路器渠道促销", "promotion", 5, 6, "promotion", 60_000, "渠道出货增长两成"),
    ("经销商选型培训巡讲", "offline", 4, 10, "planning", 90_000, "覆盖经销商 60 家"),
    ("品牌形象升级", "brand", 1, 6, "planning", 80_000, "统一视觉与宣传册"),
]
GOALS = {"sales_ordered": None, "customer_satisfaction": 88}
# of each quarter of this year
QUARTER_GOALS = {"customer_satisfaction": 85, "limits_kept": 95}
GROWTH = 1.1  # next year's sales against this year's target
# code of the product, segment, price band, what is better, how it is sold, days to review
POSITIONINGS = [
    ("CLM1-125", 0, 240, 320, "七天交货，附件齐全", "直销与年度框架协议", 60),
    ("CLV200-7.5", 1, 2100, 2600, "两年质保，参数一键导入", "样机试用后批量供货", -10),
    ("CLB1-63", 2, 10, 14, "规格全，整箱包装", "经销商价目表加季度返利", 120),
]

# days from today, what was said, decisions: what, whose, due after days, done
MINUTES = [
    (
        -24,
        "对手塑壳断路器降价约 8%，主要影响华东经销商；先稳住大客户，再谈整体价格。",
        [
            ("走访华东前十名经销商并收集报价", "sales", 10, True),
            ("测算降价 3%、5% 对毛利的影响", "marketing", 7, True),
        ],
    ),
    (
        -10,
        "毛利测算已出，不建议全线跟降；以服务承诺和组合促销应对。",
        [
            ("提出组合促销方案", "promotion", 6, False),
            ("起草 24 小时到场服务承诺", "service", 18, False),
        ],
    ),
]


class Plans:
    def __init__(self, env, clock, users):
        self.env, self.clock, self.users = env, clock, users
        self.company = env.company
        self.segments = self._named("mkt.segment", SEGMENTS)
        self.competitors = env["mkt.competitor"].search([], limit=2)

    def load(self):
        self.findings = self._findings()
        self._this_year()
        self._next_year()
        for vals in POSITIONINGS:
            self._position(*vals)
        self._projects()

    def _named(self, model, names):
        """The company's records of these names, made where they are not there."""
        records = self.env[model]
        for name in names:
            found = records.search(
                [("name", "=", name), ("company_id", "=", self.company.id)], limit=1
            )
            records |= found or records.create({"name": name})
        return records

    def _findings(self):
        return self._study("年度营销计划依据调研", 300, 60, FINDINGS)

    def _study(self, name, ago, days, findings, **vals):
        """A study by interviews that was reported, and its validated findings."""
        first = self.clock.today - timedelta(ago)
        last = first + timedelta(days)
        researcher = self.users["researcher"].id
        study = self.env["mkt.study"].create(
            {
                "name": name,
                "question": "客户与渠道最看重什么，对手的变化带来哪些影响？",
                "need": "营销计划的编制与修订",
                "by_interview": True,
                "sample_planned": len(findings),
                "user_id": researcher,
                "date_from": first,
                "date_to": last,
                "state": "analysis",
                **vals,
            }
        )
        for person, finding in zip(PERSONS, findings, strict=False):
            interview = self.env["mkt.interview"].create(
                {
                    "study_id": study.id,
                    "name": person,
                    "user_id": researcher,
                    "date": first + timedelta(days // 2),
                    "consent": True,
                    "notes": finding,
                }
            )
            self.env["mkt.finding"].create(
                {
                    "name": finding,
                    "study_id": study.id,
                    "user_id": researcher,
                    "interview_ids": interview.ids,
                }
            ).write(
                {
                    "state": "validated",
                    "validated_by_id": self.users["marketing"].id,
                    "validated_at": self.clock.moment(last),
                }
            )
        study.write({"state": "reported", "reported_at": self.clock.moment(last)})
        return study.finding_ids

    def _year(self, year):
        return self.env["mkt.period"]._of(self.company, "year", date(year, 1, 1))

    def _department(self, code):
        return self.env.ref(f"marketing_office.department_{code}").id

    def _plan(self, year, findings, schemes):
        period = self._year(year)
        marketing = self.users["marketing"]
        return (
            self.env["mkt.plan"]
            .with_user(marketing)
            .create(
                {
                    "name": f"{year} 年度营销计划",
                    "period_id": period.id,
                    "positioning": "交货最快、服务最近的国产低压电器品牌",
                    "strategy": "以成套设备厂为重点，用快速交货和选型服务带动全线产品；"
                    "渠道侧重培训与返利，提高经销商的忠诚度。",
                    "segment_ids": [Command.set(self.segments.ids)],
                    "finding_ids": [Command.set(findings.ids)],
                    "goal_ids": [Command.create(vals) for vals in self._goals(period)],
                    "scheme_ids": [
                        Command.create(self._scheme(year, *vals)) for vals in schemes
                    ],
                }
            )
        )

    def _goals(self, period):
        targets = self.env["mkt.kpi.target"].search(
            [("period_id", "=", period.id), ("scope", "=", "company")]
        )
        by_kpi = {target.kpi_id: target.target for target in targets}
        for name, wanted in GOALS.items():
            kpi = self.env.ref(f"marketing_office.kpi_{name}")
            target = wanted or by_kpi.get(kpi)
            if target:
                yield {"kpi_id": kpi.id, "period_id": period.id, "target": target}
        if period.date_from.year == self.clock.today.year:
            yield from self._quarter_goals(period)

    def _quarter_goals(self, year):
        quarters = self.env["mkt.period"].search(
            [
                ("company_id", "=", self.company.id),
                ("kind", "=", "quarter"),
                ("date_from", ">=", year.date_from),
                ("date_to", "<=", year.date_to),
            ],
            order="date_from",
        )
        for name, target in QUARTER_GOALS.items():
            kpi = self.env.ref(f"marketing_office.kpi_{name}")
            for quarter in quarters:
                yield {"kpi_id": kpi.id, "period_id": quarter.id, "target": target}

    def _scheme(self, year, name, kind, first, last, department, cost, result):
        following = date(year + last // 12, last % 12 + 1, 1)
        return {
            "name": name,
            "kind": kind,
            "date_from": date(year, first, 1),
            "date_to": following - timedelta(1),
            "department_id": self._department(department),
            "planned_cost": cost,
            "expected_result": result,
        }

    def _approve(self, document, login):
        document.action_submit()
        document.with_user(self.users[login]).action_approve()

    def _this_year(self):
        year = self.clock.today.year
        plan = self._plan(year, self.findings, SCHEMES)
        self._approve(plan, "director")
        signal = self.env["mkt.signal"].create(
            {
                "name": SIGNAL,
                "deadline": self.clock.today - timedelta(20),
                "user_id": self.users["researcher"].id,
                "severity": "high",
                "description": "渠道报价已跟进下调，三家经销商询问本公司是否调价。",
            }
        )
        findings = self._study(
            "塑壳断路器降价影响快速调研", 30, 14, [ANSWER], signal_ids=signal.ids
        )
        revision = plan.action_revise("竞争对手降价，调整促销力度", signal.ids)
        revision.finding_ids |= findings
        for goal in revision.goal_ids.filtered(lambda g: g.kpi_id.unit == "currency"):
            goal.target = round(goal.target * 0.96, -4)
        promotion = revision.scheme_ids.filtered(lambda s: s.kind == "promotion")
        promotion.write(
            {
                "planned_cost": 110_000,
                "date_to": date(year, 8, 31),
                "expected_result": "稳住渠道份额，出货增长一成",
            }
        )
        self._approve(revision, "director")

    def _next_year(self):
        year = self.clock.today.year + 1
        plan = self._plan(year, self.findings[:2], SCHEMES[:3])
        sales = self.env.ref("marketing_office.kpi_sales_ordered")
        this_year = self.env["mkt.plan.goal"].search(
            [("kpi_id", "=", sales.id), ("plan_state", "=", "approved")], limit=1
        )
        plan.goal_ids = [
            Command.create(
                {
                    "kpi_id": sales.id,
                    "period_id": plan.period_id.id,
                    "target": round(this_year.target * GROWTH, -4),
                    "sequence": 1,
                }
            )
        ]

    def _position(self, code, segment, low, high, features, strategy, days):
        product = self.env["product.template"].search(
            [("default_code", "=", code)], limit=1
        )
        positioning = (
            self.env["mkt.positioning"]
            .with_user(self.users["product"])
            .create(
                {
                    "product_tmpl_id": product.id,
                    "segment_id": self.segments[segment].id,
                    "price_from": low,
                    "price_to": high,
                    "features": features,
                    "sales_strategy": strategy,
                    "competitor_ids": [Command.set(self.competitors.ids)],
                    "review_date": self.clock.today + timedelta(abs(days)),
                }
            )
        )
        self._approve(positioning, "marketing")
        # it was approved long ago, and one review is due
        positioning.sudo().review_date = self.clock.today + timedelta(days)

    def _projects(self):
        users = self.users
        positioning = self.env["mkt.positioning"].search(
            [("product_tmpl_id.default_code", "=", "CLV200-7.5")], limit=1
        )
        self._project(
            {
                "name": "CLV300 变频器开发",
                "mkt_kind": "product",
                "user_id": users["product"].id,
                "mkt_member_ids": [
                    Command.set((users["researcher"] | users["sales"]).ids)
                ],
                "mkt_charter": "在两年质保的前提下，把 7.5kW 机型成本降低一成。",
            },
            [
                ("需求确认", -60, True),
                ("样机测试", 15, False),
                ("小批量试产", 75, False),
            ],
            ["整理客户需求", "完成样机图纸", "高低温试验", "编写说明书"],
            {
                "mkt_finding_ids": [Command.set(self.findings[1].ids)],
                "mkt_positioning_id": positioning.id,
            },
        )
        group = self._project(
            {
                "name": "应对降价专项工作组",
                "mkt_kind": "group",
                "user_id": users["marketing"].id,
                "mkt_member_ids": [
                    Command.set(
                        (users["sales"] | users["promotion"] | users["service"]).ids
                    )
                ],
                "mkt_charter": "任务：两个月内拿出塑壳断路器应对降价的价格、促销和服务方案。\n"
                "成果：方案经处长批准并执行。权限：可调用各部门数据。",
            },
            [("现状分析", -20, True), ("方案批准", 10, False)],
            ["收集对手价格", "测算毛利影响", "制定促销方案"],
            {},
        )
        self._minutes(group)

    def _minutes(self, group):
        """Two meetings of the working group; one decision is done, one is late."""
        for days, note, decisions in MINUTES:
            day = self.clock.today + timedelta(days)
            minutes = self.env["mkt.group.minutes"].create(
                {
                    "project_id": group.id,
                    "user_id": group.user_id.id,
                    "date": day,
                    "attendee_ids": [
                        Command.set((group.mkt_member_ids | group.user_id).ids)
                    ],
                    "note": note,
                    "decision_ids": [
                        Command.create(
                            {
                                "name": name,
                                "user_id": self.users[login].id,
                                "deadline": day + timedelta(due),
                            }
                        )
                        for name, login, due, _done in decisions
                    ],
                }
            )
            minutes.with_user(group.user_id).action_issue()
            minutes.issued_on = day
            for decision, (*_words, due, done) in zip(
                minutes.decision_ids.sorted("id"), decisions, strict=True
            ):
                if done:
                    decision.task_id.state = "1_done"
                    decision.done_on = day + timedelta(due)

    def _project(self, vals, milestones, tasks, links):
        today = self.clock.today
        plan = self.env["mkt.plan"].search([("state", "=", "approved")], limit=1)
        project = self.env["project.project"].create(
            {
                **vals,
                "mkt_plan_id": plan.id,
                "company_id": self.company.id,
                "allow_milestones": True,
                "milestone_ids": [
                    Command.create(
                        {
                            "name": name,
                            "deadline": today + timedelta(days),
                            "is_reached": reached,
                            **links,
                        }
                    )
                    for name, days, reached in milestones
                ],
            }
        )
        self.env["project.task"].create(
            [
                {
                    "name": name,
                    "project_id": project.id,
                    "state": "1_done" if not number else "01_in_progress",
                    "user_ids": [Command.set(project.user_id.ids)],
                }
                for number, name in enumerate(tasks)
            ]
        )
        return project


def load_plans(env, clock, users):
    Plans(env, clock, users).load()
