"""Valid records of the models with governed fields, for the tests of every such model."""

from datetime import date, timedelta

from odoo.fields import Command


def _there(case, model):
    """How many records there are: what is made once a day, a year, a person counts on."""
    return case.env[model].with_context(active_test=False).search_count([])


def _next_day(case, model, first):
    # as a client sends it
    return (first + timedelta(days=_there(case, model))).isoformat()


def new_grade(case):
    """A grade that has no rule yet."""
    grades = case.env["mkt.customer.grade"]
    return grades.create({"name": f"Grade {grades.search_count([])}"})


def new_round(case, company=None, vals_only=False):
    """A round of a month that has none yet."""
    rounds, company = case.env["mkt.appraisal.round"], company or case.company
    place = rounds.search_count([])
    month = date(2035 + place // 12, place % 12 + 1, 1)
    period = case.env["mkt.period"]._of(company, "month", month)
    vals = {"company_id": company.id, "period_id": period.id}
    return vals if vals_only else rounds.create(vals)


def new_appraisal(case, user, company=None):
    return {
        "round_id": new_round(case, company).id,
        "user_id": user.id,
        "post_id": case.post("member").id,
        "days_present": 30,
        "days_total": 31,
    }


def _appraised(case):
    """Somebody other than the boss, who decides."""
    return case.newcomer if hasattr(case, "newcomer") else case.colleague


def _appraisal(case, **vals):
    cards = case.env["mkt.appraisal"]
    return cards.create({**new_appraisal(case, _appraised(case)), **vals})


def _kpi(case):
    return case.env["mkt.kpi"].create({"name": "Indicator", "kind": "manual"})


def _account(case):
    # a year that has no accounts yet, and is over
    first = date(2020 - _there(case, "mkt.annual.account"), 1, 1)
    period = case.env["mkt.period"]._of(case.company, "year", first)
    return {"period_id": period.id, "user_id": case.boss.id}


def _report(case):
    # a month that has no report yet, and is over
    number = _there(case, "mkt.report")
    first = date(2020 - number // 12, 12 - number % 12, 1)
    period = case.env["mkt.period"]._of(case.company, "month", first)
    return {"period_id": period.id, "user_id": case.boss.id}


def _scoped(case):
    periods = case.env["mkt.period"]
    return {
        "kpi_id": _kpi(case).id,
        "period_id": periods._of(case.company, "month", date(2035, 2, 1)).id,
    }


VALS = {
    "mkt.appraisal": lambda case: new_appraisal(case, _appraised(case)),
    "mkt.appraisal.grade": lambda case: {"name": "Fair", "score_from": 50},
    "mkt.appraisal.line": lambda case: {
        "appraisal_id": _appraisal(case, manager_id=case.boss.id, state="judging").id,
        "kind": "judged",
        "name": "Care",
        "floor": 1,
        "target": 4,
        "stretch": 5,
        "weight": 100,
    },
    "mkt.appraisal.round": lambda case: new_round(case, vals_only=True),
    "mkt.appraisal.self": lambda case: {
        # handed in, so that the boss reads it
        "appraisal_id": _appraisal(case, state="judging").id
    },
    "mkt.appraisal.template": lambda case: {"name": "Post"},
    "mkt.appraisal.template.line": lambda case: {
        "template_id": case.env["mkt.appraisal.template"].create({"name": "Post"}).id,
        "kind": "judged",
        "name": "Care",
        "floor": 1,
        "target": 4,
        "stretch": 5,
        "weight": 100,
    },
    "mkt.incentive": lambda case: {
        "round_id": new_round(case).id,
        "user_id": _appraised(case).id,
    },
    "mkt.incentive.team": lambda case: {
        "name": "Team East",
        "round_id": (card := _appraisal(case)).round_id.id,
        "amount": 100,
        "reason": "Best quarter",
        "participant_ids": [Command.set(card.user_id.ids)],
    },
    "mkt.annual.account": lambda case: _account(case),
    "mkt.annual.account.line": lambda case: {
        "account_id": case.env["mkt.annual.account"].create(_account(case)).id,
        "department_id": case.env.ref("marketing_office.department_sales").id,
        "category_id": case.env.ref("marketing_office.category_travel").id,
    },
    "mkt.export": lambda case: {"model": "mkt.complaint", "user_id": case.boss.id},
    "mkt.report": lambda case: _report(case),
    "mkt.report.section": lambda case: {
        "report_id": case.env["mkt.report"].create(_report(case)).id,
        "section": "people",
    },
    "mkt.report.remark": lambda case: {
        "report_id": case.env["mkt.report"].create(_report(case)).id,
        "name": "Check the prices",
        "user_id": case.boss.id,
        "deadline": "2099-01-01",
    },
    "mkt.report.template": lambda case: {"section": "people"},
    "mkt.approval.rule": lambda case: {
        "kind": "expense",
        "amount_from": 1,
        "post_id": case.post("director").id,
    },
    "mkt.budget.category": lambda case: {"name": "Weather"},
    "mkt.deduction.ceiling": lambda case: {"name": "Gifts", "revenue_rate": 1},
    "mkt.complaint.cause": lambda case: {"name": "Weather"},
    "mkt.complaint.hint": lambda case: {"name": "Frost", "source": "Our terms"},
    "mkt.article": lambda case: {
        "clause": f"X-{_there(case, 'mkt.article')}",
        "name": "Trade fairs",
        "wording": "We go there.",
    },
    "mkt.control": lambda case: _control_vals(case),
    "mkt.control.result": lambda case: _of_control(case),
    "mkt.control.evidence": lambda case: {
        "name": "Talked over",
        "control_id": _control(case).id,
    },
    "mkt.control.exception": lambda case: {
        "control_id": _control(case).id,
        "user_id": case.boss.id,
        "reason": "The fair moved",
        "date_to": "2099-01-01",
    },
    # the same seed each time: by itself it is another one
    "mkt.control.sample": lambda case: _of_control(case) | {"seed": 7},
    "mkt.control.sample.line": lambda case: {
        "sample_id": case.env["mkt.control.sample"].create(_of_control(case)).id,
        "res_model": "mkt.plan",
        "res_id": 1,
        "name": "Plan",
    },
    "mkt.system.version": lambda case: _version_vals(case),
    "mkt.system.article": lambda case: {
        "version_id": _version(case).id,
        "company_id": case.company.id,
        "clause": "X-1",
        "chapter": "duty",
        "name": "Trade fairs",
        "wording": "We go there.",
    },
    "mkt.system.signature": lambda case: {
        "version_id": _version(case).id,
        "user_id": _another(case, "mkt.system.signature", case.boss).id,
        "asked_on": "2026-01-01",
    },
    "mkt.coordination.kind": lambda case: {"name": "Weather"},
    "mkt.followup.chase": lambda case: {
        "kind": "mkt.signal",
        "res_id": 1,
        "company_id": case.company.id,
        "user_id": case.boss.id,
        "chased_by_id": case.boss.id,
        "chased_on": _next_day(case, "mkt.followup.chase", date(2035, 1, 1)),
    },
    "mkt.bulletin": lambda case: {"name": "Price list", "user_id": case.boss.id},
    "mkt.bulletin.receipt": lambda case: {
        "bulletin_id": case.env["mkt.bulletin"]
        .create({"name": "Price list", "user_id": case.boss.id})
        .id,
        "user_id": case.boss.id,
    },
    "mkt.meeting": lambda case: {
        "date": _next_day(case, "mkt.meeting", date(2035, 1, 1)),
    },
    "mkt.group.minutes": lambda case: _minutes(case),
    "mkt.group.decision": lambda case: {
        "name": "See to it",
        "minutes_id": case.env["mkt.group.minutes"].create(_minutes(case)).id,
        "user_id": case.boss.id,
        "deadline": "2035-01-01",
    },
    "mkt.training.plan": lambda case: _training_plan(case),
    "mkt.training.session": lambda case: _training_session(case),
    "mkt.training.need": lambda case: {"name": "Complaints", "user_id": case.boss.id},
    "mkt.training.attendance": lambda case: {
        "session_id": case.env["mkt.training.session"]
        .create(_training_session(case))
        .id,
        "user_id": case.boss.id,
    },
    "mkt.coordination": lambda case: {
        "name": "A sample",
        "kind_id": case.env.ref("marketing_office.coordination_kind_sample").id,
    },
    "mkt.makeup.workday": lambda case: {
        "date": f"{2099 + _there(case, 'mkt.makeup.workday')}-01-03",
    },
    "mkt.budget.entry": lambda case: _entry(case),
    "mkt.competitor": lambda case: {
        "partner_id": case.env["res.partner"].create({"name": "Rival"}).id
    },
    "mkt.kpi.frozen": lambda case: {
        **_scoped(case),
        "reopening_id": case.env["mkt.period.reopening"].create(_reopening(case)).id,
    },
    "mkt.period.reopening": lambda case: _reopening(case),
    "mkt.satisfaction.wave": lambda case: _wave(case),
    "mkt.sla.policy": lambda case: {"name": "Limit", "metric": "resolve", "hours": 4},
    "mkt.approval.step": lambda case: {
        "res_model": "mkt.expense.request",
        "res_id": 1,
        "company_id": case.company.id,
        "post_id": case.post("director").id,
    },
    "mkt.budget": lambda case: _budget(
        case, "service", 2090 + _there(case, "mkt.budget")
    ),
    "mkt.budget.line": lambda case: _budget_line(case),
    "mkt.budget.forecast": lambda case: _budget_forecast(case),
    "mkt.budget.share": lambda case: _budget_share(case),
    "mkt.budget.transfer": lambda case: _transfer(case),
    "mkt.expense.request": lambda case: _request(case),
    "mkt.expense.settlement": lambda case: {
        "request_id": _approved_request(case).id,
        "name": "Receipt",
        "amount": 1,
    },
    "mkt.advertising.word": lambda case: {"name": "best"},
    "mkt.requirement": lambda case: {
        "name": "Delivered in a week",
        "loss_reason_id": case.env["crm.lost.reason"].create({"name": "Too slow"}).id,
    },
    "mkt.launch": lambda case: {
        "name": "Relay 2",
        "product_tmpl_id": case.env["product.template"].create({"name": "Relay"}).id,
        "date": "2090-01-01",
    },
    "mkt.campaign.condition": lambda case: {"name": "Rules are published"},
    "mkt.promotion.rule": lambda case: {"name": "Ours", "prize_limit": 1},
    "mkt.campaign.check": lambda case: {
        "campaign_id": _campaign(case).id,
        "condition_id": case.env["mkt.campaign.condition"]
        .create({"name": "Rules are published"})
        .id,
        "wording": "Rules are published",
    },
    "mkt.campaign.link": lambda case: _campaign_link(case),
    "mkt.campaign.offer": lambda case: {
        "campaign_id": _campaign(case).id,
        "product_id": case.env["product.product"].create({"name": "Relay"}).id,
        "base_price": 2,
        "offer_price": 1,
    },
    "mkt.brand": lambda case: _brand(case),
    "mkt.brand.awareness": lambda case: _brand_awareness(case),
    "mkt.brand.strategy": lambda case: {
        "brand_id": case.env["mkt.brand"].create(_brand(case)).id,
        "period_id": case.env["mkt.period"]
        ._of(case.company, "year", date(2090, 1, 1))
        .id,
    },
    "mkt.material": lambda case: _material(case),
    "mkt.material.figure": lambda case: {
        "material_id": case.env["mkt.material"].create(_material(case)).id,
        "sentence": "Ready in 7 days",
    },
    "mkt.campaign": lambda case: _campaign_vals(case),
    "mkt.complaint": lambda case: {"name": "Relay fails", "user_id": case.boss.id},
    "mkt.care.plan": lambda case: {
        "name": "Calls",
        "lifecycle": "active",
        "grade_id": new_grade(case).id,
    },
    "mkt.care.contact": lambda case: _care_contact(case),
    "mkt.call.list": lambda case: _call_list(case),
    "mkt.call": lambda case: {
        "list_id": case.env["mkt.call.list"].create(_call_list(case)).id,
        "company_id": case.company.id,
        "partner_id": _somebody(case).id,
    },
    "mkt.contract": lambda case: _contract(case),
    "mkt.channel.partner": lambda case: _channel_partner(case),
    "mkt.channel.judgement": lambda case: {
        "channel_partner_id": case.env["mkt.channel.partner"]
        .create(_channel_partner(case))
        .id,
        "year": 2025,
    },
    "mkt.customer.assignment": lambda case: {
        "partner_id": case.env["res.partner"].create({"name": "Customer"}).id,
        "user_id": case.boss.id,
        "date_from": "2099-01-01",
    },
    "mkt.grade.rule": lambda case: {
        "grade_id": new_grade(case).id,
    },
    "mkt.contact.basis": lambda case: {
        "company_id": case.company.id,
        "partner_id": case.env["res.partner"].create({"name": "Customer"}).id,
        "channel": "phone",
        "basis": "consent",
        "date": "2026-01-02",
        "source": "form",
    },
    "mkt.customer.standing": lambda case: {
        "company_id": case.company.id,
        "partner_id": case.env["res.partner"].create({"name": "Customer"}).id,
    },
    "mkt.complaint.cycle": lambda case: {
        "complaint_id": case.make_complaint().id,
        "closed_at": "2026-01-02",
        "reopened_at": "2026-01-03",
        "reason": "again",
    },
    "mkt.corrective.action": lambda case: {
        "name": "Check the relays",
        "cause_id": case.env["mkt.complaint.cause"].search([], limit=1).id,
        "due_date": "2099-01-01",
    },
    "mkt.post": lambda case: {
        "name": "Post",
        "code": f"new_{_there(case, 'mkt.post')}",
        "group_id": case.env["res.groups"].create({"name": "A group"}).id,
    },
    "mkt.post.assignment": lambda case: case.assignment_vals(
        case.newcomer,
        "member",
        date_from=(day := _next_day(case, "mkt.post.assignment", date(2099, 1, 1))),
        date_to=day,
    ),
    "mkt.sla.clock": lambda case: {
        "complaint_id": _without_clocks(case).id,
        "policy_id": case.env["mkt.sla.policy"].search([], limit=1).id,
        "metric": "resolve",
        "target_seconds": 3600,
    },
    "mkt.kpi": lambda case: {"name": "Indicator", "kind": "manual"},
    "mkt.kpi.entry": lambda case: {**_scoped(case), "value": 5, "source": "Fair"},
    "mkt.kpi.run": lambda case: {
        "kpi_id": _kpi(case).id,
        "company_id": case.company.id,
    },
    "mkt.kpi.target": lambda case: _scoped(case),
    "mkt.kpi.value": lambda case: {
        **_scoped(case),
        "period_kind": "month",
        "date_from": "2035-02-01",
    },
    "mkt.competitor.share": lambda case: {
        "size_id": case.env["mkt.market.size"].create(_market_size(case)).id,
        "competitor_id": case.env["mkt.competitor"]
        .create({"partner_id": case.env["res.partner"].create({"name": "Rival"}).id})
        .id,
        "figure": 10,
        "source": "Yearbook",
    },
    "mkt.market.size": lambda case: _market_size(case),
    "mkt.observation": lambda case: {"name": "A new dealer", "kind": "channel"},
    "mkt.signal": lambda case: {"name": "A price war"},
    "mkt.gathering": lambda case: {"name": "Moves of channels", "kind": "channel"},
    "mkt.period": lambda case: {
        "company_id": case.company.id,
        "kind": "year",
        "date_from": f"{(year := 2200 + _there(case, 'mkt.period'))}-01-01",
        "date_to": f"{year}-12-31",
    },
    "mkt.plan": lambda case: _plan(case, 2100 + _there(case, "mkt.plan")),
    "mkt.sales.activity": lambda case: {
        "name": "Visit",
        "date": "2099-01-01",
        "user_id": case.boss.id,
    },
    "mkt.sales.issue": lambda case: {
        "name": "Waits for a price",
        "user_id": case.boss.id,
        "partner_id": _somebody(case).id,
    },
    "mkt.sales.talk": lambda case: {"user_id": _talked_with(case).id},
    "mkt.sales.talk.step": lambda case: {
        "talk_id": case.env["mkt.sales.talk"]
        .create({"user_id": _talked_with(case).id})
        .id,
        "name": "Visit",
        "deadline": "2099-01-01",
    },
    "mkt.sales.plan": lambda case: _plan(case, 2100 + _there(case, "mkt.sales.plan")),
    "mkt.sales.plan.line": lambda case: {
        "plan_id": open_sales_plan(case).id,
        "kind": "category",
        "category_id": case.env["product.category"].create({"name": "Relays"}).id,
    },
    "mkt.sales.proposal": lambda case: {
        "line_id": _sales_person_line(case).id,
    },
    "mkt.sales.forecast": lambda case: {
        "plan_id": open_sales_plan(case).id,
        "period_id": case.env["mkt.period"]
        ._of(
            case.company, "year", date(2091 + _there(case, "mkt.sales.forecast"), 1, 1)
        )
        .id,
        "kind": "company",
        "made_on": "2091-01-01",
        "forecast": 1,
    },
    "mkt.sales.plan.source": lambda case: {
        "plan_id": open_sales_plan(case).id,
        "line_id": open_sales_plan(case).line_ids[0].id,
        "kind": "customer",
        "partner_id": _somebody(case).id,
        "user_id": case.boss.id,
    },
    "mkt.plan.goal": lambda case: {
        "plan_id": _open_plan(case).id,
        "kpi_id": _kpi(case).id,
        "period_id": _open_plan(case).period_id.id,
    },
    "mkt.plan.scheme": lambda case: {
        "plan_id": _open_plan(case).id,
        "name": "Fair",
        "date_from": "2091-03-01",
        "date_to": "2091-03-02",
        "department_id": case.env.ref("marketing_office.department_promotion").id,
    },
    "mkt.positioning": lambda case: _positioning(case),
    "mkt.complaint.email": lambda case: {
        "complaint_id": case.make_complaint().id,
        "subject": "Relay fails",
    },
    "mkt.sla.pause": lambda case: {
        "complaint_id": case.make_complaint().id,
        "reason": "asked for the serial number",
        "started_at": "2026-01-02",
    },
    "mkt.satisfaction.survey": lambda case: {
        "name": "Survey",
        "survey_id": case.env.ref("marketing_office.survey_satisfaction").id,
    },
    "mkt.study": lambda case: _study(case),
    "mkt.interview": lambda case: {
        "name": "Interviewee",
        "study_id": _open_study(case).id,
    },
    "mkt.competitor.analysis": lambda case: {
        "study_id": _open_study(case).id,
        "competitor_id": _competitor(case).id,
        "conclusion": "Faster",
    },
    "mkt.finding": lambda case: {
        "name": "Delivery decides",
        "study_id": _open_study(case).id,
    },
    "survey.user_input": lambda case: {
        "survey_id": case.env.ref("marketing_office.survey_satisfaction").id,
    },
}


def _reopening(case):
    periods = case.env["mkt.period"]
    return {
        "period_id": periods._of(case.company, "month", date(2035, 3, 1)).id,
        "user_id": case.boss.id,
        "reason": "late",
        "closed_at": "2026-01-02",
    }


def _wave(case):
    surveys, periods = case.env["mkt.satisfaction.survey"], case.env["mkt.period"]
    return {
        "survey_id": surveys.create(VALS["mkt.satisfaction.survey"](case)).id,
        "period_id": periods._of(case.company, "month", date(2035, 3, 1)).id,
    }


def _entry(case):
    line = case.env["mkt.budget.line"].create(_budget_line(case))
    return {
        "line_id": line.id,
        "budget_id": line.budget_id.id,
        "category_id": line.category_id.id,
        "department_id": line.department_id.id,
        "company_id": line.company_id.id,
        "kind": "adjust",
        "amount": 1,
        "currency_id": line.currency_id.id,
        "currency_amount": 1,
        "date": "2090-01-01",
        "user_id": case.boss.id,
        "source_key": f"of the tests {line.id}",
    }


def _plan(case, year):
    period = case.env["mkt.period"]._of(case.company, "year", date(year, 1, 1))
    return {"name": "Plan", "company_id": case.company.id, "period_id": period.id}


def _open_plan(case):
    vals, plans = _plan(case, 2091), case.env["mkt.plan"]
    there = plans.search([("period_id", "=", vals["period_id"])])
    return there or plans.create(vals)


def _talked_with(case):
    """Somebody of the office who is not the boss."""
    return _holder(case, "talked_with")


def _another(case, model, first):
    """The first person, then others: each has such a record once."""
    number = _there(case, model)
    return _holder(case, f"{model}_{number}") if number else first


def _holder(case, login):
    there = case.env["res.users"].search([("login", "=", login)], limit=1)
    return there or case.make_holder("member", login=login)


def open_sales_plan(case):
    vals, plans = _plan(case, 2091), case.env["mkt.sales.plan"]
    there = plans.search([("period_id", "=", vals["period_id"])])
    return there or plans.create(vals)


def _sales_person_line(case):
    # one who has proposed nothing yet
    person = _another(case, "mkt.sales.proposal", _talked_with(case))
    plan = open_sales_plan(case)
    there = plan.line_ids.filtered(lambda line: line.user_id == person)
    return there or plan.line_ids.create(
        {"plan_id": plan.id, "kind": "person", "user_id": person.id}
    )


def _positioning(case):
    segments, products = case.env["mkt.segment"], case.env["product.template"]
    name = f"Segment {len(segments.search([]))}"
    return {
        "product_tmpl_id": products.create({"name": "Relay"}).id,
        "segment_id": segments.create({"name": name}).id,
    }


def _campaign_vals(case):
    return {
        "name": "Fair",
        "department_id": case.env.ref("marketing_office.department_sales").id,
        "date_from": "2090-01-01",
        "date_to": "2090-01-02",
    }


def _campaign_link(case):
    campaign = _campaign(case)
    tag = case.env["utm.campaign"].create({"title": "Fair"})
    campaign.write({"state": "approved", "utm_campaign_id": tag.id})
    return {"campaign_id": campaign.id, "name": "Hall 5", "url": "https://a.example"}


def _campaign(case):
    return case.env["mkt.campaign"].create(_campaign_vals(case))


def _brand_awareness(case):
    findings = case.env["mkt.finding"]
    finding = findings.create(
        {"name": "Half know it", "study_id": _open_study(case).id, "state": "validated"}
    )
    number = len(findings.search([]))
    return {
        "brand_id": case.env["mkt.brand"].create(_brand(case)).id,
        "period_id": case.env["mkt.period"]
        ._of(case.company, "year", date(2090, 1, 1))
        .id,
        "segment_id": case.env["mkt.segment"].create({"name": f"Part {number}"}).id,
        "finding_id": finding.id,
        "awareness": 40,
        "asked_count": 100,
    }


def _brand(case):
    return {"name": f"Brand {len(case.env['mkt.brand'].search([]))}"}


def _material(case):
    return {
        "name": "Poster",
        "brand_id": case.env["mkt.brand"].create(_brand(case)).id,
        "medium_id": case.env.ref("utm.utm_medium_email").id,
        "wording": "A relay",
        "valid_until": "2090-01-01",
    }


def _market_size(case):
    segments = case.env["mkt.segment"]
    number = segments.search_count([])
    period = case.env["mkt.period"]._of(case.company, "month", date(2035, 2, 1))
    return {
        "segment_id": segments.create({"name": f"Segment {number}"}).id,
        "period_id": period.id,
        "size": 1000,
        "source": "Yearbook",
    }


def _budget(case, department, year=2090):
    period = case.env["mkt.period"]._of(case.company, "year", date(year, 1, 1))
    return {
        "company_id": case.company.id,
        "department_id": case.env.ref(f"marketing_office.department_{department}").id,
        "period_id": period.id,
    }


def _control_vals(case):
    return {
        "name": "Control",
        "kind": "confirmed",
        "post_id": case.post("director").id,
    }


def _control(case):
    return case.env["mkt.control"].create(_control_vals(case))


def _of_control(case):
    periods = case.env["mkt.period"]
    return {
        "control_id": _control(case).id,
        "company_id": case.company.id,
        "period_id": periods._of(case.company, "month", date(2035, 2, 1)).id,
    }


def _version_vals(case):
    # a company prepares one at a time
    companies = case.company
    if _there(case, "mkt.system.version"):
        companies = companies.create({"name": f"Company {companies.search_count([])}"})
    return {"name": "System", "user_id": case.boss.id, "company_id": companies.id}


def _version(case):
    versions = case.env["mkt.system.version"]
    there = versions.search([("company_id", "=", case.company.id)], limit=1)
    return there or versions.create({"name": "System", "user_id": case.boss.id})


def _budget_line(case, category="travel"):
    budgets = case.env["mkt.budget"]
    vals = _budget(case, "sales")
    there = budgets.search([(name, "=", value) for name, value in vals.items()])
    budget = there or budgets.create(vals)
    lines = case.env["mkt.budget.line"]
    category = lines.category_id.create({"name": f"{category} {len(lines.search([]))}"})
    return {"budget_id": budget.id, "category_id": category.id, "planned": 1}


def _budget_forecast(case):
    line = case.env["mkt.budget.line"].create(_budget_line(case))
    # as a client sends it
    month = line.date_from.replace(day=1).isoformat()
    return {"line_id": line.id, "month": month, "amount": 1}


def _budget_share(case):
    line = case.env["mkt.budget.line"].create(_budget_line(case))
    # as a client sends it
    month = line.date_from.replace(day=1).isoformat()
    return {"line_id": line.id, "month": month, "planned": 1}


def _transfer(case):
    lines = case.env["mkt.budget.line"]
    return {
        "from_line_id": lines.create(_budget_line(case)).id,
        "to_line_id": lines.create(_budget_line(case)).id,
        "amount": 1,
        "reason": "a fair",
    }


def _request(case):
    department = case.env.ref("marketing_office.department_sales")
    return {
        "name": "Posters",
        "user_id": case.boss.id,
        "department_id": department.id,
        "amount": 1,
    }


def _approved_request(case):
    vals = {**_request(case), "state": "approved"}
    return case.env["mkt.expense.request"].create(vals)


def _study(case):
    return {
        "name": "Study",
        "user_id": case.boss.id,
        "date_from": "2026-01-01",
        "date_to": "2026-01-31",
    }


def _open_study(case):
    return case.env["mkt.study"].create({**_study(case), "state": "fieldwork"})


def _competitor(case):
    partner = case.env["res.partner"].create({"name": "Rival"})
    return case.env["mkt.competitor"].create({"partner_id": partner.id})


def _without_clocks(case):
    complaint = case.make_complaint()
    complaint.clock_ids.unlink()
    return complaint


# a value of the right type, different from what any record in VALS has
SAMPLES = {
    "boolean": lambda record, field: not record[field.name],
    "binary": lambda record, field: "Zm9yZ2Vk",
    "char": lambda record, field: "forged",
    "text": lambda record, field: "forged",
    "html": lambda record, field: "<p>forged</p>",
    "integer": lambda record, field: 4711,
    "float": lambda record, field: 4711.0,
    "monetary": lambda record, field: 4711.0,
    "date": lambda record, field: "2001-01-01",
    "datetime": lambda record, field: "2001-01-01 00:00:00",
    "selection": lambda record, field: _other_option(record, field),
    "json": lambda record, field: {"forged": True},
    "many2one_reference": lambda record, field: 4711,
    "many2one": lambda record, field: _other_record(record, field).id,
    "one2many": lambda record, field: [Command.link(_other_record(record, field).id)],
    "many2many": lambda record, field: [Command.link(_other_record(record, field).id)],
}


def _other_option(record, field):
    return [key for key in field.get_values(record.env) if key != record[field.name]][
        -1
    ]


def _other_record(record, field):
    domain = [("id", "not in", record[field.name].ids)]
    return record.env[field.comodel_name].sudo().search(domain, limit=1)


def forged(record, name):
    field = record._fields[name]
    # sudo: what stands there is looked at, whoever may read the field
    return SAMPLES[field.type](record.sudo(), field)


def _somebody(case):
    return case.env["res.partner"].create({"name": "Customer", "is_company": True})


def _training_plan(case):
    periods = case.env["mkt.period"]
    return {
        "name": "Training",
        "user_id": case.boss.id,
        "period_id": periods._of(case.company, "year", date(2035, 1, 1)).id,
    }


def _training_session(case):
    plan = case.env["mkt.training.plan"].create(_training_plan(case))
    return {
        "name": "Complaints",
        "plan_id": plan.id,
        "planned_on": "2026-01-02",
        "user_id": case.boss.id,
    }


def _minutes(case):
    members = [Command.set(case.boss.ids)]
    projects = case.env["project.project"]
    project = projects.create({"name": "Group", "mkt_member_ids": members})
    return {"project_id": project.id, "note": "Said", "user_id": case.boss.id}


def _care_contact(case):
    plans = case.env["mkt.care.plan"]
    vals = {"name": "Visits", "lifecycle": "lost"}
    plan = plans.search([("lifecycle", "=", "lost")]) or plans.create(vals)
    return {
        "company_id": case.company.id,
        "partner_id": _somebody(case).id,
        "user_id": case.boss.id,
        "plan_id": plan.id,
        "kind": "visit",
        "deadline": "2099-01-01",
    }


def _call_list(case):
    return {
        "name": "Spare parts",
        "user_id": case.boss.id,
        "caller_ids": [Command.set(case.boss.ids)],
    }


def _channel_partner(case):
    return {"partner_id": _somebody(case).id, "user_id": case.boss.id}


def _contract(case):
    order = case.env["sale.order"].create({"partner_id": _somebody(case).id})
    return {
        "number": f"HT-{order.name}",
        "user_id": case.boss.id,
        "order_id": order.id,
    }
