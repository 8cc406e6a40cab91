"""Research studies: one reported twice and repeated, one in the field, one to be approved."""

import random
from datetime import datetime, time, timedelta

from odoo.fields import Command

from .budgets import Budgets
from .common import UTC_OFFSET

ANSWERS = 64
# how often each reason was named, of twenty
REASONS = [("交货期太长", 9), ("价格", 5), ("质量不稳定", 4), ("售后响应慢", 2)]
WISHES = [
    "希望常用型号能现货供应。",
    "交期承诺要更准，提前通知变更。",
    "样品寄送可以再快一些。",
    "技术支持很专业，继续保持。",
    "希望提供选型软件。",
]
INTERVIEWS = [
    ("采购部部长", "三家供应商里只有一家能做到两周交货，价格差百分之五可以接受。"),
    ("电气主管", "继电器的一致性好，但非标型号的交期经常推迟。"),
    ("生产经理", "停线一天的损失远大于元件差价，宁可多备一家供应商。"),
]


def load_studies(env, clock, customers, users):
    companies = [customer.company for customer in customers if customer.company.email]
    Studies(env, clock, companies, users).load()


class Studies:
    def __init__(self, env, clock, companies, users):
        self.env, self.clock, self.companies = env, clock, companies
        self.rng = random.Random(61)
        self.researcher, self.manager = users["researcher"], users["marketing"]
        self.budgets = Budgets(env, clock, users)

    def load(self):
        self._reported()
        self._in_the_field()
        self._submitted()

    def _study(self, name, first, days, **vals):
        return self.env["mkt.study"].create(
            {
                "name": name,
                "user_id": self.researcher.id,
                "date_from": first,
                "date_to": first + timedelta(days=days),
                **vals,
            }
        )

    def _reported(self):
        """The quarter before, and the one whose findings the plans rest on."""
        earlier = self._repeated(self.clock.today - timedelta(days=207), 39_000)
        self._answers(earlier.survey_ids, earlier.date_from, ANSWERS - 18, 0.69)
        self._finding(
            earlier,
            "交货期与价格同为更换供应商的主要原因",
            "两个原因被提及的次数相近，满意度偏低的客户多半遇到过延期。",
            survey_ids=earlier.survey_ids.ids,
        ).write(self._review(earlier.date_from, "validated"))
        self._report(earlier, 36_400)
        first = self.clock.today - timedelta(days=115)
        study = self._repeated(first, 42_000)
        study.previous_id = earlier
        survey = study.survey_ids
        self._answers(survey, first, ANSWERS)
        interviews = self._interviews(study, first, INTERVIEWS)
        self._finding(
            study,
            "交货期是客户更换供应商的首要原因",
            "近一半受访客户把交货期列为更换供应商的首要原因，价格排在第二；"
            "访谈中百分之五以内的差价普遍可以接受。",
            survey_ids=survey.ids,
            interview_ids=interviews.ids,
        ).write(self._review(first, "validated"))
        self._finding(
            study,
            "老客户推荐意愿高于满意度所显示的水平",
            "推荐者多数使用本公司产品三年以上，看重技术支持。",
            survey_ids=survey.ids,
        ).write(self._review(first, "validated"))
        self._finding(
            study,
            "澄砺品牌知名度连续三年上升，华东快于整体市场",
            "受访者中四成以上知道澄砺；华东设备制造商已过半，主要来自展会和老客户介绍。",
            survey_ids=survey.ids,
            interview_ids=interviews.ids,
        ).write(self._review(first, "validated"))
        self._finding(
            study,
            "北方客户对价格更敏感",
            "北方地区的样本只有七份。",
            survey_ids=survey.ids,
        ).write(
            {
                **self._review(first, "rejected"),
                "reject_reason": "样本太少，不足以支持该结论",
            }
        )
        self._report(study, 39_860)
        study._raise_next()

    def _repeated(self, first, planned):
        survey = self._questionnaire("工控客户选型与更换供应商问卷")
        return self._study(
            "工控客户为什么更换供应商",
            first,
            40,
            question="过去一年更换过继电器供应商的客户，决定性的原因是什么？",
            need="明年的交货承诺与价格策略",
            by_questionnaire=True,
            by_interview=True,
            sample_planned=60,
            planned_cost=planned,
            frequency="quarter",
            survey_ids=survey.ids,
            state="analysis",
        )

    def _report(self, study, spent):
        """Ask for what the study cost, settle it, and report the study."""
        action = study.with_user(self.researcher).action_request_expense()
        request = self.env["mkt.expense.request"].browse(action["res_id"])
        request = request.with_user(self.researcher)
        day = max(study.date_from, self.clock.today.replace(month=1, day=1))
        request.date = day
        request.action_submit()
        self.budgets.approve(request)
        self.budgets.settle(request, spent, day)
        reported = self.clock.moment(study.date_from + timedelta(days=44))
        study.write({"state": "reported", "reported_at": reported})

    def _in_the_field(self):
        first = self.clock.today - timedelta(days=18)
        survey = self._questionnaire("智能继电器需求问卷")
        study = self._study(
            "华东主机厂对智能继电器的需求",
            first,
            45,
            question="主机厂是否愿意为带诊断功能的继电器多付费？",
            need="新产品的功能与定价",
            by_questionnaire=True,
            by_interview=True,
            by_competitor_analysis=True,
            sample_planned=40,
            planned_cost=28_000,
            survey_ids=survey.ids,
            state="fieldwork",
        )
        self._answers(survey, first, 17)
        self._quotas(survey)
        interviews = self._interviews(study, first, INTERVIEWS[:2])
        self.env["mkt.interview"].create(
            {
                "study_id": study.id,
                "name": "设备总工程师",
                "partner_id": self.companies[9].id,
                "user_id": self.researcher.id,
                "date": self.clock.today,
            }
        )
        for competitor in self.env["mkt.competitor"].search([], limit=1):
            self.env["mkt.competitor.analysis"].create(
                {
                    "study_id": study.id,
                    "competitor_id": competitor.id,
                    "user_id": self.researcher.id,
                    "date": first + timedelta(days=5),
                    "strengths": "已有带通信接口的型号，渠道覆盖广。",
                    "weaknesses": "诊断功能需另购模块，交期六周以上。",
                    "conclusion": "以一体化诊断和两周交货形成差异。",
                }
            )
        self._finding(
            study,
            "诊断功能的溢价空间约为一成",
            "初步访谈显示，客户愿意为减少停线多付约百分之十。",
            interview_ids=interviews.ids,
        )

    def _quotas(self, survey):
        """Of one answer there are enough, and somebody has come too late for it."""
        delivery, price, *_others = survey.question_ids[2].suggested_answer_ids
        delivery.mkt_quota = 20
        price.mkt_quota = max(1, price.mkt_quota_reached)
        self.env["survey.user_input"].create(
            {
                "survey_id": survey.id,
                "state": "done",
                "mkt_is_over_quota": True,
                "mkt_quota_ids": [Command.set(price.ids)],
                "user_input_line_ids": [
                    Command.create(
                        {
                            "question_id": price.question_id.id,
                            "answer_type": "suggestion",
                            "suggested_answer_id": price.id,
                        }
                    )
                ],
            }
        )

    def _submitted(self):
        study = self._study(
            "渠道伙伴满意度与支持需求",
            self.clock.today + timedelta(days=10),
            30,
            question="渠道伙伴最需要哪些支持？",
            need="明年渠道政策",
            by_questionnaire=True,
            sample_planned=30,
            planned_cost=12_000,
        )
        study.with_user(self.researcher).action_submit()

    def _questionnaire(self, title):
        scale = {"question_type": "scale", "constr_mandatory": True}
        return self.env["survey.survey"].create(
            {
                "title": title,
                "description": "<p>共四个问题，约需两分钟。答卷只用于本次调研。</p>",
                "survey_type": "survey",
                "access_mode": "public",
                "users_login_required": False,
                "questions_layout": "one_page",
                "scoring_type": "no_scoring",
                "user_id": self.researcher.id,
                "question_and_page_ids": [
                    Command.create(vals)
                    for vals in (
                        {
                            **scale,
                            "title": "您对现有继电器供应商的总体满意程度？",
                            "scale_min": 1,
                            "scale_max": 5,
                            "scale_min_label": "很不满意",
                            "scale_max_label": "很满意",
                            "mkt_measure": "csat",
                        },
                        {
                            **scale,
                            "title": "您有多大可能向同行推荐我们？",
                            "scale_min": 0,
                            "scale_max": 10,
                            "scale_min_label": "绝不推荐",
                            "scale_max_label": "一定推荐",
                            "mkt_measure": "nps",
                        },
                        {
                            "title": "更换供应商的首要原因是什么？",
                            "question_type": "simple_choice",
                            "suggested_answer_ids": [
                                Command.create({"value": reason})
                                for reason, _weight in REASONS
                            ],
                        },
                        {"title": "您还有什么建议？", "question_type": "text_box"},
                    )
                ],
            }
        )

    def _answers(self, survey, first, count, mean=0.74):
        csat, nps, reason, wish = survey.question_ids
        choices = dict(zip(REASONS, reason.suggested_answer_ids, strict=True))
        rng, vals_list = self.rng, []
        for number in range(count):
            customer = self.companies[number % len(self.companies)]
            mood = min(1, max(0, rng.gauss(mean, 0.16)))
            [chosen] = rng.choices(REASONS, [weight for _name, weight in REASONS])
            day = min(first + timedelta(rng.randrange(3, 38)), self.clock.today)
            done = datetime.combine(day, time(0)) - UTC_OFFSET
            lines = [
                (csat, "scale", {"value_scale": max(1, round(1 + 4 * mood))}),
                (nps, "scale", {"value_scale": round(10 * mood)}),
                (reason, "suggestion", {"suggested_answer_id": choices[chosen].id}),
            ]
            if rng.random() < 0.4:
                lines.append((wish, "text_box", {"value_text_box": rng.choice(WISHES)}))
            vals_list.append(
                {
                    "survey_id": survey.id,
                    "partner_id": customer.id,
                    "email": customer.email,
                    "mkt_invited_at": done - timedelta(days=2),
                    "state": "done",
                    "start_datetime": done - timedelta(minutes=5),
                    "end_datetime": done,
                    "user_input_line_ids": [
                        Command.create(
                            {"question_id": q.id, "answer_type": kind, **value}
                        )
                        for q, kind, value in lines
                    ],
                }
            )
        # some have opened the page and not handed it in
        opened = {
            "survey_id": survey.id,
            "state": "in_progress",
            "mkt_invited_at": datetime.combine(first, time(9)) - UTC_OFFSET,
        }
        vals_list += [opened] * (count // 6)
        self.env["survey.user_input"].create(vals_list)

    def _interviews(self, study, first, notes):
        return self.env["mkt.interview"].create(
            [
                {
                    "study_id": study.id,
                    "name": person,
                    "partner_id": self.companies[number].id,
                    "user_id": self.researcher.id,
                    "date": first + timedelta(days=6 + 3 * number),
                    "consent": True,
                    "notes": text,
                }
                for number, (person, text) in enumerate(notes)
            ]
        )

    def _finding(self, study, name, description, **evidence):
        return self.env["mkt.finding"].create(
            {
                "study_id": study.id,
                "user_id": self.researcher.id,
                "name": name,
                "description": description,
                **evidence,
            }
        )

    def _review(self, first, state):
        return {
            "state": state,
            "validated_by_id": self.manager.id,
            "validated_at": self.clock.moment(first + timedelta(days=42)),
        }
