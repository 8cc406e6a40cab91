"""For each guard against deletion a record that it keeps. Rooms add theirs here.

Each function takes the test case (`boss` may do most, `newcomer` holds no post).
"""

from datetime import date

from odoo.fields import Command

from .governed_records import VALS


def _made(model, **vals):
    return lambda case: case.env[model].create({**VALS[model](case), **vals})


def _part(model, parent, state):
    """A part of a document that then reaches the state."""

    def make(case):
        record = case.env[model].create(VALS[model](case))
        record[parent].state = state
        return record

    return make


def _kept_share(case):
    share = case.env["mkt.budget.share"].create(VALS["mkt.budget.share"](case))
    share.budget_id.state = "approved"
    return share


def _drawn_line(case):
    line = case.env["mkt.control.sample.line"].create(
        VALS["mkt.control.sample.line"](case)
    )
    line.sample_id.drawn_at = "2026-01-01"
    return line


def _visited_link(case):
    link = case.env["mkt.campaign.link"].create(VALS["mkt.campaign.link"](case))
    case.env["link.tracker.click"].create({"link_id": link.tracker_id.id})
    return link


def _cited(model, field, **given):
    def make(case):
        record = _made(model, **given)(case)
        vals = VALS["mkt.finding"](case)
        vals |= {"study_id": record.study_id.id, field: [Command.set(record.ids)]}
        case.env["mkt.finding"].create(vals)
        return record

    return make


def _in_closed_period(model, year):
    def make(case):
        record = case.env[model].create(VALS[model](case))
        periods = case.env["mkt.period"]
        record.period_id = periods._of(case.company, "month", date(year, 2, 1))
        record.period_id.state = "closed"
        return record

    return make


def _file(case):
    vals = {"name": "offer.pdf", "raw": b"x"}
    file = case.env["ir.attachment"].create(vals)
    request = {**VALS["mkt.expense.request"](case), "evidence_ids": file.ids}
    case.env["mkt.expense.request"].create(request).state = "submitted"
    return file


def _locked_target(case):
    plan = _made("mkt.sales.plan", state="approved")(case)
    return _made("mkt.kpi.target", sales_plan_id=plan.id)(case)


def _certifying_question(case):
    survey = case.env["survey.survey"].create(
        {"title": "x", "certification": True, "users_login_required": True}
    )
    question = case.env["survey.question"].create(
        {
            "title": "x",
            "survey_id": survey.id,
            "question_type": "simple_choice",
            "suggested_answer_ids": [Command.create({"value": "7"})],
        }
    )
    session = _made("mkt.training.session", survey_id=survey.id)(case)
    session.state = "scheduled"
    return question


def _certifying_answer(case):
    return _certifying_question(case).suggested_answer_ids


def _frozen_kpi(case):
    return _made("mkt.kpi.value", frozen=True)(case).kpi_id


def _measured(model, field):
    def make(case):
        record = case.env[model].create({"name": "Measured"})
        vals = {**VALS["mkt.kpi.target"](case), field: record.id}
        case.env["mkt.kpi.target"].create(vals)
        return record

    return make


def _measured_person(case):
    user = case.make_user("measured")
    vals = {**VALS["mkt.kpi.target"](case), "user_id": user.id}
    case.env["mkt.kpi.target"].create(vals)
    return user


def _kpi_of_others(case):
    return _made("mkt.kpi", company_id=case.company_b.id)(case)


def _observation(case):
    observation = _made("mkt.observation")(case)
    _made("mkt.signal", observation_id=observation.id)(case)
    return observation


def _gathering(case):
    """What was to be collected in a period that is over."""
    gathering = _made("mkt.gathering")(case)
    period = case.env["mkt.period"]._of(case.company, "month", date(2020, 1, 1))
    gathering.task_ids.write({"period_id": period.id})
    return gathering


def _answered(case):
    """A customer's answer to one question, which counts for whoever asks it."""
    survey = case.env["survey.survey"].create(
        {
            "title": "Questionnaire",
            "question_and_page_ids": [
                Command.create(
                    {
                        "title": "Do you know us?",
                        "question_type": "simple_choice",
                        "mkt_measure": "awareness",
                        "suggested_answer_ids": [
                            Command.create({"value": "Yes", "mkt_is_aware": True}),
                            Command.create({"value": "No"}),
                        ],
                    }
                ),
                Command.create(
                    {
                        "title": "How satisfied are you?",
                        "question_type": "scale",
                        "scale_min": 1,
                        "scale_max": 5,
                        "mkt_measure": "csat",
                    }
                ),
            ],
        }
    )
    aware, scale = survey.question_ids
    _made("mkt.campaign", survey_before_id=survey.id)(case)
    study = _made("mkt.study", survey_ids=survey.ids, state="fieldwork")(case)
    _made("mkt.satisfaction.survey", survey_id=survey.id, state="running")(case)
    answer = case.env["survey.user_input"].create(
        {
            "survey_id": survey.id,
            "state": "done",
            "mkt_wave_id": _made("mkt.satisfaction.wave")(case).id,
            "user_input_line_ids": [
                Command.create(
                    {
                        "question_id": aware.id,
                        "answer_type": "suggestion",
                        "suggested_answer_id": aware.suggested_answer_ids[0].id,
                    }
                ),
                Command.create(
                    {
                        "question_id": scale.id,
                        "answer_type": "scale",
                        "value_scale": 4,
                    }
                ),
            ],
        }
    )
    finding = {"name": "They know us", "study_id": study.id, "answer_ids": answer.ids}
    case.env["mkt.finding"].create(finding)
    return answer


def _survey(case):
    return _answered(case).survey_id


def _question(case):
    return _survey(case).question_ids[0]


def _scale(case):
    return _survey(case).question_ids[1]


def _choice(case):
    return _question(case).suggested_answer_ids[0]


def _own_template(case):
    """By which the Director is judged."""
    template = case.env.ref("marketing_office.appraisal_template_director")
    return template.copy({"company_id": case.company.id})


KEPT = {
    ("ir.attachment", "_mkt_unlink_except_kept"): _file,
    ("mail.activity.type", "_unlink_except_of_the_office"): lambda case: case.env.ref(
        "marketing_office.mail_activity_type_approval"
    ),
    ("mkt.appraisal", "_unlink_never"): _made("mkt.appraisal"),
    ("mkt.appraisal.round", "_unlink_except_draft"): _made(
        "mkt.appraisal.round", state="open"
    ),
    ("mkt.appraisal.self", "_unlink_never"): _made("mkt.appraisal.self"),
    ("mkt.appraisal.template", "_unlink_except_own"): _own_template,
    ("mkt.appraisal.template.line", "_unlink_except_own"): lambda case: _own_template(
        case
    ).line_ids[0],
    ("mkt.incentive", "_unlink_except_draft"): _made(
        "mkt.incentive", state="confirmed"
    ),
    ("mkt.incentive.team", "_unlink_except_draft"): _made(
        "mkt.incentive.team", state="split"
    ),
    ("mkt.approval.step", "_unlink_never"): _made("mkt.approval.step"),
    ("mkt.budget", "_unlink_except_draft"): _made("mkt.budget", state="approved"),
    ("mkt.budget.category", "_unlink_except_planned"): lambda case: (
        _made("mkt.budget.line")(case).category_id
    ),
    ("mkt.budget.entry", "_unlink_never"): _made("mkt.budget.entry"),
    ("mkt.budget.line", "_unlink_except_draft"): _part(
        "mkt.budget.line", "budget_id", "approved"
    ),
    ("mkt.budget.share", "_unlink_except_open"): _kept_share,
    ("mkt.budget.transfer", "_unlink_except_draft"): _made(
        "mkt.budget.transfer", state="approved"
    ),
    ("mkt.call", "_unlink_except_open"): _made("mkt.call", called_at="2026-01-02"),
    ("mkt.call.list", "_unlink_except_called"): lambda case: (
        _made("mkt.call", called_at="2026-01-02")(case).list_id
    ),
    ("mkt.care.contact", "_unlink_never"): _made("mkt.care.contact"),
    ("mkt.channel.judgement", "_unlink_except_draft"): _made(
        "mkt.channel.judgement", state="judged"
    ),
    ("mkt.contract", "_unlink_except_draft"): _made("mkt.contract", state="signed"),
    ("mkt.campaign", "_unlink_except_draft"): _made("mkt.campaign", state="approved"),
    ("mkt.campaign.check", "_unlink_except_open"): _part(
        "mkt.campaign.check", "campaign_id", "approved"
    ),
    ("mkt.campaign.link", "_unlink_except_unused"): _visited_link,
    ("mkt.campaign.offer", "_unlink_except_open"): _part(
        "mkt.campaign.offer", "campaign_id", "approved"
    ),
    ("mkt.brand.strategy", "_unlink_except_draft"): _made(
        "mkt.brand.strategy", state="approved"
    ),
    ("mkt.material", "_unlink_except_draft"): _made("mkt.material", state="approved"),
    ("mkt.material.figure", "_unlink_except_open"): _part(
        "mkt.material.figure", "material_id", "approved"
    ),
    ("mkt.competitor.analysis", "_unlink_except_cited"): _cited(
        "mkt.competitor.analysis", "analysis_ids"
    ),
    ("mkt.competitor.analysis", "_unlink_except_open"): _part(
        "mkt.competitor.analysis", "study_id", "reported"
    ),
    ("mkt.competitor.share", "_unlink_except_open"): _part(
        "mkt.competitor.share", "size_id", "validated"
    ),
    ("mkt.bulletin", "_unlink_except_draft"): _made("mkt.bulletin", state="published"),
    ("mkt.bulletin.receipt", "_unlink_except_pointless"): _made(
        "mkt.bulletin.receipt", read_at="2026-01-02"
    ),
    ("mkt.training.plan", "_unlink_except_draft"): _made(
        "mkt.training.plan", state="approved"
    ),
    ("mkt.training.session", "_unlink_except_planned"): _part(
        "mkt.training.session", "plan_id", "approved"
    ),
    ("mkt.training.need", "_unlink_except_open"): _made(
        "mkt.training.need", met_on="2026-01-02"
    ),
    ("mkt.training.attendance", "_unlink_except_expected"): _made(
        "mkt.training.attendance", state="attended"
    ),
    ("survey.question", "_unlink_except_certifying"): _certifying_question,
    ("survey.question.answer", "_unlink_except_certifying"): _certifying_answer,
    ("mkt.group.minutes", "_unlink_except_draft"): _made(
        "mkt.group.minutes", state="issued"
    ),
    ("mkt.group.decision", "_unlink_except_open"): _part(
        "mkt.group.decision", "minutes_id", "issued"
    ),
    ("mkt.complaint", "_unlink_never"): _made("mkt.complaint"),
    ("mkt.coordination", "_unlink_except_asked"): _made(
        "mkt.coordination", state="accepted"
    ),
    ("mkt.control.result", "_unlink_never"): _made("mkt.control.result"),
    ("mkt.control.evidence", "_unlink_never"): _made("mkt.control.evidence"),
    ("mkt.control.exception", "_unlink_except_draft"): _made(
        "mkt.control.exception", state="approved"
    ),
    ("mkt.control.sample", "_unlink_except_undrawn"): _made(
        "mkt.control.sample", drawn_at="2026-01-01"
    ),
    ("mkt.control.sample.line", "_unlink_except_undrawn"): _drawn_line,
    ("mkt.system.version", "_unlink_except_draft"): _made(
        "mkt.system.version", state="approved"
    ),
    ("mkt.system.article", "_unlink_except_draft"): _part(
        "mkt.system.article", "version_id", "approved"
    ),
    ("mkt.system.signature", "_unlink_never"): _made("mkt.system.signature"),
    ("mkt.corrective.action", "_unlink_except_open"): _made(
        "mkt.corrective.action", state="done"
    ),
    ("mkt.expense.request", "_unlink_except_draft"): _made(
        "mkt.expense.request", state="approved"
    ),
    ("mkt.expense.settlement", "_unlink_except_open"): _made(
        "mkt.expense.settlement", is_booked=True
    ),
    ("mkt.finding", "_unlink_except_open"): _part(
        "mkt.finding", "study_id", "reported"
    ),
    ("mkt.finding", "_unlink_except_draft"): _made("mkt.finding", state="validated"),
    ("mkt.followup.chase", "_unlink_never"): _made("mkt.followup.chase"),
    ("mkt.interview", "_unlink_except_cited"): _cited(
        "mkt.interview", "interview_ids", consent=True
    ),
    ("mkt.interview", "_unlink_except_open"): _part(
        "mkt.interview", "study_id", "reported"
    ),
    ("crm.team", "_unlink_except_measured"): _measured("crm.team", "team_id"),
    ("hr.department", "_unlink_except_measured"): _measured(
        "hr.department", "department_id"
    ),
    ("res.users", "_unlink_except_measured"): _measured_person,
    ("mkt.kpi", "_unlink_except_frozen"): _frozen_kpi,
    ("mkt.kpi", "_unlink_except_of_others"): _kpi_of_others,
    ("mkt.kpi.entry", "_unlink_except_allowed"): _in_closed_period(
        "mkt.kpi.entry", 2036
    ),
    ("mkt.kpi.target", "_unlink_except_closed"): _in_closed_period(
        "mkt.kpi.target", 2037
    ),
    ("mkt.market.size", "_unlink_except_draft"): _made(
        "mkt.market.size", state="validated"
    ),
    ("mkt.meeting", "_unlink_except_planned"): _made("mkt.meeting", state="held"),
    ("mkt.observation", "_unlink_except_signalled"): _observation,
    ("mkt.gathering", "_unlink_except_collected"): _gathering,
    ("mkt.period", "_unlink_never"): _made("mkt.period"),
    ("mkt.annual.account", "_unlink_except_draft"): _made(
        "mkt.annual.account", state="closed"
    ),
    ("mkt.annual.account.line", "_unlink_except_open"): _part(
        "mkt.annual.account.line", "account_id", "closed"
    ),
    ("mkt.report", "_unlink_except_never_submitted"): _made("mkt.report", version=1),
    ("mkt.report.section", "_unlink_except_open"): _part(
        "mkt.report.section", "report_id", "accepted"
    ),
    ("mkt.report.remark", "_unlink_except_not_given"): _made(
        "mkt.report.remark", is_given=True
    ),
    ("mkt.period.reopening", "_unlink_never"): _made("mkt.period.reopening"),
    ("mkt.plan", "_unlink_except_draft"): _made("mkt.plan", state="approved"),
    ("mkt.sales.issue", "_unlink_never"): _made("mkt.sales.issue"),
    ("mkt.sales.talk", "_unlink_except_planned"): _made("mkt.sales.talk", state="held"),
    ("mkt.sales.talk.step", "_unlink_except_open"): _part(
        "mkt.sales.talk.step", "talk_id", "held"
    ),
    ("mkt.kpi.target", "_unlink_except_locked"): _locked_target,
    ("mkt.sales.plan", "_unlink_except_draft"): _made(
        "mkt.sales.plan", state="approved"
    ),
    ("mkt.sales.proposal", "_unlink_except_open"): _part(
        "mkt.sales.proposal", "plan_id", "approved"
    ),
    ("mkt.sales.plan.line", "_unlink_except_open"): _part(
        "mkt.sales.plan.line", "plan_id", "approved"
    ),
    ("mkt.plan.goal", "_unlink_except_open"): _part(
        "mkt.plan.goal", "plan_id", "approved"
    ),
    ("mkt.plan.scheme", "_unlink_except_open"): _part(
        "mkt.plan.scheme", "plan_id", "approved"
    ),
    ("mkt.positioning", "_unlink_except_draft"): _made(
        "mkt.positioning", state="approved"
    ),
    ("mkt.post.assignment", "_unlink_except_begun"): lambda case: case.assign(
        case.newcomer, "member"
    ),
    ("mkt.customer.assignment", "_unlink_except_begun"): lambda case: (
        case.give_customer(case.make_customer(), case.boss)
    ),
    ("mkt.satisfaction.survey", "_unlink_except_sent"): lambda case: (
        _made("mkt.satisfaction.wave")(case).survey_id
    ),
    ("mkt.satisfaction.wave", "_unlink_never"): _made("mkt.satisfaction.wave"),
    ("mkt.signal", "_unlink_except_open"): _made("mkt.signal", state="no_change"),
    ("mkt.study", "_unlink_except_draft"): _made("mkt.study", state="approved"),
    ("survey.question", "_unlink_except_answered"): _question,
    ("survey.question", "_unlink_except_counted"): _question,
    ("survey.question", "_unlink_except_judged_by"): _scale,
    ("survey.question.answer", "_unlink_except_answered"): _choice,
    ("survey.question.answer", "_unlink_except_counted"): _choice,
    ("survey.survey", "_unlink_except_of_campaign"): _survey,
    ("survey.survey", "_unlink_except_satisfaction"): _survey,
    ("survey.user_input", "_unlink_except_cited"): _answered,
    ("survey.user_input", "_unlink_except_invited"): _answered,
    ("survey.user_input.line", "_unlink_except_invited"): lambda case: (
        _answered(case).user_input_line_ids
    ),
    ("utm.campaign", "_unlink_except_linked"): lambda case: (
        _made(
            "mkt.campaign",
            utm_campaign_id=case.env["utm.campaign"].create({"title": "Fair"}).id,
        )(case).utm_campaign_id
    ),
}
