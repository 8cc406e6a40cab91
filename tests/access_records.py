"""The records behind the rows of access_table.csv: one function per model and scope.

Each takes the test case and a person and gives the values of a record that stands
to the person as the scope says. Rooms add their models here and in the table.
"""

from datetime import date

from odoo.fields import Command

from .governed_records import new_appraisal, new_grade, new_round

# the record is entered by the person, whatever rights the person has
ENTERED_BY_PERSON = {
    ("mkt.appraisal.step", "own"),
    ("mkt.approval.reason", "own"),
    ("mkt.budget.copy", "own"),
    ("mkt.budget.import", "own"),
    ("mkt.budget.transfer", "own"),
    ("mkt.calendar.import", "own"),
    ("mkt.campaign.import", "own"),
    ("mkt.campaign.series", "own"),
    ("mkt.complaint", "entered"),
    ("mkt.contact.statement", "own"),
    ("mkt.customer.export", "own"),
    ("mkt.customer.grading", "own"),
    ("mkt.customer.handover", "own"),
    ("mkt.customer.import", "own"),
    ("mkt.complaint.answer", "own"),
    ("mkt.complaint.merge.cases", "own"),
    ("mkt.complaint.step", "own"),
    ("mkt.control.assignment", "own"),
    ("mkt.control.sample", "own"),
    ("mkt.control.withdrawal", "own"),
    ("mkt.coordination.step", "own"),
    ("mkt.finding.rejection", "own"),
    ("mkt.study.crosstab", "own"),
    ("mkt.observation", "own"),
    ("mkt.import.run", "own"),
    ("mkt.market.import", "own"),
    ("mkt.period.reopen", "own"),
    ("mkt.revenue.change", "own"),
    ("mkt.revenue.change.part", "own"),
    ("mkt.plan.revision", "own"),
    ("mkt.sales.plan.import", "own"),
    ("mkt.signal.no.change", "own"),
    ("mkt.training.answer", "own"),
}

# a change that is harmless for each model
CHANGES = {
    "mkt.appraisal": {"manager_comment": "changed"},
    "mkt.appraisal.grade": {"score_from": 99},
    "mkt.appraisal.line": {"comment": "changed"},
    "mkt.appraisal.round": {"note": "changed"},
    "mkt.appraisal.self": {"difficulties": "changed"},
    "mkt.appraisal.step": {"text": "changed"},
    "mkt.appraisal.template": {"sequence": 99},
    "mkt.appraisal.template.line": {"weight": 99},
    "mkt.incentive": {"note": "changed"},
    "mkt.incentive.team": {"note": "changed"},
    "mkt.approval.reason": {"reason": "changed"},
    "mkt.approval.rule": {"sequence": 99},
    "mkt.approval.step": {"comment": "changed"},
    "mkt.budget": {"note": "changed"},
    "mkt.budget.category": {"sequence": 99},
    "mkt.budget.forecast": {"amount": 7},
    "mkt.budget.copy": {"factor": 2},
    "mkt.budget.import": {"file_name": "changed"},
    "mkt.budget.entry": {"amount": 2},
    "mkt.budget.line": {"note": "changed"},
    "mkt.budget.share": {"planned": 7},
    "mkt.budget.transfer": {"reason": "changed"},
    "mkt.expense.request": {"description": "changed"},
    "mkt.expense.settlement": {"name": "changed"},
    "mkt.expense.standard": {"sequence": 99},
    "mkt.deduction.ceiling": {"sequence": 99},
    "mkt.competitor": {"strengths": "changed"},
    "mkt.competitor.product": {"note": "changed"},
    "mkt.competitor.share": {"source": "changed"},
    "mkt.advertising.word": {"sequence": 99},
    "mkt.requirement": {"description": "changed"},
    "mkt.launch": {"name": "changed"},
    "mkt.campaign.link": {"name": "changed"},
    "mkt.campaign.series": {"count": 2},
    "mkt.campaign.check": {"note": "changed"},
    "mkt.campaign.condition": {"sequence": 99},
    "mkt.campaign.offer": {"note": "changed"},
    "mkt.promotion.rule": {"base_price_days": 9},
    "mkt.brand": {"note": "changed"},
    "mkt.brand.awareness": {"note": "changed"},
    "mkt.brand.strategy": {"look": "changed"},
    "mkt.material": {"wording": "changed"},
    "mkt.material.figure": {"basis": "facts"},
    "mkt.campaign": {"result": "changed"},
    "mkt.campaign.import": {"file_name": "changed"},
    "mkt.care.contact": {"note": "changed"},
    "mkt.care.plan": {"steps": "changed"},
    "mkt.call": {"note": "changed"},
    "mkt.call.list": {"script": "changed"},
    "mkt.call.outcome": {"sequence": 99},
    "mkt.channel.judgement": {"assessment": "changed"},
    "mkt.channel.partner": {"note": "changed"},
    "mkt.contract": {"note": "changed"},
    "mkt.complaint": {"phone": "555"},
    "mkt.complaint.answer": {"step": "respond"},
    "mkt.complaint.cause": {"sequence": 99},
    "mkt.complaint.cycle": {"reason": "changed"},
    "mkt.complaint.email": {"subject": "changed"},
    "mkt.complaint.hint": {"sequence": 99},
    "mkt.complaint.merge.cases": {"complaint_ids": [Command.clear()]},
    "mkt.complaint.step": {"reason": "changed"},
    "mkt.article": {"sequence": 99},
    "mkt.control": {"sequence": 99},
    "mkt.control.assignment": {"note": "changed"},
    "mkt.control.evidence": {"name": "changed"},
    "mkt.control.exception": {"measures": "changed"},
    "mkt.control.result": {"figure": 99},
    "mkt.control.sample": {"control_id": False},
    "mkt.control.sample.line": {"name": "changed"},
    "mkt.control.withdrawal": {"reason": "changed"},
    "mkt.system.article": {"name": "changed"},
    "mkt.system.signature": {"posts": "changed"},
    "mkt.system.version": {"name": "changed"},
    "mkt.coordination": {"description": "changed"},
    "mkt.bulletin": {"expires_on": "2099-01-01"},
    "mkt.bulletin.receipt": {"read_at": "2026-01-01"},
    "mkt.coordination.kind": {"sequence": 99},
    "mkt.coordination.step": {"text": "changed"},
    "mkt.corrective.action": {"description": "changed"},
    "mkt.contact.basis": {"source": "changed"},
    "mkt.customer.assignment": {"note": "changed"},
    "mkt.contact.statement": {"source": "changed"},
    "mkt.customer.grade": {"sequence": 99},
    "mkt.customer.export": {"file": b"changed"},
    "mkt.customer.grading": {"reason": "changed"},
    "mkt.customer.handover": {"to_pool": True},
    "mkt.customer.import": {"file_name": "changed"},
    "mkt.import.run": {"rows_written": 9},
    "mkt.grade.rule": {"remind_days": 3},
    "mkt.customer.standing": {"lifecycle": "lost"},
    "mkt.competitor.analysis": {"conclusion": "changed"},
    "mkt.finding": {"description": "changed"},
    "mkt.finding.rejection": {"reason": "changed"},
    "mkt.study.crosstab": {"column_id": False},
    "mkt.interview": {"name": "changed"},
    "mkt.study": {"question": "changed"},
    "mkt.desk.card": {"sequence": 99},
    "mkt.kpi": {"sequence": 99},
    "mkt.kpi.entry": {"value": 99},
    "mkt.kpi.frozen": {"value": 99},
    "mkt.kpi.run": {"written": 99},
    "mkt.kpi.target": {"note": "changed"},
    "mkt.kpi.value": {"value": 99},
    "mkt.period": {"state": "closed"},
    "mkt.period.reopen": {"reason": "changed"},
    "mkt.period.reopening": {"reason": "changed"},
    "mkt.annual.account": {"note": "changed"},
    "mkt.annual.account.line": {"reason": "changed"},
    "mkt.export": {"name": "changed"},
    "mkt.report": {"user_id": 1},
    "mkt.report.remark": {"answer": "changed"},
    "mkt.report.section": {"narrative": "changed"},
    "mkt.report.template": {"sequence": 99},
    "mkt.revenue.change": {"basis": "invoiced"},
    "mkt.revenue.change.part": {"change": 2},
    "mkt.plan": {"strategy": "changed"},
    "mkt.plan.goal": {"note": "changed"},
    "mkt.plan.revision": {"reason": "changed"},
    "mkt.plan.scheme": {"expected_result": "changed"},
    "mkt.sales.activity": {"purpose": "changed"},
    "mkt.sales.issue": {"description": "changed"},
    "mkt.sales.talk": {"note": "changed"},
    "mkt.sales.talk.step": {"name": "changed"},
    "mkt.sales.plan": {"strategy": "changed"},
    "mkt.sales.plan.import": {"file_name": "changed"},
    "mkt.sales.plan.line": {"sequence": 99},
    "mkt.sales.plan.source": {"due_count": 2},
    "mkt.sales.proposal": {"note": "changed"},
    "mkt.sales.forecast": {"forecast": 2},
    "mkt.positioning": {"features": "changed"},
    "mkt.post": {"sequence": 99},
    "mkt.post.assignment": {"note": "changed"},
    "mkt.followup.chase": {"chased_on": "2035-01-02"},
    "mkt.meeting": {"note": "changed"},
    "mkt.makeup.workday": {"note": "changed"},
    "mkt.market.import": {"file_name": "changed"},
    "mkt.calendar.import": {"file_name": "changed"},
    "mkt.setup.step": {"sequence": 99},
    "mkt.group.decision": {"name": "changed"},
    "mkt.group.minutes": {"note": "changed"},
    "mkt.training.answer": {"note": "changed"},
    "mkt.training.attendance": {"hours": 99},
    "mkt.training.need": {"note": "changed"},
    "mkt.training.plan": {"note": "changed"},
    "mkt.training.session": {"description": "changed"},
    "mkt.market.size": {"method": "changed"},
    "mkt.observation": {"description": "changed"},
    "mkt.satisfaction.survey": {"sample_size": 7},
    "mkt.satisfaction.wave": {"failures": "changed"},
    "mkt.segment": {"sequence": 99},
    "mkt.signal": {"description": "changed"},
    "mkt.signal.no.change": {"reason": "changed"},
    "mkt.sla.clock": {"elapsed_seconds": 1},
    "mkt.sla.level": {"name": "changed"},
    "mkt.sla.pause": {"reason": "changed"},
    "mkt.sla.policy": {"sequence": 99},
    "mkt.gathering": {"instructions": "changed"},
    "mkt.gathering.task": {"deadline": "2033-01-05"},
}


def _complaint(case, company=None, **vals):
    company = company or case.company
    return {"name": "Case of the table", "company_id": company.id, **vals}


def _of_customer(case, **vals):
    partner = case.env["res.partner"].create({"name": "Customer", **vals})
    return _complaint(case, partner_id=partner.id, user_id=case.colleague.id)


def _of_my_customer(case, person):
    vals = _of_customer(case)
    customer = case.env["res.partner"].browse(vals["partner_id"])
    members = case.env["mkt.post.assignment"]._members(case.company)
    if person in members:
        case.give_customer(customer, person)
    return vals


def _customer_assignment(case, user, company=None):
    # in the future: what has begun cannot be deleted
    return {
        "company_id": (company or case.company).id,
        "partner_id": case.env["res.partner"].create({"name": "Customer"}).id,
        "user_id": user.id,
        "date_from": "2099-01-01",
    }


def _customer_assignment_of_b(case, person):
    case.assign(case.newcomer, "member", company_id=case.company_b.id)
    return _customer_assignment(case, case.newcomer, case.company_b)


def _standing(case, user=None, company=None):
    return {
        "company_id": (company or case.company).id,
        "partner_id": case.env["res.partner"].create({"name": "Customer"}).id,
        "user_id": user.id if user else False,
    }


def _statement(case):
    customer = case.env["res.partner"].create({"name": "Customer"})
    return {"partner_id": customer.id, "basis": "refused", "source": "call"}


def _grade_rule(case, company):
    return {"grade_id": new_grade(case).id, "company_id": company.id}


def _basis(case, user=None, company=None):
    customer = case.env["res.partner"].create({"name": "Customer"})
    if user:
        case.give_customer(customer, user)
    return {
        "company_id": (company or case.company).id,
        "partner_id": customer.id,
        "channel": "phone",
        "basis": "consent",
        "date": "2026-01-02",
        "source": "form",
        "is_current": True,
    }


def _card(case, posts):
    action = case.env.ref("marketing_office.mkt_complaint_action")
    return {
        "name": "Card",
        "action_id": action.id,
        "post_ids": [Command.set(posts.ids)],
    }


def _assignment(case, user, code="member", company=None):
    # in the future: what has begun cannot be deleted
    company = company or case.company
    return case.assignment_vals(
        user, code, company_id=company.id, date_from=date(2099, 1, 1)
    )


def _post(case):
    group = case.env["res.groups"].create({"name": "A group"})
    return {"name": "Post of the table", "code": "table", "group_id": group.id}


def _cycle(case, complaint):
    return {
        "complaint_id": complaint.id,
        "closed_at": "2026-01-02",
        "reopened_at": "2026-01-03",
        "reason": "again",
    }


def _pause(case, complaint):
    return {"complaint_id": complaint.id, "reason": "x", "started_at": "2026-01-02"}


def _original(case, complaint):
    return {"complaint_id": complaint.id, "subject": "Relay fails"}


def _clock(case, complaint):
    return {
        "complaint_id": complaint.id,
        "policy_id": case.policy.id,
        "metric": case.policy.metric,
        "target_seconds": 3600,
    }


def _of_case(make):
    """The same part of a case for each way a case may stand to a person."""
    return {
        "handled": lambda case, person: make(
            case, case.make_complaint(user_id=person.id)
        ),
        "foreign": lambda case, person: make(
            case, case.make_complaint(user_id=case.colleague.id)
        ),
        "second_company": lambda case, person: make(
            case, case.make_complaint(company_id=case.company_b.id)
        ),
    }


def _parts():
    for model, make in (
        ("mkt.complaint.cycle", _cycle),
        ("mkt.complaint.email", _original),
        ("mkt.sla.clock", _clock),
        ("mkt.sla.pause", _pause),
    ):
        for scope, function in _of_case(make).items():
            yield (model, scope), function


def _corrective_action(case, owner, company=None):
    company = company or case.company
    return {
        "name": "Check the relays",
        "company_id": company.id,
        "cause_id": case.env["mkt.complaint.cause"].search([], limit=1).id,
        "user_id": owner.id,
        "due_date": "2099-01-01",
    }


def _coordination(case, user, company=None, **asked):
    kind = case.env.ref("marketing_office.coordination_kind_other")
    # a post that nobody of the table holds, unless somebody is asked
    asked = asked or {"post_id": case.env["mkt.post"].create(_post(case)).id}
    return {
        "name": "A sample",
        "company_id": (company or case.company).id,
        "kind_id": kind.id,
        "user_id": user.id,
        **asked,
    }


def _asked_post(case, person):
    # whoever holds no post is asked by nobody
    post = case.post_of(person)[:1] or case.post("director")
    return _coordination(case, case.colleague, post_id=post.id)


def _chase(case, owner, company=None):
    return {
        "kind": "mkt.signal",
        "res_id": 1,
        "company_id": (company or case.company).id,
        "user_id": owner.id,
        "chased_by_id": case.colleague.id,
        "chased_on": "2035-01-01",
    }


def _meeting(case, company=None):
    return {"date": "2035-01-01", "company_id": (company or case.company).id}


def _bulletin(case, issuer, company=None, **vals):
    company = company or case.company
    return {
        "name": "Price list",
        "body": "From today",
        "company_id": company.id,
        "user_id": issuer.id,
        **vals,
    }


def _bulletin_to_read(case, issuer, reader, company=None):
    receipt = Command.create({"user_id": reader.id})
    published = {"state": "published", "receipt_ids": [receipt]}
    return _bulletin(case, issuer, company, **published)


def _reading_receipt(case, issuer, reader, company=None):
    bulletins = case.env["mkt.bulletin"]
    bulletin = bulletins.create(_bulletin(case, issuer, company, state="published"))
    return {"bulletin_id": bulletin.id, "user_id": reader.id}


def _bulletins():
    """Rows of bulletins and receipts: one's own, to read, or between others."""
    for model, own, to_read in (
        ("mkt.bulletin", _bulletin, _bulletin_to_read),
        ("mkt.bulletin.receipt", None, _reading_receipt),
    ):
        if own:
            yield (model, "own"), own
        yield (
            (model, "to_read"),
            lambda case, person, to_read=to_read: to_read(case, case.colleague, person),
        )
        yield (
            (model, "foreign"),
            lambda case, person, to_read=to_read: to_read(
                case, case.colleague, case.colleague
            ),
        )
        yield (
            (model, "second_company"),
            lambda case, person, to_read=to_read: to_read(
                case, case.newcomer, person, case.company_b
            ),
        )
    yield (
        ("mkt.bulletin.receipt", "of_my_bulletin"),
        lambda case, person: _reading_receipt(case, person, case.colleague),
    )


def _training_plan(case, company=None, **vals):
    company = company or case.company
    year = case.env["mkt.period"]._of(company, "year", date(2035, 1, 1))
    # whoever plans it, its keeper is somebody else
    return {
        "name": "Training",
        "company_id": company.id,
        "period_id": year.id,
        "user_id": case.newcomer.id,
        **vals,
    }


def _training_session(case, company=None):
    plans = case.env["mkt.training.plan"]
    plan = plans.create(_training_plan(case, company))
    return {
        "name": "Complaints",
        "company_id": plan.company_id.id,
        "plan_id": plan.id,
        "planned_on": "2035-01-02",
        "user_id": case.newcomer.id,
    }


def _training_need(case, person, company=None):
    company = company or case.company
    return {"name": "Complaints", "company_id": company.id, "user_id": person.id}


def _attendance(case, person, company=None, **of_session):
    sessions = case.env["mkt.training.session"]
    vals = _training_session(case, company)
    session = sessions.create({**vals, **of_session})
    return {"session_id": session.id, "user_id": person.id}


def _training_answer(case, person):
    rows = case.env["mkt.training.attendance"]
    row = rows.create(_attendance(case, person))
    return {"attendance_id": row.id, "score": "5"}


def _trainings():
    """Rows of training: plans and sessions of the company, needs and records of people."""
    plan, session = "mkt.training.plan", "mkt.training.session"
    yield (plan, "draft"), lambda case, person: _training_plan(case)
    yield (
        (plan, "approved"),
        lambda case, person: _training_plan(case, state="approved"),
    )
    yield (
        (plan, "second_company"),
        lambda case, person: _training_plan(case, case.company_b),
    )
    yield (session, "own_company"), lambda case, person: _training_session(case)
    yield (
        (session, "second_company"),
        lambda case, person: _training_session(case, case.company_b),
    )
    yield ("mkt.training.need", "own"), _training_need
    yield (
        ("mkt.training.need", "foreign"),
        lambda case, person: _training_need(case, case.colleague),
    )
    yield (
        ("mkt.training.need", "second_company"),
        lambda case, person: _training_need(case, case.newcomer, case.company_b),
    )
    yield ("mkt.training.attendance", "own"), _attendance
    yield (
        ("mkt.training.attendance", "run_by_me"),
        lambda case, person: _attendance(case, case.colleague, user_id=person.id),
    )
    yield (
        ("mkt.training.attendance", "foreign"),
        lambda case, person: _attendance(case, case.colleague),
    )
    yield (
        ("mkt.training.attendance", "second_company"),
        lambda case, person: _attendance(case, person, case.company_b),
    )
    yield ("mkt.training.answer", "own"), _training_answer
    yield ("mkt.training.answer", "foreign"), _training_answer


def _minutes(case, member, company=None, **vals):
    projects = case.env["project.project"]
    members = [Command.set(member.ids)]
    project = projects.create({"name": "Group", "mkt_member_ids": members})
    return {
        "project_id": project.id,
        "company_id": (company or case.company).id,
        "note": "Said",
        **vals,
    }


def _decision(case, member, owner, company=None, **vals):
    minutes = case.env["mkt.group.minutes"]
    return {
        "name": "See to it",
        "minutes_id": minutes.create(_minutes(case, member, company, **vals)).id,
        "user_id": owner.id,
        "deadline": "2035-01-01",
    }


def _group_minutes():
    """Rows of minutes and decisions: of one's own group, one's own, or of others."""
    minutes, decision = "mkt.group.minutes", "mkt.group.decision"
    yield (minutes, "my_group"), _minutes
    yield (minutes, "foreign"), lambda case, person: _minutes(case, case.colleague)
    yield (
        (minutes, "second_company"),
        lambda case, person: _minutes(case, person, case.company_b),
    )
    yield (
        (decision, "my_group"),
        lambda case, person: _decision(case, person, case.colleague),
    )
    yield (
        (decision, "own_issued"),
        lambda case, person: _decision(case, case.colleague, person, state="issued"),
    )
    yield (
        (decision, "foreign"),
        lambda case, person: _decision(case, case.colleague, case.colleague),
    )
    yield (
        (decision, "second_company"),
        lambda case, person: _decision(case, person, person, case.company_b),
    )


def _coordinations():
    """Rows of requests: one's own, asked of one's post, or between others."""
    yield ("mkt.coordination", "own"), _coordination
    yield ("mkt.coordination", "asked_post"), _asked_post
    yield (
        ("mkt.coordination", "foreign"),
        lambda case, person: _coordination(case, case.colleague),
    )
    yield (
        ("mkt.coordination", "second_company"),
        lambda case, person: _coordination(case, person, case.company_b),
    )
    yield ("mkt.followup.chase", "own"), _chase
    yield (
        ("mkt.followup.chase", "foreign"),
        lambda case, person: _chase(case, case.colleague),
    )
    yield (
        ("mkt.followup.chase", "second_company"),
        lambda case, person: _chase(case, person, case.company_b),
    )
    yield ("mkt.meeting", "own_company"), lambda case, person: _meeting(case)
    yield (
        ("mkt.meeting", "second_company"),
        lambda case, person: _meeting(case, case.company_b),
    )
    for scope in ("own", "foreign"):
        yield (
            ("mkt.coordination.step", scope),
            lambda case, person: {
                "text": "x",
                "coordination_id": case.env["mkt.coordination"]
                .create(_coordination(case, person))
                .id,
            },
        )


def _standard(case, company):
    return {
        "name": "Hotel",
        "unit": "night",
        "amount": 400,
        "category_id": case.env.ref("marketing_office.category_travel").id,
        "company_id": company.id,
    }


def _shared(model, **vals):
    """Rows of what the companies share: the default, and a company's own."""
    for scope, company in (
        ("shared", None),
        ("own_company", "company"),
        ("second_company", "company_b"),
    ):
        yield (
            (model, scope),
            lambda case, person, company=company: {
                **vals,
                "company_id": company and getattr(case, company).id,
            },
        )


def _policy(case, company):
    return {
        "name": "Limit",
        "metric": "resolve",
        "hours": 4,
        "company_id": company.id,
    }


def _period(case, company=None):
    """A month that is not there yet."""
    company = company or case.company
    return {
        "company_id": company.id,
        "kind": "month",
        "date_from": "2035-01-01",
        "date_to": "2035-01-31",
    }


def _month(case, company=None):
    return case.env["mkt.period"]._of(
        company or case.company, "month", date(2035, 2, 1)
    )


def _reopening(case, company=None):
    month = _month(case, company)
    return {
        "period_id": month.id,
        "user_id": case.colleague.id,
        "reason": "late",
        "closed_at": "2026-01-02",
    }


def _kpi(case, company):
    return {"name": "Indicator", "kind": "manual", "company_id": company.id}


def _scoped(case, company=None, **vals):
    company = company or case.company
    kpi = case.env["mkt.kpi"].create(_kpi(case, case.env["res.company"]))
    period = _month(case, company)
    return {
        "kpi_id": kpi.id,
        "period_id": period.id,
        "company_id": company.id,
        **vals,
    }


def _kpi_value(case, company=None, **vals):
    place = {"period_kind": "month", "date_from": "2035-02-01"}
    return _scoped(case, company, **place, **vals)


def _kpi_run(case, company):
    kpi = case.env["mkt.kpi"].create(_kpi(case, case.env["res.company"]))
    return {"kpi_id": kpi.id, "company_id": company.id}


def _kpi_entry(case, posts, company=None, **vals):
    vals = _scoped(case, company, value=5, source="Fair", **vals)
    case.env["mkt.kpi"].browse(vals["kpi_id"]).post_ids = posts
    return vals


def _kpi_frozen(case, company=None):
    vals = _scoped(case, company)
    reopening = case.env["mkt.period.reopening"].create(_reopening(case, company))
    return {**vals, "reopening_id": reopening.id}


def _indicators():
    """Rows of the indicators: of the company, a person, a colleague, a second company."""
    for model, make in (("mkt.kpi.value", _kpi_value), ("mkt.kpi.target", _scoped)):
        yield (model, "company"), lambda case, person, make=make: make(case)
        yield (
            (model, "own"),
            lambda case, person, make=make: make(case, user_id=person.id),
        )
        yield (
            (model, "colleague"),
            lambda case, person, make=make: make(case, user_id=case.colleague.id),
        )
        yield (
            (model, "second_company"),
            lambda case, person, make=make: make(case, case.company_b),
        )


def _answer(case):
    return {"complaint_id": case.make_complaint(user_id=case.colleague.id).id}


def _merge(case):
    target = case.make_complaint(user_id=case.colleague.id)
    return {"target_id": target.id}


def _budget(case, company=None, department="office", **vals):
    company = company or case.company
    day = date(2090, 1, 1)
    return {
        "company_id": company.id,
        "department_id": case.env.ref(f"marketing_office.department_{department}").id,
        "period_id": case.env["mkt.period"]._of(company, "year", day).id,
        **vals,
    }


def _budget_line(case, company=None, department="office", state="draft"):
    budget = case.env["mkt.budget"].create(
        _budget(case, company, department, state=state)
    )
    category = case.env.ref("marketing_office.category_travel")
    return {"budget_id": budget.id, "category_id": category.id, "planned": 100}


def _budget_import(case, department):
    budget = case.env["mkt.budget"].create(_budget(case, department=department))
    return {"budget_id": budget.id}


def _share(case, company=None, department="office", state="draft"):
    line = case.env["mkt.budget.line"].create(
        _budget_line(case, company, department, state)
    )
    month = line.date_from.replace(day=1)
    return {"line_id": line.id, "month": month, "planned": 5}


def _forecast(case, company=None, department="office"):
    vals = _budget_line(case, company, department, "approved")
    line = case.env["mkt.budget.line"].create(vals)
    month = line.date_from.replace(day=1)
    return {"line_id": line.id, "month": month, "amount": 5}


def _entry(case, user, company=None, department="sales"):
    vals = _budget_line(case, company, department, "approved")
    line = case.env["mkt.budget.line"].create(vals)
    return {
        **vals_of(line, "budget_id", "category_id", "department_id", "company_id"),
        "line_id": line.id,
        "kind": "reserve",
        "amount": 1,
        "currency_id": line.currency_id.id,
        "currency_amount": 1,
        "date": "2090-01-01",
        "user_id": user.id,
        "source_key": "of the table",
    }


def vals_of(record, *names):
    return {name: record[name].id for name in names}


def _plan(case, company=None, **vals):
    company = company or case.company
    period = case.env["mkt.period"]._of(company, "year", date(2090, 1, 1))
    return {"name": "Plan", "company_id": company.id, "period_id": period.id, **vals}


def _plan_goal(case, company=None, **vals):
    plan = case.env["mkt.plan"].create(_plan(case, company, **vals))
    kpi = case.env["mkt.kpi"].create(_kpi(case, plan.company_id))
    return {"plan_id": plan.id, "kpi_id": kpi.id, "period_id": plan.period_id.id}


def _plan_scheme(case, company=None, **vals):
    plan = case.env["mkt.plan"].create(_plan(case, company, **vals))
    return {
        "plan_id": plan.id,
        "name": "Fair",
        "date_from": "2090-03-01",
        "date_to": "2090-03-02",
        "department_id": case.env.ref("marketing_office.department_promotion").id,
    }


def _plan_revision(case):
    plan = case.env["mkt.plan"].create(_plan(case, state="approved"))
    return {"plan_id": plan.id, "reason": "prices fall"}


def _positioning(case, company=None, **vals):
    company = company or case.company
    segment = case.env["mkt.segment"].create(
        {"name": "Segment of the table", "company_id": company.id}
    )
    product = case.env["product.template"].create({"name": "Relay"})
    return {
        "product_tmpl_id": product.id,
        "segment_id": segment.id,
        "company_id": company.id,
        **vals,
    }


def _plans():
    for model, make in (
        ("mkt.plan", _plan),
        ("mkt.plan.goal", _plan_goal),
        ("mkt.plan.scheme", _plan_scheme),
        ("mkt.positioning", _positioning),
    ):
        yield (model, "draft"), lambda case, person, make=make: make(case)
        yield (
            (model, "approved"),
            lambda case, person, make=make: make(case, state="approved"),
        )
        yield (
            (model, "second_company"),
            lambda case, person, make=make: make(case, case.company_b),
        )
    for scope in ("own", "foreign"):
        yield (
            ("mkt.plan.revision", scope),
            lambda case, person: _plan_revision(case),
        )


def _account(case, company=None, **vals):
    company = company or case.company
    year = case.env["mkt.period"]._of(company, "year", date(2019, 1, 1))
    user = case.users["finance_manager"]
    place = {"period_id": year.id, "company_id": company.id, "user_id": user.id}
    return {**place, **vals}


def _account_line(case, company=None, **vals):
    account = case.env["mkt.annual.account"].create(_account(case, company, **vals))
    return {
        "account_id": account.id,
        "department_id": case.env.ref("marketing_office.department_sales").id,
        "category_id": case.env.ref("marketing_office.category_travel").id,
    }


def _accounts():
    for model, make in (
        ("mkt.annual.account", _account),
        ("mkt.annual.account.line", _account_line),
    ):
        yield (model, "draft"), lambda case, person, make=make: make(case)
        yield (
            (model, "closed"),
            lambda case, person, make=make: make(case, state="closed"),
        )
        yield (
            (model, "second_company"),
            lambda case, person, make=make: make(case, case.company_b),
        )


def _export(person):
    return {"model": "mkt.complaint", "domain": [], "user_id": person.id}


def _report(case, company=None, **vals):
    company = company or case.company
    period = case.env["mkt.period"]._of(company, "month", date(2020, 1, 1))
    # who draws it up works in the company
    analyst = case.users["report_analyst"]
    vals = {"user_id": analyst.id, **vals}
    return {"period_id": period.id, "company_id": company.id, **vals}


def _report_section(case, company=None, **vals):
    report = case.env["mkt.report"].create(_report(case, company, **vals))
    return {"report_id": report.id, "section": "people"}


def _remark(case, user, company=None, **vals):
    vals_of_report = _report(case, company, state="submitted", version=1)
    report = case.env["mkt.report"].create(vals_of_report)
    return {
        "report_id": report.id,
        "name": "Check the prices",
        "user_id": user.id,
        "deadline": "2099-01-01",
        **vals,
    }


def _reports():
    for model, make in (
        ("mkt.report", _report),
        ("mkt.report.section", _report_section),
    ):
        yield (model, "draft"), lambda case, person, make=make: make(case)
        yield (
            (model, "accepted"),
            lambda case, person, make=make: make(case, state="accepted", version=1),
        )
        yield (
            (model, "second_company"),
            lambda case, person, make=make: make(case, case.company_b),
        )
    remark = "mkt.report.remark"
    yield (remark, "said"), lambda case, person: _remark(case, case.colleague)
    yield (remark, "own"), lambda case, person: _remark(case, person, is_given=True)
    yield (
        (remark, "foreign"),
        lambda case, person: _remark(case, case.colleague, is_given=True),
    )
    yield (
        (remark, "second_company"),
        lambda case, person: _remark(case, person, case.company_b, is_given=True),
    )


def _revenue_change(case):
    return {"period_id": _month(case, case.company).id}


def _change_part(case, person=None):
    changes = case.env["mkt.revenue.change"].with_user(person or case.env.user).sudo()
    change = changes.create(_revenue_change(case))
    # what it finds itself comes first: it clears what was there
    case.env.flush_all()
    return {"change_id": change.id, "part": "new"}


def _transfer(case, company=None, department="sales"):
    vals = _budget_line(case, company, department, "approved")
    line = case.env["mkt.budget.line"].create(vals)
    other = case.env.ref("marketing_office.category_other")
    twin = line.create({**vals, "category_id": other.id})
    return {
        "company_id": line.company_id.id,
        "from_line_id": line.id,
        "to_line_id": twin.id,
        "amount": 1,
        "reason": "a fair",
    }


def _request(case, user, company=None, department="sales", state="draft"):
    company = company or case.company
    return {
        "name": "Posters",
        "company_id": company.id,
        "user_id": user.id,
        "department_id": case.env.ref(f"marketing_office.department_{department}").id,
        "amount": 1,
        "state": state,
    }


def _own_request(case, user, **options):
    vals = _request(case, user, **options)
    return {k: v for k, v in vals.items() if k != "state"}


def _receipt(case, user, company=None):
    request = case.env["mkt.expense.request"].create(
        _request(case, user, company, state="approved")
    )
    return {"request_id": request.id, "name": "Receipt", "amount": 1}


def _step(case, requester, company=None):
    return {
        "res_model": "mkt.expense.request",
        "res_id": 1,
        "company_id": (company or case.company).id,
        "post_id": case.post("member").id,
        "requester_ids": [Command.set(requester.ids)],
    }


def _reason(case, person):
    return {"res_model": "mkt.budget", "res_id": 1, "reason": "x"}


def _rule(case, company):
    return {
        "kind": "budget",
        "amount_from": 1,
        "post_id": case.post("director").id,
        "company_id": company.id,
    }


BUDGET_RECORDS = {
    ("mkt.approval.reason", "own"): _reason,
    ("mkt.approval.reason", "foreign"): _reason,
    ("mkt.approval.rule", "shared"): lambda case, person: _rule(
        case, case.env["res.company"]
    ),
    ("mkt.approval.rule", "own_company"): lambda case, person: _rule(
        case, case.company
    ),
    ("mkt.approval.rule", "second_company"): lambda case, person: _rule(
        case, case.company_b
    ),
    ("mkt.approval.rule", "strange_company"): lambda case, person: _rule(
        case, case.company_c
    ),
    ("mkt.approval.step", "own"): _step,
    ("mkt.approval.step", "foreign"): lambda case, person: _step(case, case.colleague),
    ("mkt.approval.step", "second_company"): lambda case, person: _step(
        case, person, case.company_b
    ),
    ("mkt.budget", "own_department"): lambda case, person: _budget(case),
    ("mkt.budget", "foreign"): lambda case, person: _budget(case, department="service"),
    ("mkt.budget", "second_company"): lambda case, person: _budget(
        case, case.company_b
    ),
    **dict(_shared("mkt.budget.category", name="Weather")),
    **dict(_shared("mkt.deduction.ceiling", name="Gifts", revenue_rate=1)),
    ("mkt.expense.standard", "own_company"): lambda case, person: _standard(
        case, case.company
    ),
    ("mkt.expense.standard", "second_company"): lambda case, person: _standard(
        case, case.company_b
    ),
    ("mkt.budget.copy", "own"): lambda case, person: {"factor": 1},
    ("mkt.budget.copy", "foreign"): lambda case, person: {"factor": 1},
    ("mkt.calendar.import", "own"): lambda case, person: {},
    ("mkt.calendar.import", "foreign"): lambda case, person: {},
    ("mkt.setup.step", "any"): lambda case, person: {
        "name": "Step",
        "code": "step",
        "action_id": case.env.ref("marketing_office.mkt_post_action").id,
    },
    ("mkt.budget.entry", "own"): _entry,
    ("mkt.budget.entry", "own_department"): lambda case, person: _entry(
        case, case.colleague, department="office"
    ),
    ("mkt.budget.entry", "foreign"): lambda case, person: _entry(case, case.colleague),
    ("mkt.budget.entry", "second_company"): lambda case, person: _entry(
        case, person, case.company_b
    ),
    ("mkt.budget.forecast", "own_department"): lambda case, person: _forecast(case),
    ("mkt.budget.forecast", "foreign"): lambda case, person: _forecast(
        case, department="service"
    ),
    ("mkt.budget.forecast", "second_company"): lambda case, person: _forecast(
        case, case.company_b
    ),
    ("mkt.budget.import", "own"): lambda case, person: _budget_import(case, "office"),
    ("mkt.budget.import", "foreign"): lambda case, person: _budget_import(
        case, "office"
    ),
    ("mkt.budget.line", "own_department"): lambda case, person: _budget_line(case),
    ("mkt.budget.line", "in_force"): lambda case, person: _budget_line(
        case, state="approved"
    ),
    ("mkt.budget.line", "foreign"): lambda case, person: _budget_line(
        case, department="service"
    ),
    ("mkt.budget.line", "second_company"): lambda case, person: _budget_line(
        case, case.company_b
    ),
    ("mkt.budget.share", "own_department"): lambda case, person: _share(case),
    ("mkt.budget.share", "in_force"): lambda case, person: _share(
        case, state="approved"
    ),
    ("mkt.budget.share", "foreign"): lambda case, person: _share(
        case, department="service"
    ),
    ("mkt.budget.share", "second_company"): lambda case, person: _share(
        case, case.company_b
    ),
    ("mkt.budget.transfer", "own"): lambda case, person: _transfer(
        case, department="office"
    ),
    ("mkt.budget.transfer", "foreign"): lambda case, person: _transfer(case),
    ("mkt.budget.transfer", "second_company"): lambda case, person: _transfer(
        case, case.company_b
    ),
    ("mkt.expense.request", "own"): _own_request,
    ("mkt.expense.request", "own_department"): lambda case, person: _own_request(
        case, case.colleague, department="office"
    ),
    ("mkt.expense.request", "foreign"): lambda case, person: _own_request(
        case, case.colleague
    ),
    ("mkt.expense.request", "second_company"): lambda case, person: _own_request(
        case, person, company=case.company_b
    ),
    ("mkt.expense.settlement", "own"): _receipt,
    ("mkt.expense.settlement", "foreign"): lambda case, person: _receipt(
        case, case.colleague
    ),
    ("mkt.expense.settlement", "second_company"): lambda case, person: _receipt(
        case, person, case.company_b
    ),
}


def _satisfaction(case, company):
    return {
        "name": "Survey",
        "company_id": company.id,
        "survey_id": case.env.ref("marketing_office.survey_satisfaction").id,
    }


def _wave(case, company):
    survey = case.env["mkt.satisfaction.survey"].create(_satisfaction(case, company))
    day = date(2026, 1, 1)
    period = case.env["mkt.period"]._of(company, "quarter", day)
    return {"survey_id": survey.id, "period_id": period.id}


def _study(case, company=None, **vals):
    return {
        "name": "Study",
        "company_id": (company or case.company).id,
        "user_id": case.newcomer.id,
        "date_from": "2026-01-01",
        "date_to": "2026-01-31",
        **vals,
    }


def _study_id(case, company=None):
    return case.env["mkt.study"].create(_study(case, company, state="fieldwork")).id


def _finding(case, company=None, **vals):
    return {"name": "Finding", "study_id": _study_id(case, company), **vals}


def _interview(case, company=None):
    return {"name": "Interviewee", "study_id": _study_id(case, company)}


def _analysis(case, company=None):
    partner = case.env["res.partner"].create({"name": "Rival"})
    competitor = case.env["mkt.competitor"].create(
        {"partner_id": partner.id, "company_id": (company or case.company).id}
    )
    return {
        "study_id": _study_id(case, company),
        "competitor_id": competitor.id,
        "conclusion": "Faster",
    }


def _rejection(case):
    finding = case.env["mkt.finding"].create(_finding(case))
    return {"finding_id": finding.id, "reason": "Thin"}


def _crosstab(case):
    survey = case.env["survey.survey"].create(
        {
            "title": "Why?",
            "question_and_page_ids": [
                Command.create({"title": n, "question_type": "scale"}) for n in "ab"
            ],
        }
    )
    vals = {**_study(case, state="fieldwork"), "survey_ids": survey.ids}
    row, column = survey.question_ids
    return {
        "study_id": case.env["mkt.study"].create(vals).id,
        "row_id": row.id,
        "column_id": column.id,
    }


RESEARCH_RECORDS = {
    ("mkt.study", "own_company"): lambda case, person: _study(case),
    ("mkt.study", "reported"): lambda case, person: _study(case, state="reported"),
    ("mkt.study", "second_company"): lambda case, person: _study(case, case.company_b),
    ("mkt.finding", "draft"): lambda case, person: _finding(case),
    ("mkt.finding", "validated"): lambda case, person: _finding(
        case, state="validated"
    ),
    ("mkt.finding", "second_company"): lambda case, person: _finding(
        case, case.company_b
    ),
    ("mkt.interview", "own_company"): lambda case, person: _interview(case),
    ("mkt.interview", "second_company"): lambda case, person: _interview(
        case, case.company_b
    ),
    ("mkt.competitor.analysis", "own_company"): lambda case, person: _analysis(case),
    ("mkt.competitor.analysis", "second_company"): lambda case, person: _analysis(
        case, case.company_b
    ),
    ("mkt.study.crosstab", "own"): lambda case, person: _crosstab(case),
    ("mkt.study.crosstab", "foreign"): lambda case, person: _crosstab(case),
    ("mkt.finding.rejection", "own"): lambda case, person: _rejection(case),
    ("mkt.finding.rejection", "foreign"): lambda case, person: _rejection(case),
}


def _segment(case, company=None):
    return {"name": "Segment", "company_id": (company or case.company).id}


def _competitor(case, company=None):
    partner = case.env["res.partner"].create({"name": "Competitor"})
    return {"partner_id": partner.id, "company_id": (company or case.company).id}


def _competitor_product(case, company=None):
    competitor = case.env["mkt.competitor"].create(_competitor(case, company))
    return {"name": "Relay 40 A", "competitor_id": competitor.id}


def _market_size(case, company=None):
    segment = case.env["mkt.segment"].create(_segment(case, company))
    return {
        "segment_id": segment.id,
        "period_id": _month(case, company).id,
        "company_id": segment.company_id.id,
        "size": 1000,
        "source": "Yearbook",
    }


def _gathering(case, company=None):
    return {
        "name": "Moves of channels",
        "kind": "channel",
        "company_id": (company or case.company).id,
        "user_id": case.env["res.users"]
        .search([("company_ids", "=", (company or case.company).id)], limit=1)
        .id,
    }


def _gathering_task(case, company=None):
    gathering = case.env["mkt.gathering"].create(_gathering(case, company))
    return {
        "gathering_id": gathering.id,
        "period_id": case.env["mkt.period"]
        ._of(gathering.company_id, "month", date(2033, 1, 1))
        .id,
        "user_id": gathering.user_id.id,
        "deadline": "2033-01-31",
    }


def _competitor_share(case, company=None):
    size = case.env["mkt.market.size"].create(_market_size(case, company))
    competitor = case.env["mkt.competitor"].create(_competitor(case, company))
    return {
        "size_id": size.id,
        "competitor_id": competitor.id,
        "figure": 10,
        "source": "Yearbook",
    }


def _observation(case, user, company=None):
    # the observer is who enters it, unless a test says otherwise
    observer = {"user_id": user.id} if user == case.colleague else {}
    return {
        "name": "A new dealer",
        "kind": "channel",
        "company_id": (company or case.company).id,
        **observer,
    }


def _signal(case, user, company=None):
    return {
        "name": "A price war",
        "company_id": (company or case.company).id,
        "user_id": user.id,
    }


def _market():
    """Rows of the market: of the own company and a second one, own and a colleague's."""
    for model, make in (
        ("mkt.segment", _segment),
        ("mkt.competitor", _competitor),
        ("mkt.competitor.product", _competitor_product),
        ("mkt.competitor.share", _competitor_share),
        ("mkt.market.size", _market_size),
        ("mkt.gathering", _gathering),
        ("mkt.gathering.task", _gathering_task),
    ):
        yield (model, "own_company"), lambda case, person, make=make: make(case)
        yield (
            (model, "second_company"),
            lambda case, person, make=make: make(case, case.company_b),
        )
    for model, make in (("mkt.observation", _observation), ("mkt.signal", _signal)):
        yield (model, "own"), make
        yield (
            (model, "colleague"),
            lambda case, person, make=make: make(case, case.colleague),
        )
        yield (
            (model, "second_company"),
            lambda case, person, make=make: make(case, person, case.company_b),
        )
    for scope in ("own", "foreign"):
        yield (
            ("mkt.market.import", scope),
            lambda case, person: {"kind": "size"},
        )
        yield (
            ("mkt.signal.no.change", scope),
            lambda case, person: {
                "reason": "x",
                "signal_ids": [
                    Command.set(
                        case.env["mkt.signal"].create(_signal(case, case.colleague)).ids
                    )
                ],
            },
        )


def _control(case, post=None, **vals):
    post = post or case.post("director")
    values = {"name": "Control", "kind": "confirmed", "post_id": post.id}
    return case.env["mkt.control"].create({**values, "company_id": False, **vals})


def _result(case, company=None):
    company = company or case.company
    return {
        "control_id": _control(case).id,
        "company_id": company.id,
        "period_id": _month(case, company).id,
        "state": "not_observed",
    }


def _evidence(case, person, company=None, post=None):
    post = post or case.post_of(person)[:1]
    return {
        "name": "Talked over",
        "control_id": _control(case, post).id,
        "company_id": (company or case.company).id,
    }


def _evidence_given(case, person):
    return case.env["mkt.control.evidence"].create(_evidence(case, person)).id


def _exception(case, user, company=None):
    return {
        "control_id": _control(case).id,
        "company_id": (company or case.company).id,
        "user_id": user.id,
        "reason": "The fair moved",
        "date_to": "2099-01-01",
    }


def _governance():
    """Rows of articles and controls: shared, one's own company's, a second one's."""
    values = {"clause": "X-1", "name": "Trade fairs", "wording": "We go there."}
    yield from _shared("mkt.article", **values)
    for scope, company in (
        ("shared", None),
        ("own_company", "company"),
        ("second_company", "company_b"),
    ):
        yield (
            ("mkt.control", scope),
            lambda case, person, company=company: {
                "name": "Control",
                "post_id": case.post("director").id,
                "company_id": company and getattr(case, company).id,
            },
        )
    model = "mkt.control.result"
    yield (model, "own_company"), lambda case, person: _result(case)
    yield (model, "second_company"), lambda case, person: _result(case, case.company_b)
    model = "mkt.control.evidence"
    yield (model, "own_post"), _evidence
    yield (
        (model, "foreign"),
        # nobody of the table but the two who may always
        lambda case, person: _evidence(case, person, post=_foreign_post(case)),
    )
    yield (
        (model, "second_company"),
        lambda case, person: _evidence(case, person, case.company_b),
    )
    model = "mkt.control.exception"
    yield (model, "own"), _exception
    yield (model, "foreign"), lambda case, person: _exception(case, case.colleague)
    yield (
        (model, "second_company"),
        lambda case, person: _exception(case, person, case.company_b),
    )
    for scope in ("own", "foreign"):
        yield (
            ("mkt.control.assignment", scope),
            lambda case, person: {
                "result_id": case.env["mkt.control.result"].create(_result(case)).id,
                "user_id": case.colleague.id,
                "deadline": "2099-01-01",
            },
        )
        yield (
            ("mkt.control.withdrawal", scope),
            lambda case, person: {
                "evidence_id": _evidence_given(case, person),
                "reason": "In error",
            },
        )


def _version(case, company=None, **vals):
    return {"name": "System", "company_id": (company or case.company).id, **vals}


def _made_version(case, company=None, **vals):
    versions = case.env["mkt.system.version"]
    return versions.create(_version(case, company, **vals))


def _version_article(case, company=None, **vals):
    version = _made_version(case, company, **vals)
    return {
        "version_id": version.id,
        "company_id": version.company_id.id,
        "clause": "X-1",
        "chapter": "duty",
        "name": "Trade fairs",
        "wording": "We go there.",
    }


def _signature(case, user, company=None):
    version = _made_version(case, company, state="approved")
    return {"version_id": version.id, "user_id": user.id, "asked_on": "2026-01-01"}


def _sample(case, company=None):
    company = company or case.company
    return {
        "control_id": _control(case).id,
        "company_id": company.id,
        "period_id": _month(case, company).id,
    }


def _sample_of(case, user, company=None):
    return {**_sample(case, company), "user_id": user.id}


def _sample_line(case, company=None):
    samples = case.env["mkt.control.sample"]
    return {
        "sample_id": samples.create(_sample(case, company)).id,
        "res_model": "mkt.plan",
        "res_id": 1,
        "name": "Plan",
    }


def _versions():
    """Rows of versions, their articles and signatures, and of samples."""
    for model, make in (
        ("mkt.system.version", _version),
        ("mkt.system.article", _version_article),
    ):
        yield (model, "draft"), lambda case, person, make=make: make(case)
        yield (
            (model, "approved"),
            lambda case, person, make=make: make(case, state="approved"),
        )
        yield (
            (model, "second_company"),
            lambda case, person, make=make: make(case, case.company_b),
        )
    yield ("mkt.system.signature", "own"), _signature
    yield ("mkt.control.sample", "own"), lambda case, person: _sample(case)
    for model, make in (
        ("mkt.system.signature", _signature),
        ("mkt.control.sample", _sample_of),
    ):
        yield (
            (model, "foreign"),
            lambda case, person, make=make: make(case, case.colleague),
        )
        yield (
            (model, "second_company"),
            lambda case, person, make=make: make(case, person, case.company_b),
        )
    model = "mkt.control.sample.line"
    yield (model, "own_company"), lambda case, person: _sample_line(case)
    yield (
        (model, "second_company"),
        lambda case, person: _sample_line(case, case.company_b),
    )


def _foreign_post(case):
    return case.env["mkt.post"].create(_post(case))


RECORDS = {
    **BUDGET_RECORDS,
    **dict(_governance()),
    **dict(_versions()),
    **RESEARCH_RECORDS,
    **dict(_market()),
    ("mkt.satisfaction.survey", "own_company"): lambda case, person: _satisfaction(
        case, case.company
    ),
    ("mkt.satisfaction.survey", "second_company"): lambda case, person: _satisfaction(
        case, case.company_b
    ),
    ("mkt.satisfaction.wave", "own_company"): lambda case, person: _wave(
        case, case.company
    ),
    ("mkt.satisfaction.wave", "second_company"): lambda case, person: _wave(
        case, case.company_b
    ),
    ("mkt.complaint", "handled"): lambda case, person: _complaint(
        case, user_id=person.id
    ),
    ("mkt.complaint", "entered"): lambda case, person: _complaint(
        case, user_id=case.colleague.id
    ),
    ("mkt.complaint", "unassigned"): lambda case, person: _complaint(case),
    ("mkt.complaint", "my_customer"): lambda case, person: _of_my_customer(
        case, person
    ),
    ("mkt.complaint", "as_customer"): lambda case, person: _of_customer(
        case, parent_id=person.partner_id.id
    ),
    ("mkt.complaint", "foreign"): lambda case, person: _of_customer(case),
    ("mkt.complaint", "second_company"): lambda case, person: _complaint(
        case, case.company_b
    ),
    ("mkt.complaint", "strange_company"): lambda case, person: _complaint(
        case, case.company_c
    ),
    ("mkt.customer.assignment", "own"): _customer_assignment,
    ("mkt.customer.assignment", "colleague"): lambda case, person: _customer_assignment(
        case, case.colleague
    ),
    ("mkt.customer.assignment", "second_company"): _customer_assignment_of_b,
    ("mkt.contact.basis", "my_customer"): _basis,
    ("mkt.contact.basis", "colleague"): lambda case, person: _basis(
        case, case.colleague
    ),
    ("mkt.contact.basis", "second_company"): lambda case, person: _basis(
        case, company=case.company_b
    ),
    ("mkt.contact.statement", "own"): lambda case, person: _statement(case),
    ("mkt.contact.statement", "foreign"): lambda case, person: _statement(case),
    ("mkt.customer.grading", "own"): lambda case, person: {"reason": "plant"},
    ("mkt.customer.grading", "foreign"): lambda case, person: {"reason": "plant"},
    ("mkt.customer.export", "own"): lambda case, person: {},
    ("mkt.customer.export", "foreign"): lambda case, person: {},
    ("mkt.customer.import", "own"): lambda case, person: {},
    ("mkt.customer.import", "foreign"): lambda case, person: {},
    ("mkt.import.run", "own"): lambda case, person: _import_run(case),
    ("mkt.import.run", "foreign"): lambda case, person: _import_run(case),
    ("mkt.customer.handover", "own"): lambda case, person: {},
    ("mkt.customer.handover", "foreign"): lambda case, person: {},
    ("mkt.grade.rule", "shared"): lambda case, person: _grade_rule(
        case, case.env["res.company"]
    ),
    ("mkt.grade.rule", "own_company"): lambda case, person: _grade_rule(
        case, case.company
    ),
    ("mkt.grade.rule", "second_company"): lambda case, person: _grade_rule(
        case, case.company_b
    ),
    ("mkt.grade.rule", "strange_company"): lambda case, person: _grade_rule(
        case, case.company_c
    ),
    ("mkt.customer.grade", "any"): lambda case, person: {"name": "Weather"},
    ("mkt.customer.standing", "own"): _standing,
    ("mkt.customer.standing", "in_pool"): lambda case, person: _standing(case),
    ("mkt.customer.standing", "colleague"): lambda case, person: _standing(
        case, case.colleague
    ),
    ("mkt.customer.standing", "second_company"): lambda case, person: _standing(
        case, person, case.company_b
    ),
    **dict(_shared("mkt.complaint.cause", name="Weather")),
    **dict(_shared("mkt.complaint.hint", name="Frost", source="Our terms")),
    ("mkt.complaint.answer", "own"): lambda case, person: _answer(case),
    ("mkt.complaint.answer", "foreign"): lambda case, person: _answer(case),
    ("mkt.complaint.merge.cases", "own"): lambda case, person: _merge(case),
    ("mkt.complaint.merge.cases", "foreign"): lambda case, person: _merge(case),
    ("mkt.complaint.step", "own"): lambda case, person: {"reason": "by mistake"},
    ("mkt.complaint.step", "foreign"): lambda case, person: {"reason": "by mistake"},
    **dict(_bulletins()),
    **dict(_group_minutes()),
    **dict(_trainings()),
    **dict(_coordinations()),
    **dict(_shared("mkt.coordination.kind", name="Weather")),
    ("mkt.corrective.action", "own"): _corrective_action,
    ("mkt.corrective.action", "foreign"): lambda case, person: _corrective_action(
        case, case.colleague
    ),
    ("mkt.corrective.action", "second_company"): lambda case, person: (
        _corrective_action(case, person, case.company_b)
    ),
    **dict(_shared("mkt.makeup.workday", date="2099-01-03")),
    ("mkt.makeup.workday", "strange_company"): lambda case, person: {
        "date": "2099-01-03",
        "company_id": case.company_c.id,
    },
    ("mkt.sla.level", "any"): lambda case, person: {
        "name": "Level",
        "subject": "case",
        "reached_at": 777,
    },
    ("mkt.sla.policy", "shared"): lambda case, person: _policy(
        case, case.env["res.company"]
    ),
    ("mkt.sla.policy", "own_company"): lambda case, person: _policy(case, case.company),
    ("mkt.sla.policy", "second_company"): lambda case, person: _policy(
        case, case.company_b
    ),
    ("mkt.sla.policy", "strange_company"): lambda case, person: _policy(
        case, case.company_c
    ),
    **dict(_parts()),
    **dict(_indicators()),
    **dict(_plans()),
    ("mkt.kpi", "shared"): lambda case, person: _kpi(case, case.env["res.company"]),
    ("mkt.kpi", "own_company"): lambda case, person: _kpi(case, case.company),
    ("mkt.kpi", "second_company"): lambda case, person: _kpi(case, case.company_b),
    ("mkt.kpi.entry", "of_my_post"): lambda case, person: _kpi_entry(
        case, case.post_of(person)
    ),
    ("mkt.kpi.entry", "of_other_post"): lambda case, person: _kpi_entry(
        case, case.env["mkt.post"]
    ),
    ("mkt.kpi.entry", "of_colleague"): lambda case, person: _kpi_entry(
        case, case.env["mkt.post"], user_id=case.colleague.id
    ),
    ("mkt.kpi.entry", "second_company"): lambda case, person: _kpi_entry(
        case, case.post_of(person), case.company_b
    ),
    ("mkt.kpi.frozen", "own_company"): lambda case, person: _kpi_frozen(case),
    ("mkt.kpi.frozen", "second_company"): lambda case, person: _kpi_frozen(
        case, case.company_b
    ),
    ("mkt.kpi.run", "own_company"): lambda case, person: _kpi_run(case, case.company),
    ("mkt.kpi.run", "second_company"): lambda case, person: _kpi_run(
        case, case.company_b
    ),
    ("mkt.period", "own_company"): lambda case, person: _period(case),
    ("mkt.period", "second_company"): lambda case, person: _period(
        case, case.company_b
    ),
    ("mkt.period", "strange_company"): lambda case, person: _period(
        case, case.company_c
    ),
    ("mkt.export", "own"): lambda case, person: _export(person),
    ("mkt.export", "foreign"): lambda case, person: _export(case.colleague),
    **dict(_reports()),
    **dict(_accounts()),
    **dict(_shared("mkt.report.template", section="people")),
    ("mkt.revenue.change", "own"): lambda case, person: _revenue_change(case),
    ("mkt.revenue.change", "foreign"): lambda case, person: _revenue_change(case),
    ("mkt.revenue.change.part", "own"): lambda case, person: _change_part(case, person),
    ("mkt.revenue.change.part", "foreign"): lambda case, person: _change_part(case),
    ("mkt.period.reopen", "own"): lambda case, person: {
        "period_ids": [Command.set(_month(case).ids)],
        "reason": "late",
    },
    ("mkt.period.reopen", "foreign"): lambda case, person: {
        "period_ids": [Command.set(_month(case).ids)],
        "reason": "late",
    },
    ("mkt.period.reopening", "own_company"): lambda case, person: _reopening(case),
    ("mkt.period.reopening", "second_company"): lambda case, person: _reopening(
        case, case.company_b
    ),
    ("mkt.desk.card", "of_my_post"): lambda case, person: _card(
        case, case.post_of(person)
    ),
    ("mkt.desk.card", "of_everybody"): lambda case, person: _card(
        case, case.env["mkt.post"]
    ),
    ("mkt.desk.card", "of_other_post"): lambda case, person: _card(
        case, case.env["mkt.post"].search([]) - case.post_of(person)
    ),
    ("mkt.post", "any"): lambda case, person: _post(case),
    ("mkt.post.assignment", "own"): lambda case, person: _assignment(
        case, person, "service_clerk" if person == case.users["member"] else "member"
    ),
    ("mkt.post.assignment", "colleague"): lambda case, person: _assignment(
        case, case.newcomer
    ),
    ("mkt.post.assignment", "director"): lambda case, person: _assignment(
        case, case.newcomer, "director"
    ),
    ("mkt.post.assignment", "leadership"): lambda case, person: _assignment(
        case, case.newcomer, "leadership"
    ),
    ("mkt.post.assignment", "second_company"): lambda case, person: _assignment(
        case, case.newcomer, company=case.company_b
    ),
    ("mkt.post.assignment", "strange_company"): lambda case, person: _assignment(
        case, case.stranger, company=case.company_c
    ),
}


def _campaign(case, user, company=None, department="sales", **vals):
    return {
        "name": "Fair",
        "company_id": (company or case.company).id,
        "user_id": user.id,
        "department_id": case.env.ref(f"marketing_office.department_{department}").id,
        "date_from": "2090-01-01",
        "date_to": "2090-01-02",
        **vals,
    }


def _brand(case, company=None):
    company = company or case.company
    return {"name": "Brand of the table", "company_id": company.id}


def _brand_strategy(case, company=None, **vals):
    company = company or case.company
    year = case.env["mkt.period"]._of(company, "year", date(2090, 1, 1))
    brand = case.env["mkt.brand"].create(_brand(case, company))
    return {
        "brand_id": brand.id,
        "period_id": year.id,
        "company_id": company.id,
        **vals,
    }


def _brand_awareness(case, company=None):
    company = company or case.company
    finding = _finding(case, company, state="validated")
    return {
        "brand_id": case.env["mkt.brand"].create(_brand(case, company)).id,
        "period_id": case.env["mkt.period"]._of(company, "year", date(2090, 1, 1)).id,
        "segment_id": case.env["mkt.segment"].create(_segment(case, company)).id,
        "finding_id": case.env["mkt.finding"].create(finding).id,
        "awareness": 40,
        "asked_count": 100,
    }


def _material(case, company=None, **vals):
    company = company or case.company
    return {
        "name": "Poster",
        "brand_id": case.env["mkt.brand"].create(_brand(case, company)).id,
        "medium_id": case.env.ref("utm.utm_medium_email").id,
        "wording": "A relay",
        "valid_until": "2090-01-01",
        "company_id": company.id,
        **vals,
    }


def _material_figure(case, company=None, **vals):
    material = case.env["mkt.material"].create(_material(case, company, **vals))
    return {"material_id": material.id, "sentence": "Ready in 7 days"}


def _brands():
    for model, make in (
        ("mkt.brand.strategy", _brand_strategy),
        ("mkt.material", _material),
        ("mkt.material.figure", _material_figure),
    ):
        yield (model, "draft"), lambda case, person, make=make: make(case)
        yield (
            (model, "approved"),
            lambda case, person, make=make: make(case, state="approved"),
        )
        yield (
            (model, "second_company"),
            lambda case, person, make=make: make(case, case.company_b),
        )


def _requirement(case, company=None):
    reason = case.env["crm.lost.reason"].create({"name": "Too slow"})
    company = company or case.company
    return {
        "name": "Delivered in a week",
        "loss_reason_id": reason.id,
        "company_id": company.id,
    }


def _launch(case, company=None):
    product = case.env["product.template"].create({"name": "Relay"})
    return {
        "name": "Relay 2",
        "product_tmpl_id": product.id,
        "date": "2090-01-01",
        "company_id": (company or case.company).id,
    }


def _products():
    for model, make in (("mkt.requirement", _requirement), ("mkt.launch", _launch)):
        for scope, company in (
            ("own_company", "company"),
            ("second_company", "company_b"),
        ):
            yield (
                (model, scope),
                lambda case, person, make=make, company=company: make(
                    case, getattr(case, company)
                ),
            )


def _campaign_check(case, campaign):
    condition = {"name": "Rules are published", "company_id": campaign.company_id.id}
    condition = case.env["mkt.campaign.condition"].create(condition)
    return {
        "campaign_id": campaign.id,
        "condition_id": condition.id,
        "wording": "Rules are published",
    }


def _campaign_offer(case, campaign):
    product = case.env["product.product"].create({"name": "Relay"})
    return {
        "campaign_id": campaign.id,
        "product_id": product.id,
        "base_price": 2,
        "offer_price": 1,
    }


def _campaign_link(case, person, company=None):
    tag = case.env["utm.campaign"].create({"title": "Fair"})
    campaign = case.env["mkt.campaign"].create(
        _campaign(case, person, company, state="approved", utm_campaign_id=tag.id)
    )
    return {"campaign_id": campaign.id, "name": "Hall 5", "url": "https://a.example"}


def _campaign_parts():
    """As the campaigns they belong to."""
    for model, make in (
        ("mkt.campaign.check", _campaign_check),
        ("mkt.campaign.offer", _campaign_offer),
    ):
        for scope in CAMPAIGNS:
            yield (
                (model, scope),
                lambda case, person, make=make, scope=scope: make(
                    case,
                    case.env["mkt.campaign"].create(CAMPAIGNS[scope](case, person)),
                ),
            )


CAMPAIGNS = {
    "own": _campaign,
    "own_department": lambda case, person: _campaign(
        case, case.colleague, department="office"
    ),
    "foreign": lambda case, person: _campaign(case, case.colleague),
    "approved": lambda case, person: _campaign(case, case.colleague, state="approved"),
    "second_company": lambda case, person: _campaign(
        case, person, company=case.company_b
    ),
}


def _contact_list(case):
    campaigns = case.env["mkt.campaign"]
    campaign = campaigns.create(_campaign(case, case.colleague, state="approved"))
    return {"campaign_id": campaign.id}


RECORDS |= {
    **dict(_shared("mkt.advertising.word", name="best")),
    ("mkt.brand.awareness", "own_company"): lambda case, person: _brand_awareness(case),
    ("mkt.brand.awareness", "second_company"): lambda case, person: _brand_awareness(
        case, case.company_b
    ),
    ("mkt.brand", "own_company"): lambda case, person: _brand(case),
    ("mkt.brand", "second_company"): lambda case, person: _brand(case, case.company_b),
    **dict(_brands()),
    **{("mkt.campaign", scope): make for scope, make in CAMPAIGNS.items()},
    **dict(_products()),
    **dict(_campaign_parts()),
    ("mkt.campaign.link", "own"): _campaign_link,
    ("mkt.campaign.link", "foreign"): lambda case, person: _campaign_link(
        case, case.colleague
    ),
    ("mkt.campaign.link", "second_company"): lambda case, person: _campaign_link(
        case, person, case.company_b
    ),
    ("mkt.campaign.series", "own"): lambda case, person: _contact_list(case),
    ("mkt.campaign.series", "foreign"): lambda case, person: _contact_list(case),
    **dict(_shared("mkt.campaign.condition", name="Rules are published")),
    **dict(_shared("mkt.promotion.rule", name="Ours", prize_limit=1)),
    ("mkt.campaign.import", "own"): lambda case, person: _contact_list(case),
    ("mkt.campaign.import", "foreign"): lambda case, person: _contact_list(case),
}


def _firm(case):
    return case.env["res.partner"].create({"name": "Firm", "is_company": True})


def _care_plan(case, company=None):
    company = company or case.company
    return {"name": "Calls", "company_id": company.id, "lifecycle": "lost"}


def _care_contact(case, customer, user, company=None):
    wanted = _care_plan(case, company)
    plans = case.env["mkt.care.plan"]
    plan = plans.search([(name, "=", wanted[name]) for name in wanted], limit=1)
    plan = plan or plans.create(wanted)
    return {
        "company_id": plan.company_id.id,
        "partner_id": customer.id,
        "user_id": user.id,
        "plan_id": plan.id,
        "kind": "visit",
        "deadline": "2099-01-01",
    }


def _contact_with_my_customer(case, person):
    return _care_contact(case, _my_firm(case, person), person)


def _my_firm(case, person):
    """A customer in the person's hands, where the person can have customers."""
    firm = _firm(case)
    if person in case.env["mkt.post.assignment"]._members(case.company):
        case.give_customer(firm, person)
    return firm


def _call_list(case, user, company=None, callers=None):
    return {
        "name": "Spare parts",
        "company_id": (company or case.company).id,
        "user_id": user.id,
        "caller_ids": [Command.set((callers or case.colleague).ids)],
    }


def _call(case, call_list, user=None):
    call_list = case.env["mkt.call.list"].create(call_list)
    return {
        "list_id": call_list.id,
        "company_id": call_list.company_id.id,
        "partner_id": _firm(case).id,
        "user_id": user and user.id,
    }


def _of_newcomer_in_b(case):
    case.assign(case.newcomer, "member", company_id=case.company_b.id)
    return case.newcomer


def _contract(case, user, partner=None, company=None):
    company = company or case.company
    order = case.env["sale.order"].create(
        {
            "partner_id": (partner or _firm(case)).id,
            "company_id": company.id,
            "user_id": False,
        }
    )
    return {
        "number": f"HT-{order.id}",
        "order_id": order.id,
        "company_id": company.id,
        "user_id": user.id,
    }


def _channel_partner(case, user, company=None):
    return {
        "partner_id": _firm(case).id,
        "company_id": (company or case.company).id,
        "user_id": user.id,
    }


def _channel_judgement(case, user, company=None):
    partners = case.env["mkt.channel.partner"]
    partner = partners.create(_channel_partner(case, user, company))
    return {"channel_partner_id": partner.id, "year": 2025}


RECORDS |= {
    ("mkt.care.plan", "own_company"): lambda case, person: _care_plan(case),
    ("mkt.care.plan", "second_company"): lambda case, person: _care_plan(
        case, case.company_b
    ),
    ("mkt.care.contact", "my_customer"): _contact_with_my_customer,
    ("mkt.care.contact", "foreign"): lambda case, person: _care_contact(
        case, _firm(case), case.stranger
    ),
    ("mkt.care.contact", "colleague"): lambda case, person: _care_contact(
        case, _firm(case), case.colleague
    ),
    ("mkt.care.contact", "second_company"): lambda case, person: _care_contact(
        case, _firm(case), person, case.company_b
    ),
    ("mkt.call.list", "own"): _call_list,
    ("mkt.call.list", "called_by_me"): lambda case, person: _call_list(
        case, case.colleague, callers=person
    ),
    ("mkt.call.list", "foreign"): lambda case, person: _call_list(case, case.colleague),
    ("mkt.call.list", "second_company"): lambda case, person: _call_list(
        case,
        _of_newcomer_in_b(case),
        case.company_b,
        case.newcomer,
    ),
    ("mkt.call", "mine"): lambda case, person: _call(
        case, _call_list(case, case.colleague, callers=person), person
    ),
    ("mkt.call", "free"): lambda case, person: _call(
        case, _call_list(case, case.colleague, callers=person)
    ),
    ("mkt.call", "on_my_list"): lambda case, person: _call(
        case, _call_list(case, person), case.colleague
    ),
    ("mkt.call", "foreign"): lambda case, person: _call(
        case, _call_list(case, case.colleague), case.colleague
    ),
    ("mkt.call", "second_company"): lambda case, person: _call(
        case,
        _call_list(case, _of_newcomer_in_b(case), case.company_b, case.newcomer),
    ),
    ("mkt.call.outcome", "any"): lambda case, person: {"name": "Line is busy"},
    ("mkt.contract", "own"): _contract,
    ("mkt.contract", "my_customer"): lambda case, person: _contract(
        case, case.colleague, _my_firm(case, person)
    ),
    ("mkt.contract", "colleague"): lambda case, person: _contract(case, case.colleague),
    ("mkt.contract", "second_company"): lambda case, person: _contract(
        case, _of_newcomer_in_b(case), company=case.company_b
    ),
    ("mkt.channel.partner", "in_my_charge"): _channel_partner,
    ("mkt.channel.partner", "foreign"): lambda case, person: _channel_partner(
        case, case.colleague
    ),
    ("mkt.channel.partner", "second_company"): lambda case, person: _channel_partner(
        case, _of_newcomer_in_b(case), case.company_b
    ),
    ("mkt.channel.judgement", "in_my_charge"): _channel_judgement,
    ("mkt.channel.judgement", "foreign"): lambda case, person: _channel_judgement(
        case, case.colleague
    ),
    ("mkt.channel.judgement", "second_company"): lambda case, person: (
        _channel_judgement(case, _of_newcomer_in_b(case), case.company_b)
    ),
}


def _sales_plan(case, company=None, **vals):
    return {**_plan(case, company, **vals), "name": "Sales"}


def _sales_line(case, user, company=None, **vals):
    plan = case.env["mkt.sales.plan"].create(_sales_plan(case, company, **vals))
    return {"plan_id": plan.id, "kind": "person", "user_id": user.id}


def _sales_source(case, user, company=None, **vals):
    lines = case.env["mkt.sales.plan.line"]
    # the second one stands in the same plan: a period has one
    line = lines.search(
        [
            ("kind", "=", "person"),
            ("user_id", "=", user.id),
            ("company_id", "=", (company or case.company).id),
            ("plan_id.state", "=", vals.get("state", "draft")),
        ],
        limit=1,
    ) or lines.create(_sales_line(case, user, company, **vals))
    return {
        "plan_id": line.plan_id.id,
        "line_id": line.id,
        "kind": "customer",
        "partner_id": _firm(case).id,
        "user_id": user.id,
        "expected": 10,
    }


def _sales_proposal(case, user, company=None):
    lines = case.env["mkt.sales.plan.line"]
    return {"line_id": lines.create(_sales_line(case, user, company)).id}


def _sales_forecast(case, user, company=None):
    lines = case.env["mkt.sales.plan.line"]
    line = lines.create(_sales_line(case, user, company, state="approved"))
    return {
        "plan_id": line.plan_id.id,
        "period_id": line.period_id.id,
        "kind": "person",
        "user_id": user.id,
        "made_on": "2026-01-01",
        "forecast": 1,
    }


def _sales_import(case):
    return {"plan_id": case.env["mkt.sales.plan"].create(_sales_plan(case)).id}


def _sales_activity(case, user, company=None):
    return {
        "name": "Visit",
        "date": "2099-01-01",
        "company_id": (company or case.company).id,
        "user_id": user.id,
    }


def _sales_issue(case, user, company=None):
    return {
        "name": "Waits for a price",
        "company_id": (company or case.company).id,
        "user_id": user.id,
        "partner_id": _firm(case).id,
    }


def _sales_talk(case, user, company=None, **vals):
    return {
        "user_id": user.id,
        "company_id": (company or case.company).id,
        "held_by_id": case.newcomer.id,
        **vals,
    }


def _sales_step(case, user, company=None, **vals):
    talk = case.env["mkt.sales.talk"].create(_sales_talk(case, user, company, **vals))
    return {"talk_id": talk.id, "name": "Visit", "deadline": "2099-01-01"}


def _sales():
    for model, make in (
        ("mkt.sales.activity", _sales_activity),
        ("mkt.sales.issue", _sales_issue),
        ("mkt.sales.proposal", _sales_proposal),
        ("mkt.sales.forecast", _sales_forecast),
    ):
        yield (model, "own"), make
        yield (
            (model, "colleague"),
            lambda case, person, make=make: make(case, case.colleague),
        )
        yield (
            (model, "second_company"),
            lambda case, person, make=make: make(
                case, _of_newcomer_in_b(case), case.company_b
            ),
        )
    held = {"state": "held"}
    for model, make in (
        ("mkt.sales.talk", _sales_talk),
        ("mkt.sales.talk.step", _sales_step),
    ):
        yield (
            (model, "planned"),
            lambda case, person, make=make: make(case, case.colleague),
        )
        yield (
            (model, "with_me"),
            lambda case, person, make=make: make(case, person, **held),
        )
        yield (
            (model, "second_company"),
            lambda case, person, make=make: make(
                case, _of_newcomer_in_b(case), case.company_b
            ),
        )
    approved = {"state": "approved"}
    yield ("mkt.sales.plan", "draft"), lambda case, person: _sales_plan(case)
    yield (
        ("mkt.sales.plan", "approved"),
        lambda case, person: _sales_plan(case, **approved),
    )
    yield (
        ("mkt.sales.plan", "second_company"),
        lambda case, person: _sales_plan(case, case.company_b),
    )
    for model, make in (
        ("mkt.sales.plan.line", _sales_line),
        ("mkt.sales.plan.source", _sales_source),
    ):
        yield (
            (model, "draft"),
            lambda case, person, make=make: make(case, person),
        )
        yield (
            (model, "own"),
            lambda case, person, make=make: make(case, person, **approved),
        )
        yield (
            (model, "colleague"),
            lambda case, person, make=make: make(case, case.colleague, **approved),
        )
        yield (
            (model, "second_company"),
            lambda case, person, make=make: make(case, person, case.company_b),
        )
    for scope in ("own", "foreign"):
        yield (
            ("mkt.sales.plan.import", scope),
            lambda case, person: _sales_import(case),
        )


RECORDS |= dict(_sales())


def _template_line(case, company):
    templates = case.env["mkt.appraisal.template"]
    template = templates.create({"name": "Post", "company_id": company and company.id})
    return {
        "template_id": template.id,
        "kind": "judged",
        "name": "Care",
        "floor": 1,
        "target": 4,
        "stretch": 5,
        "weight": 100,
    }


def _appraisal(case, user, company=None, **vals):
    return {**new_appraisal(case, user, company), **vals}


def _appraisal_part(case, user, company=None, manager=None, state="self", **vals):
    card = _appraisal(case, user, company, manager_id=manager and manager.id)
    card = case.env["mkt.appraisal"].create({**card, "state": state})
    return {"appraisal_id": card.id, **vals}


JUDGED = {"kind": "judged", "name": "Care", "floor": 1, "target": 4, "stretch": 5}
MEASURED = {**JUDGED, "kind": "indicator"}


def _incentive(case, user, company=None, **vals):
    return {"round_id": new_round(case, company).id, "user_id": user.id, **vals}


def _team_incentive(case, company=None):
    card = case.env["mkt.appraisal"].create(
        new_appraisal(case, case.colleague, company)
    )
    return {
        "name": "Team East",
        "round_id": card.round_id.id,
        "amount": 100,
        "reason": "Best quarter",
        "participant_ids": [Command.set(case.colleague.ids)],
    }


RECORDS |= {
    **dict(_shared("mkt.appraisal.grade", name="Fair", score_from=1)),
    **dict(_shared("mkt.appraisal.template", name="Post")),
    ("mkt.appraisal.template.line", "shared"): lambda case, person: _template_line(
        case, None
    ),
    ("mkt.appraisal.template.line", "own_company"): lambda case, person: _template_line(
        case, case.company
    ),
    ("mkt.appraisal.template.line", "second_company"): lambda case, person: (
        _template_line(case, case.company_b)
    ),
    ("mkt.appraisal.round", "own_company"): lambda case, person: new_round(
        case, vals_only=True
    ),
    ("mkt.appraisal.round", "second_company"): lambda case, person: new_round(
        case, case.company_b, vals_only=True
    ),
    ("mkt.appraisal", "own"): _appraisal,
    ("mkt.appraisal", "own_released"): lambda case, person: _appraisal(
        case, person, state="released", talk_note="Goals"
    ),
    ("mkt.appraisal", "judged_by_me"): lambda case, person: _appraisal(
        case, case.colleague, manager_id=person.id
    ),
    ("mkt.appraisal", "foreign"): lambda case, person: _appraisal(case, case.colleague),
    ("mkt.appraisal", "second_company"): lambda case, person: _appraisal(
        case, case.colleague, case.company_b, manager_id=person.id
    ),
    ("mkt.appraisal.line", "own_measured"): lambda case, person: _appraisal_part(
        case, person, **MEASURED
    ),
    ("mkt.appraisal.line", "own_judged"): lambda case, person: _appraisal_part(
        case, person, state="judging", **JUDGED
    ),
    ("mkt.appraisal.line", "own_released"): lambda case, person: _appraisal_part(
        case, person, state="released", **JUDGED
    ),
    ("mkt.appraisal.line", "judged_by_me"): lambda case, person: _appraisal_part(
        case, case.colleague, manager=person, state="judging", **JUDGED
    ),
    ("mkt.appraisal.line", "foreign"): lambda case, person: _appraisal_part(
        case, case.colleague, state="judging", **JUDGED
    ),
    ("mkt.appraisal.line", "second_company"): lambda case, person: _appraisal_part(
        case, case.colleague, case.company_b, person, "judging", **JUDGED
    ),
    ("mkt.appraisal.self", "own"): _appraisal_part,
    ("mkt.appraisal.self", "judged_by_me"): lambda case, person: _appraisal_part(
        case, case.colleague, manager=person, state="judging"
    ),
    ("mkt.appraisal.self", "foreign"): lambda case, person: _appraisal_part(
        case, case.colleague, state="judging"
    ),
    ("mkt.appraisal.self", "not_handed_in"): lambda case, person: _appraisal_part(
        case, case.colleague, manager=person
    ),
    ("mkt.appraisal.self", "second_company"): lambda case, person: _appraisal_part(
        case, person, case.company_b
    ),
    ("mkt.incentive", "own"): _incentive,
    ("mkt.incentive", "own_confirmed"): lambda case, person: _incentive(
        case, person, state="confirmed"
    ),
    ("mkt.incentive", "foreign"): lambda case, person: _incentive(case, case.colleague),
    ("mkt.incentive", "second_company"): lambda case, person: _incentive(
        case, case.colleague, case.company_b
    ),
    ("mkt.incentive.team", "own_company"): lambda case, person: _team_incentive(case),
    ("mkt.incentive.team", "second_company"): lambda case, person: _team_incentive(
        case, case.company_b
    ),
    ("mkt.appraisal.step", "own"): lambda case, person: {"text": "Because"},
    ("mkt.appraisal.step", "foreign"): lambda case, person: {"text": "Because"},
}


def _import_run(case):
    return {
        "res_model": "mkt.customer.import",
        "res_id": 1,
        "company_id": case.company.id,
    }
