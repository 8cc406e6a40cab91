"""Who finds a record on the desk: for each state of each model of ours, or nobody.

A state that several people wait for has several entries. Of documents with approval the
states `submitted` and `refused` are not named: every such document is tried with the
steps of its approval, by whoever has the draft.
"""

from datetime import date, timedelta
from typing import NamedTuple

from odoo.fields import Command

from .governed_records import VALS, open_sales_plan

NOBODY = ()


class Waits(NamedTuple):
    post: str
    is_owner: bool
    vals: dict

    def values(self, case):
        return {
            name: value(case) if callable(value) else value
            for name, value in self.vals.items()
        }


def owner(post, **vals):
    """Waits for whose record it is; the owner holds the post."""
    return (Waits(post, True, vals),)


def colleague(post, **vals):
    """Waits for the post, and the record is somebody else's."""
    return (Waits(post, False, vals),)


def last_year(case):
    year = case.company._mkt_today().year - 1
    return case.env["mkt.period"]._of(case.company, "year", date(year, 1, 1)).id


def _now(case):
    return case.env.cr.now()


def _tomorrow(case):
    return case.company._mkt_today() + timedelta(days=1)


def _sales_staff(case):
    return [Command.set(case.users["sales_staff"].ids)]


def _reached_milestone(case):
    project = case.env["project.project"].create(
        {"name": "Quick relay", "mkt_kind": "product"}
    )
    milestone = {"name": "Sample", "project_id": project.id, "is_reached": True}
    return case.env["project.milestone"].create(milestone).id


def _line_of_staff(case):
    plan = open_sales_plan(case)
    vals = {"plan_id": plan.id, "kind": "person", "user_id": _staff(case)}
    return plan.line_ids.create(vals).id


def _staff_receipt(case):
    return [Command.create({"user_id": case.users["sales_staff"].id})]


def _staff(case):
    return case.users["sales_staff"].id


def _manager(case):
    return case.users["sales_manager"].id


def _held_session(case):
    sessions = case.env["mkt.training.session"]
    return sessions.create({**VALS["mkt.training.session"](case), "state": "held"}).id


def _called_by_staff(case):
    lists = case.env["mkt.call.list"]
    vals = {"name": "Spare parts", "user_id": case.colleague.id}
    return lists.create({**vals, "caller_ids": _sales_staff(case)}).id


PAST = {"date_from": "2026-01-01", "date_to": "2026-01-02"}
UNDER_WAY = {"date_from": "2026-01-01", "date_to": "2099-01-02"}
# the owner goes on with it; without one the manager finds one
IN_PROGRESS = owner("service_clerk") + colleague(
    "customer_service_manager", user_id=False
)


def _judged_by_sales_manager(case):
    return case.users["sales_manager"].id


def _team_incentive(case):
    teams = case.env["mkt.incentive.team"]
    return teams.create(VALS["mkt.incentive.team"](case)).id


WAITING = {
    "mkt.appraisal": {
        # the self-assessment is a record of its own
        "self": NOBODY,
        "judging": colleague("sales_manager", manager_id=_judged_by_sales_manager),
        "calibration": colleague("director"),
        "decision": colleague("director"),
        "approved": NOBODY,
        "released": owner("sales_staff"),
        "seen": NOBODY,
    },
    "mkt.appraisal.round": {
        "draft": colleague("director"),
        "open": colleague("director"),
        "released": colleague("director"),
        "closed": NOBODY,
    },
    "mkt.incentive": {
        # a part of a team's: what a scorecard brings comes with the release
        "draft": colleague("director", team_id=_team_incentive, team_amount=100),
        "confirmed": colleague("finance_manager"),
        "paid": NOBODY,
        "cancelled": NOBODY,
    },
    "mkt.incentive.team": {"draft": colleague("director"), "split": NOBODY},
    # the document is on the desks
    "mkt.approval.step": dict.fromkeys(
        ("waiting", "approved", "returned", "refused", "skipped"), NOBODY
    ),
    "mkt.budget": {
        "draft": owner("finance_manager"),
        "approved": colleague("finance_manager", period_id=last_year),
        "superseded": NOBODY,
        "closed": NOBODY,
    },
    "mkt.budget.transfer": {"draft": owner("finance_manager"), "approved": NOBODY},
    "mkt.expense.request": {
        "draft": owner("sales_staff"),
        "approved": owner("sales_staff", date="2026-01-01")
        + colleague("finance_manager"),
        "settled": NOBODY,
        "cancelled": NOBODY,
    },
    "mkt.requirement": {
        "open": owner("product_manager"),
        "planned": owner("product_manager", milestone_id=_reached_milestone),
        "met": NOBODY,
        "dropped": NOBODY,
    },
    "mkt.launch": {
        "planned": owner("product_manager", date="2026-01-01"),
        "launched": NOBODY,
        "cancelled": NOBODY,
    },
    "mkt.brand.strategy": {
        "draft": owner("promotion_manager"),
        "approved": owner("promotion_manager", period_id=last_year),
        "superseded": NOBODY,
        "closed": NOBODY,
    },
    "mkt.material": {
        "draft": owner("promotion_manager"),
        "approved": owner("promotion_manager", valid_until="2026-01-01"),
        "superseded": NOBODY,
        "ended": NOBODY,
    },
    "mkt.campaign": {
        "draft": owner("promotion_manager"),
        "approved": owner("promotion_manager", **UNDER_WAY),
        "running": owner("promotion_manager", **PAST)
        + colleague("marketing_manager", **PAST),
        "closed": NOBODY,
        "cancelled": NOBODY,
    },
    "mkt.complaint": {
        "received": colleague("service_clerk", user_id=False) + owner("sales_staff"),
        "acknowledged": IN_PROGRESS,
        "assessed": IN_PROGRESS,
        "investigating": IN_PROGRESS,
        "responded": colleague("customer_service_manager", kind="complaint")
        + colleague("customer_service_manager", kind="dispute")
        + colleague("director", kind="dispute")
        + owner("service_clerk", kind="service_request"),
        "decided": owner("service_clerk"),
        "closed": NOBODY,
        "cancelled": NOBODY,
    },
    "mkt.control.result": {
        "not_observed": colleague("director", deadline=_tomorrow),
        "observed": NOBODY,
        "no_data": NOBODY,
        "accepted": NOBODY,
    },
    # what is missing shows as what is not observed, what expires on the desks before
    "mkt.control.evidence": {"valid": NOBODY, "withdrawn": NOBODY},
    "mkt.control.exception": {
        "draft": owner("sales_staff"),
        "approved": NOBODY,
        "ended": NOBODY,
    },
    "mkt.system.version": {
        "draft": owner("marketing_manager"),
        "approved": NOBODY,
        "superseded": NOBODY,
    },
    "mkt.call": {
        "open": owner(
            "sales_staff", call_back_at="2026-01-01", list_id=_called_by_staff
        ),
        "done": NOBODY,
        "ended": NOBODY,
    },
    "mkt.call.list": {
        "draft": owner("sales_manager"),
        "running": colleague("sales_staff", caller_ids=_sales_staff),
        "closed": NOBODY,
    },
    "mkt.care.contact": {
        "planned": owner("account_manager", deadline="2026-01-01"),
        "done": NOBODY,
        "missed": NOBODY,
        "cancelled": NOBODY,
    },
    "mkt.channel.judgement": {
        "draft": colleague("sales_manager"),
        "judged": NOBODY,
    },
    "mkt.contract": {
        "draft": owner("account_manager"),
        # its end is near
        "signed": owner("account_manager", date_to=_tomorrow),
        "ended": NOBODY,
    },
    "mkt.corrective.action": {
        "open": owner("service_clerk"),
        "done": colleague("customer_service_manager") + colleague("product_manager"),
        "effective": NOBODY,
        "ineffective": NOBODY,
    },
    "mkt.finding": {
        "draft": owner("market_researcher"),
        "submitted": colleague("marketing_manager"),
        "rejected": owner("market_researcher"),
        "validated": NOBODY,
    },
    "mkt.kpi.run": {
        "new": NOBODY,
        "done": NOBODY,
        "failed": colleague("report_analyst"),
    },
    "mkt.market.size": {
        "draft": colleague("marketing_manager"),
        "validated": NOBODY,
        "superseded": NOBODY,
    },
    "mkt.period": {
        "open": colleague(
            "finance_manager",
            kind="month",
            date_from="2001-01-01",
            date_to="2001-01-31",
        ),
        "closed": NOBODY,
    },
    "mkt.plan": {
        "draft": owner("marketing_manager"),
        "approved": owner("marketing_manager", period_id=last_year),
        "superseded": NOBODY,
        "closed": NOBODY,
    },
    "mkt.sales.activity": {
        "planned": owner("sales_staff", date="2026-01-01"),
        "held": NOBODY,
        "cancelled": NOBODY,
    },
    "mkt.sales.issue": {
        "open": colleague("sales_manager"),
        "owned": colleague("sales_staff", owner_id=_staff),
        "solved": NOBODY,
        "dropped": NOBODY,
    },
    "mkt.sales.talk": {
        "planned": colleague("sales_manager", held_by_id=_manager),
        "held": NOBODY,
    },
    "mkt.sales.proposal": {
        "asked": owner("sales_staff", line_id=_line_of_staff),
        "handed_in": NOBODY,
    },
    "mkt.sales.plan": {
        "draft": owner("sales_manager"),
        "approved": owner("sales_manager", period_id=last_year),
        "superseded": NOBODY,
        "closed": NOBODY,
    },
    "mkt.positioning": {
        "draft": owner("product_manager"),
        "approved": colleague("product_manager", review_date="2026-01-01"),
        "superseded": NOBODY,
        "ended": NOBODY,
    },
    "mkt.satisfaction.survey": {
        "draft": colleague("customer_service_manager"),
        "running": NOBODY,
        "stopped": colleague("customer_service_manager"),
    },
    "mkt.coordination": {
        "asked": colleague("product_manager"),
        "accepted": colleague("product_manager"),
        "answered": owner("sales_staff"),
        **dict.fromkeys(("confirmed", "declined", "withdrawn"), NOBODY),
    },
    "mkt.bulletin": {
        "draft": owner("sales_manager"),
        "scheduled": NOBODY,
        # until they have read it
        "published": colleague(
            "sales_staff",
            is_must_read=True,
            published_at=_now,
            read_by=_tomorrow,
            receipt_ids=_staff_receipt,
        ),
        "expired": NOBODY,
        "withdrawn": NOBODY,
    },
    "mkt.training.plan": {
        "draft": owner("marketing_manager"),
        "approved": NOBODY,
    },
    "mkt.training.session": {
        "planned": NOBODY,
        "scheduled": owner("market_researcher"),
        "held": NOBODY,
        "cancelled": NOBODY,
    },
    "mkt.training.need": {
        "open": colleague("marketing_manager"),
        "planned": NOBODY,
        "met": NOBODY,
        "dropped": NOBODY,
    },
    "mkt.training.attendance": {
        "expected": NOBODY,
        "attended": owner("sales_staff", session_id=_held_session),
        "absent": NOBODY,
    },
    "mkt.group.minutes": {"draft": owner("product_manager"), "issued": NOBODY},
    "mkt.meeting": {"planned": colleague("marketing_manager"), "held": NOBODY},
    "mkt.annual.account": {"draft": owner("finance_manager"), "closed": NOBODY},
    "mkt.export": dict.fromkeys(("ready", "waiting", "done", "failed"), NOBODY),
    "mkt.report": {
        "draft": owner("report_analyst") + colleague("director", compiled_at=_now),
        "reviewed": colleague("report_analyst"),
        "submitted": colleague("leadership"),
        "accepted": NOBODY,
        "returned": owner("report_analyst"),
    },
    "mkt.report.remark": {
        "open": owner("sales_staff", is_given=True),
        "done": NOBODY,
    },
    "mkt.signal": {
        "open": colleague("marketing_manager"),
        "revised": NOBODY,
        "no_change": NOBODY,
    },
    # the case is on the desks
    "mkt.sla.clock": dict.fromkeys(
        ("running", "paused", "met", "missed", "void"), NOBODY
    ),
    "mkt.study": {
        "draft": owner("market_researcher"),
        "approved": owner("market_researcher"),
        "fieldwork": owner("market_researcher"),
        "analysis": owner("market_researcher"),
        "reported": NOBODY,
        "cancelled": NOBODY,
    },
}
