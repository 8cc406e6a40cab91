"""Appraisals: two quarters judged, paid and closed, and one that is under way."""

from datetime import date, timedelta

from odoo.fields import Command

ROUNDS = 3
POOL = 480_000
# what a coefficient of 1 brings in a quarter, by level of the post
BASES = {"post": 9_000, "staff": 6_000}
ACHIEVEMENTS = (
    "完成了本季度主要任务，重点客户走访按计划进行；两家客户的年度框架协议已续签。",
    "按计划完成本岗位工作，及时答复其他部门的协办事项，资料归档完整。",
    "新开发客户三家，老客户回访率提高；配合完成秋季展会的接待。",
    "处理工单全部在时限内答复，重复投诉减少；整理了常见问题答复口径。",
)
DIFFICULTIES = (
    "五月份部分产品交货延期，影响了签约进度。",
    "竞争对手在华南降价，报价压力较大。",
    "部门间资料传递偏慢，希望统一模板。",
)
WISHES = (
    "希望参加商务谈判培训；下季度目标为新签两家重点客户。",
    "希望学习数据分析工具；下季度把月报时间提前两天。",
    "希望参加产品技术培训，提高独立答疑能力。",
)
COMMENTS = (
    "工作扎实，客户反映好；下季度重点提高回款和合同归档的及时性。",
    "目标完成较好，与其他部门配合主动；预测准确度还需提高。",
    "总体达到要求，资料填写要更完整，遇到问题应更早上报。",
)
WHY = (
    "有记录可查，表现稳定",
    "多次受到客户表扬",
    "基本达到要求，仍有遗漏",
    "带动了同事",
)
MARKS = (3, 3.5, 4, 4, 4.5, 5)
TALK = "双方就本季度成绩和不足交换了意见，对考核结果没有异议。"
GOALS = "1. 完成下季度目标值\n2. 重点客户每月至少走访一次\n3. 工单和拜访记录当日录入"


def load_appraisals(env, clock, users):
    quarters = close_quarters(env, clock, users["finance"])
    pool = load_pool_line(env, clock)
    rounds = env["mkt.appraisal.round"]
    for number, quarter in enumerate(quarters, 1):
        appraisal_round = rounds.create(
            {"period_id": quarter.id, "company_id": env.company.id}
        )
        Round(clock, users, appraisal_round, pool).load(
            is_closed=number < len(quarters), is_second=number == len(quarters) - 1
        )
    compute(env)


def compute(env):
    names = ("appraisal_in_time", "appraisal_appeals", "appraisal_data")
    kpis = env["mkt.kpi"].union(
        *(env.ref(f"marketing_office.kpi_{name}") for name in names)
    )
    env["mkt.kpi.run"]._all_runs(kpis, env.company)._compute_now()


def close_quarters(env, clock, finance):
    """The last quarters whose months are closed."""
    periods = env["mkt.period"]
    domain = [("company_id", "=", env.company.id)]
    months = periods.search(
        [*domain, ("kind", "=", "month"), ("state", "=", "closed")],
        order="date_to desc",
        limit=1,
    )
    quarters = periods.search(
        [*domain, ("kind", "=", "quarter"), ("date_to", "<=", months.date_to)],
        order="date_from desc",
        limit=ROUNDS,
    )
    quarters.with_user(finance).action_close()
    return quarters.sorted("date_from")


def load_pool_line(env, clock):
    budget = env["mkt.budget"].create(
        {
            "department_id": env.ref("marketing_office.department_office").id,
            "period_id": env["mkt.period"]
            ._of(env.company, "year", date(clock.today.year, 1, 1))
            .id,
            "line_ids": [
                Command.create(
                    {
                        "category_id": env.ref(
                            "marketing_office.category_incentive"
                        ).id,
                        "planned": POOL,
                    }
                )
            ],
        }
    )
    # the decision was taken on paper, as those of the other budgets
    budget._on_approved()
    budget.state = "approved"
    return budget.line_ids


class Round:
    """The steps of one round, each taken by the person whose turn it is."""

    def __init__(self, clock, users, appraisal_round, pool):
        self.clock, self.users, self.pool = clock, users, pool
        self.round = appraisal_round

    def as_user(self, login):
        return self.round.with_user(self.users[login])

    def load(self, is_closed, is_second):
        self.as_user("director").action_open()
        self.round.pool_line_id = self.pool
        cards = self.round.appraisal_ids.sorted("id")
        for card in cards:
            level = card.post_id.level
            card.incentive_ids.base = BASES.get(level, BASES["staff"])
        if not is_closed:
            self._under_way(cards)
            return
        for card in cards:
            self._hand_in(card)
            self._judge(card)
        self._calibrate(cards)
        director = self.as_user("director")
        director.action_finish_calibration()
        director.action_approve_all()
        self.as_user("leadership").action_approve_all()
        director.action_release()
        self._date_back()
        for card in cards:
            self._talk(card)
        if is_second:
            self._appeal(cards)
        director.action_confirm_incentives()
        self.as_user("leadership").action_confirm_incentives()
        self.as_user("finance").action_hand_to_payroll()
        director.action_close()

    def _under_way(self, cards):
        """Half have handed in, and some of these are judged."""
        for number, card in enumerate(cards):
            if number % 3:
                self._hand_in(card)
            if number % 3 == 2:
                self._judge(card)

    def _hand_in(self, card):
        rng, own = self.clock.rng, card.self_ids
        own.with_user(card.user_id).write(
            {
                "achievements": rng.choice(ACHIEVEMENTS),
                "difficulties": rng.choice(DIFFICULTIES),
                "wishes": rng.choice(WISHES),
                "own_score": rng.randint(88, 112),
            }
        )
        own.with_user(card.user_id).action_submit()

    def _judge(self, card):
        rng, mine = self.clock.rng, card.with_user(card.manager_id)
        for line in mine.line_ids.filtered(lambda line: line.kind == "judged"):
            line.write({"mark": rng.choice(MARKS), "comment": rng.choice(WHY)})
        mine.manager_comment = rng.choice(COMMENTS)
        mine.action_judge()

    def _calibrate(self, cards):
        card = cards.filtered(lambda c: c.user_id == self.users["sales2"])
        card.with_user(self.users["director"]).action_adjust(
            -3, "与同组人员相比，评价尺度偏宽"
        )

    def _talk(self, card):
        card.with_user(card.manager_id).write(
            {
                "talk_on": self.round.released_on,
                "talk_note": TALK,
                "goals": GOALS,
                "training_wishes": self.clock.rng.choice(WISHES),
            }
        )
        card.with_user(card.user_id).action_acknowledge("已阅")

    def _appeal(self, cards):
        """One appeals, and the leadership finds that the person is right."""
        card = cards.filtered(lambda c: c.user_id == self.users["clerk2"])
        self.round.released_on = self.clock.today
        card.with_user(card.user_id).action_appeal(
            "八月的两起超时工单是系统停机造成的，请求复核。"
        )
        card.with_user(self.users["leadership"]).action_decide_appeal(
            True, 4, "停机记录属实，超时不计入个人。"
        )
        self._date_back()
        card.write(
            {
                "appealed_on": self.round.released_on + timedelta(3),
                "appeal_decided_on": self.round.released_on + timedelta(6),
            }
        )

    def _date_back(self):
        """The round was held soon after its quarter."""
        opened = self.round.date_to + timedelta(5)
        released = opened + timedelta(24)
        self.round.write(
            {
                "opened_on": opened,
                "self_until": opened + timedelta(7),
                "judge_until": opened + timedelta(14),
                "release_until": opened + timedelta(28),
                "released_on": released,
                "is_in_time": True,
            }
        )
