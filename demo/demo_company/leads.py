"""Opportunities: won with an order, lost with a reason, or still open."""

from datetime import timedelta

from odoo.tools import SQL

WON, LOST, OPEN = 85, 48, 50
PROJECTS = (
    "厂区配电改造",
    "新建车间配电工程",
    "年度框架采购",
    "设备配套选型",
    "泵站变频改造",
    "老旧开关柜更新",
    "无功补偿治理",
    "配电房扩容",
    "生产线电控升级",
    "备品备件集中采购",
)
SOURCES = ("电话开发", "行业展会", "微信公众号", "老客户介绍", "官网询价")
LOST_REASONS = ("价格高于竞争对手", "交货期不能满足", "项目取消或推迟", "选用其他品牌")
# with the probability of winning
STAGES = {"新商机": 10, "需求确认": 30, "方案报价": 50, "商务谈判": 75}
ACTIVITIES = (
    ("mail.mail_activity_data_call", "电话跟进报价反馈"),
    ("mail.mail_activity_data_call", "确认技术参数和交期"),
    ("mail.mail_activity_data_meeting", "上门拜访，商谈合同条款"),
    ("mail.mail_activity_data_todo", "准备技术方案和报价单"),
)


class Leads:
    def __init__(self, env, clock, teams, customers):
        self.env = env
        self.clock = clock
        self.rng = clock.rng
        self.teams = teams
        self.customers = customers
        self.won_stage = env["crm.stage"].search([("is_won", "=", True)], limit=1)
        self.stages = self._open_stages()
        self.sources = env["utm.source"].create([{"name": name} for name in SOURCES])
        self.reasons = env["crm.lost.reason"].create(
            [{"name": name} for name in LOST_REASONS]
        )

    def _open_stages(self):
        """The host's open stages and one more, under the company's own names."""
        stages = self.env["crm.stage"].search([("is_won", "=", False)])
        stages += self.env["crm.stage"].create(
            [
                {"name": name, "sequence": stages[-1].sequence + 1}
                for name in list(STAGES)[len(stages) :]
            ]
        )
        for stage, name in zip(stages, STAGES, strict=True):
            stage.name = name
        return stages

    def load(self, plan):
        """Create them all; the orders of the plan that came of one get it as "lead"."""
        sold = [order for order in plan if order["state"] == "sale"]
        won = self.rng.sample(sold, WON)
        quoted = [order for order in plan if order["state"] in ("draft", "sent")]
        leads = self.env["crm.lead"].create(
            [self._open(order) for order in (quoted + [None] * OPEN)[:OPEN]]
            + [self._won(order) for order in won]
            + [self._lost() for _nth in range(LOST)]
        )
        for order, lead in zip(quoted, leads[:OPEN], strict=False):
            order["lead"] = lead
        for order, lead in zip(won, leads[OPEN:], strict=False):
            order["lead"] = lead
        backdate(leads)
        self._load_activities(leads[:OPEN])
        # the forecast learns from all leads since this day
        since = str(self.clock.start)
        self.env["ir.config_parameter"].set_param("crm.pls_start_date", since)

    def _lead(self, customer, amount, day, **values):
        company, contact, row = customer
        begun = self.clock.moment(day)
        short_name = company.name.removesuffix("有限公司")
        return {
            "type": "opportunity",
            "name": f"{short_name} · {self.rng.choice(PROJECTS)}",
            "partner_id": contact.id,
            "user_id": company.user_id.id,
            "team_id": self.teams[row["owner"]].id,
            "expected_revenue": round(amount, -2),
            "source_id": self.rng.choice(self.sources).id,
            "priority": self.rng.choice("0112"),
            "date_open": begun,
            "date_last_stage_update": begun,
        } | values

    def _some_lead(self, day, **values):
        amount = self.rng.uniform(8, 160) * 1000
        return self._lead(self.customers.pick(), amount, day, **values)

    def _won(self, order):
        day = order["day"]
        begun = self.clock.workday(day - timedelta(70), day - timedelta(10))
        signed = self.clock.moment(day)
        return self._lead(
            order["customer"],
            order["amount"],
            begun,
            stage_id=self.won_stage.id,
            probability=100,
            date_closed=signed,
            date_last_stage_update=signed,
        )

    def _lost(self):
        clock = self.clock
        begun = clock.workday(clock.start, clock.today - timedelta(25))
        lost = clock.moment(clock.workday(begun + timedelta(12), begun + timedelta(90)))
        return self._some_lead(
            begun,
            active=False,
            probability=0,
            stage_id=self.rng.choice(self.stages).id,
            lost_reason_id=self.rng.choice(self.reasons).id,
            date_closed=lost,
            date_last_stage_update=lost,
        )

    def _open(self, order):
        """An open opportunity; with a quotation it has come further than without."""
        today = self.clock.today
        stage = self.stages[self.rng.choice([2, 2, 3] if order else [0, 0, 0, 1, 1, 2])]
        values = {
            "stage_id": stage.id,
            "probability": STAGES[stage.name],
            "date_deadline": today + timedelta(self.rng.randint(5, 60)),
        }
        if order:
            begun = self.clock.workday(order["day"] - timedelta(30), order["day"])
            return self._lead(order["customer"], order["amount"], begun, **values)
        return self._some_lead(
            self.clock.workday(today - timedelta(75), today), **values
        )

    def _load_activities(self, leads):
        model = self.env["ir.model"]._get_id("crm.lead")
        values = []
        for lead in leads:
            if self.rng.random() < 0.7:
                kind, summary = self.rng.choice(ACTIVITIES)
                values.append(
                    {
                        "res_model_id": model,
                        "res_id": lead.id,
                        "activity_type_id": self.env.ref(kind).id,
                        "summary": summary,
                        "user_id": lead.user_id.id,
                        "date_deadline": self.clock.today
                        + timedelta(self.rng.randint(-3, 12)),
                    }
                )
        self.env["mail.activity"].create(values)


def backdate(leads):
    # the ORM takes no create_date, and reports count from it how long a lead took
    leads.flush_recordset()
    leads.env.cr.execute(
        SQL("UPDATE crm_lead SET create_date = date_open WHERE id = ANY(%s)", leads.ids)
    )
    leads.invalidate_recordset(["create_date"])
    for name in ("day_open", "day_close"):
        leads.env.add_to_compute(leads._fields[name], leads)
