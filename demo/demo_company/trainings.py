"""A year's training plan with four sessions: two held, one to come, one planned."""

from datetime import date, timedelta

from odoo.fields import Command

SALES = ("account", "sales1", "sales2", "sales3", "sales4")
SERVICE = ("clerk1", "clerk2", "clerk3")
# topic, days from today, hours, cost, run by, participants, absent, certified, state
SESSIONS = [
    ("投诉处理与客户沟通", -84, 6, 6000, "service", SERVICE, (), True, "held"),
    ("大客户谈判技巧", -21, 8, 12000, "sales", SALES, ("sales3",), False, "held"),
    ("新品软起动器选型", 9, 4, 3000, "product", SALES, (), False, "scheduled"),
    ("短视频与直播推广", 38, 6, 8000, "promotion", ("account",), (), False, "planned"),
]
NEEDS = [
    ("sales2", "招投标文件编制", "今年投标项目明显增多"),
    ("clerk3", "电气产品基础知识", "接听电话时常需转技术部"),
]


def load_trainings(env, clock, users, budgets):
    periods = env["mkt.period"]
    plan = env["mkt.training.plan"].create(
        {
            "name": f"{clock.today.year} 年度培训计划",
            "period_id": periods._of(env.company, "year", clock.today).id,
            "user_id": users["marketing"].id,
            "budget_line_id": env["mkt.expense.request"]
            ._line_of_today(env.company, "training")
            .id,
            "note": "投诉按时答复率提升到 95% 以上；大客户续约率提升 5 个百分点。",
        }
    )
    survey = make_certification(env)
    sessions = env["mkt.training.session"]
    for topic, days, hours, cost, leader, people, absent, certified, state in SESSIONS:
        session = sessions.create(
            {
                "name": topic,
                "plan_id": plan.id,
                "planned_on": clock.today + timedelta(days),
                "hours": hours,
                "planned_cost": cost,
                "user_id": users[leader].id,
                "participant_ids": [Command.set([users[p].id for p in people])],
                "survey_id": certified and survey.id,
                "valid_months": 24 if certified else 0,
            }
        )
        if state != "planned":
            event = env["event.event"].create(session._prepare_event())
            session.write({"state": "scheduled", "event_id": event.id})
            session.participation_ids = [
                Command.create({"user_id": users[p].id}) for p in people
            ]
        if state == "held":
            hold(session, clock, [users[p] for p in absent])
            charge(session, clock, budgets)
    plan.state = "approved"
    env["mkt.training.need"].create(
        [
            {"name": topic, "note": note, "user_id": users[login].id}
            for login, topic, note in NEEDS
        ]
    )


def find_needs(env):
    """What new posts, appraisals and controls that are not observed say of it."""
    env["mkt.training.need"].create(env["mkt.training.need"]._found())


def charge(session, clock, budgets):
    """Trainer and room were paid for: a little less than planned."""
    day = max(date(clock.today.year, 1, 1), session.planned_on)
    line = session.plan_id.budget_line_id
    request = session.env["mkt.expense.request"].create(
        {
            "name": f"{session.name}：讲师与场地",
            "description": "按年度培训计划安排。",
            "user_id": session.plan_id.user_id.id,
            "line_id": line.id,
            "department_id": line.budget_id.department_id.id,
            "amount": session.planned_cost,
            "date": day,
            "training_session_id": session.id,
        }
    )
    request.with_user(request.user_id).action_submit()
    budgets.approve(request)
    budgets.settle(request, session.planned_cost * 0.95, day)


def hold(session, clock, absent):
    """The session was held; some have said how useful it was, and what it has changed."""
    moment = clock.moment(session.planned_on)
    for row in session.participation_ids:
        was_there = row.user_id not in absent
        row.write(
            {
                "state": "attended" if was_there else "absent",
                "hours": session.hours if was_there else 0,
                "recorded_by_id": session.user_id.id,
                "recorded_at": moment,
            }
        )
    session.state = "held"
    session.participation_ids._settle()
    attended = session.participation_ids.filtered(lambda r: r.state == "attended")
    for number, row in enumerate(attended[:-1]):
        row.usefulness = 4 + number % 2
        if row.effect_due_on <= clock.today and number < 1:
            row.write(
                {
                    "effect": 4,
                    "effect_on": row.effect_due_on,
                    "effect_note": "答复用语规范，重复投诉减少",
                }
            )
        if session.survey_id:
            row.write(
                {
                    "score": 90,
                    "certified_on": session.planned_on + timedelta(1),
                    "valid_until": session.planned_on + timedelta(731),
                }
            )


def make_certification(env):
    questions = [
        ("收到投诉后应在多长时间内受理？", ("4 个工作小时", "3 个工作日", "一周")),
        ("答复客户时哪种用语不得出现？", ("国家级", "感谢您的反馈", "预计完成日期")),
    ]
    return env["survey.survey"].create(
        {
            "title": "投诉处理上岗认证",
            "certification": True,
            "scoring_type": "scoring_without_answers",
            "scoring_success_min": 80,
            "users_login_required": True,
            "question_and_page_ids": [
                Command.create(
                    {
                        "title": title,
                        "question_type": "simple_choice",
                        "suggested_answer_ids": [
                            Command.create(
                                {
                                    "value": value,
                                    "is_correct": not place,
                                    "answer_score": 0 if place else 10,
                                }
                            )
                            for place, value in enumerate(answers)
                        ],
                    }
                )
                for title, answers in questions
            ],
        }
    )
