from datetime import timedelta

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.appraisal import in_order, points, worth
from ...tools.kpi_calendar import COMPANY, DEPARTMENT, USER
from .mkt_appraisal import weigh
from .mkt_appraisal_round import JUDGE_DAYS, RELEASE_DAYS, SELF_DAYS

# one step more of a figure in money is worth too little to be seen
MONEY_STEP = 10000.0


class AppraisalOpening(models.Model):
    """What a round is opened with: who held what, by which template, with which figures.

    The number of queries does not depend on the number of people.
    """

    _inherit = "mkt.appraisal.round"

    def _open(self):
        """Make the scorecards with the figures as they are frozen; called as superuser."""
        for appraisal_round in self:
            appraisal_round._check_period_closed()
            today = appraisal_round.company_id._mkt_today()
            appraisal_round._set_state(
                "open",
                opened_on=today,
                self_until=appraisal_round.self_until
                or today + timedelta(days=SELF_DAYS),
                judge_until=appraisal_round.judge_until
                or today + timedelta(days=JUDGE_DAYS),
                release_until=appraisal_round.release_until
                or today + timedelta(days=RELEASE_DAYS),
            )
            # after the days: what the scorecards copy of them needs no second write
            appraisal_round._make_scorecards()

    def _check_period_closed(self):
        if self.period_id.state != "closed":
            raise UserError(
                self.env._(
                    "%(period)s is not closed: people are judged by figures that no"
                    " longer change.",
                    period=self.period_id.display_name,
                )
            )

    def _make_scorecards(self):
        company = self.company_id
        templates = self.env["mkt.appraisal.template"]._by_post(company)
        whole = self.env["mkt.appraisal.template"].union(*templates.values())
        whole._check_usable()
        assignments = self._assignments()
        absent = self._absences()
        spells, without = {}, []
        for assignment in assignments.filtered(self._is_held_in_period):
            if assignment.post_id not in templates:
                without.append(assignment.display_name)
                continue
            if days := self._days_present(assignment, absent):
                spells.setdefault(assignment.user_id, []).append((assignment, days))
        self.without_template = "\n".join(without) or False
        judges = self._judges(assignments, spells, templates)
        lines = self._lines_vals(spells, templates)
        values = []
        for user, parts in spells.items():
            vals = self._card_vals(user, parts, templates, judges[user], absent)
            values.append(vals | self._weigh_lines(lines[user]))
        cards = self.env["mkt.appraisal"].create(values)
        self.env["mkt.appraisal.line"].create(
            [
                line | {"appraisal_id": card.id}
                for card in cards
                for line in lines[card.user_id]
            ]
        )
        self.env["mkt.appraisal.self"].create([{"appraisal_id": c.id} for c in cards])
        self._after_opening(cards)

    def _after_opening(self, cards):
        """What else stands ready from the first day on."""

    # ------------------------------------------------------------- who, and how long

    def _assignments(self):
        """Assignments that touch the period or hold today, in the order of time."""
        in_period = Domain("date_from", "<=", self.date_to) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", self.date_from)
        )
        return self.env["mkt.post.assignment"].search(
            Domain("company_id", "=", self.company_id.id)
            & (in_period | Domain("is_active", "=", True)),
            order="date_from, id",
        )

    def _is_held_in_period(self, assignment):
        first, last = self._bounds(assignment)
        return (
            assignment.role == "holder"
            and assignment.level != "leadership"
            and first <= last
        )

    def _absences(self):
        """The days on which people were on leave, {user id: set of days}."""
        # raw: one row for each day of each leave, which no grouping of the ORM gives
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT resource.user_id, day::date
                FROM resource_calendar_leaves leave
                JOIN resource_resource resource ON resource.id = leave.resource_id
                CROSS JOIN LATERAL generate_series(
                    (leave.date_from AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date,
                    (leave.date_to AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date,
                    '1 day'
                ) AS day
                WHERE resource.user_id IS NOT NULL
                    AND leave.time_type = 'leave'
                    AND resource.company_id = %(company)s
                    AND day::date BETWEEN %(first)s AND %(last)s
                """,
                zone=self.company_id._mkt_zone(),
                company=self.company_id.id,
                first=self.date_from,
                last=self.date_to,
            )
        )
        absent = {}
        for user, day in rows:
            absent.setdefault(user, set()).add(day)
        return absent

    def _bounds(self, assignment):
        """First and last day of an assignment inside the period."""
        return (
            max(assignment.date_from, self.date_from),
            min(assignment.date_to or self.date_to, self.date_to),
        )

    def _days_present(self, assignment, absent):
        first, last = self._bounds(assignment)
        away = absent.get(assignment.user_id.id, ())
        return (last - first).days + 1 - sum(first <= day <= last for day in away)

    def _card_vals(self, user, parts, templates, judge, absent):
        latest, _days = parts[-1]
        days = self._distinct_days(user, parts, absent)
        whole = (self.date_to - self.date_from).days + 1
        return {
            "round_id": self.id,
            "user_id": user.id,
            "post_id": latest.post_id.id,
            "department_id": latest.department_id.id,
            "template_id": templates[latest.post_id].id,
            "manager_id": judge.id,
            "days_present": days,
            "days_absent": sum(
                self.date_from <= day <= self.date_to for day in absent.get(user.id, ())
            ),
            "days_total": whole,
        }

    def _distinct_days(self, user, parts, absent):
        """Days present in any of the posts: two posts at once count a day once."""
        days = set()
        for assignment, _days in parts:
            first, last = self._bounds(assignment)
            days |= {first + timedelta(n) for n in range((last - first).days + 1)}
        return len(days - set(absent.get(user.id, ())))

    # ------------------------------------------------------------- who judges

    def _judges(self, assignments, spells, templates):
        """Who judges each person: the template's post, else who heads the department."""
        assignments = assignments.filtered(
            lambda a: a.is_active and a.level in ("post", "leadership")
        )
        # holders before their deputies
        assignments = assignments.sorted(lambda a: (a.role != "holder", a.id))
        by_code = assignments.grouped(lambda a: a.post_id.code)
        by_department = assignments.grouped("department_id")
        nobody = assignments.browse()
        judges = {}
        for user, parts in spells.items():
            latest, _days = parts[-1]
            asked = templates[latest.post_id].judge_post_id.code
            candidates = (
                by_code.get(asked, nobody)
                if asked
                else by_department.get(latest.department_id, nobody)
            )
            superiors = (
                *candidates,
                *by_code.get("director", ()),
                *by_code.get("leadership", ()),
            )
            judges[user] = next(
                (a.user_id for a in superiors if a.user_id != user),
                self.env["res.users"],
            )
        return judges

    # ------------------------------------------------------------- lines

    def _lines_vals(self, spells, templates):
        """The lines of each person, {user: values}; the weights go by the days in a post."""
        figures = self._figures(templates)
        targets = self._targets(templates)
        approvals = self._approvals(self.env["mkt.kpi.target"].union(*targets.values()))
        values = {}
        for user, parts in spells.items():
            total = sum(days for _assignment, days in parts)
            values[user] = [
                self._line_vals(line, assignment, figures, targets, approvals)
                | {"days": days, "weight": line.weight * days / total}
                for assignment, days in parts
                for line in templates[assignment.post_id]
                .with_context(lang=user.lang)
                .line_ids
            ]
        return values

    @api.model
    def _weigh_lines(self, lines):
        """What the lines make of the scorecard; their weights that count are filled in."""
        used, vals = weigh(
            [line["kind"] for line in lines],
            [line["weight"] for line in lines],
            [None if line.get("drop_reason") else line["points"] for line in lines],
        )
        for line, weight in zip(lines, used, strict=True):
            line["weight_used"] = weight
        return vals

    def _figures(self, templates):
        """The frozen figures of the period, {(indicator, scope, id): row}."""
        kpis = self._kpis(templates)
        values = self.env["mkt.kpi.value"].search(
            [("period_id", "=", self.period_id.id), ("kpi_id", "in", kpis.ids)]
        )
        return {(v.kpi_id.id, *v._scope_key()): v for v in values}

    def _targets(self, templates):
        """The targets of the period, {(indicator, scope, id): target}."""
        targets = self.env["mkt.kpi.target"].search(
            [
                ("period_id", "=", self.period_id.id),
                ("kpi_id", "in", self._kpis(templates).ids),
            ]
        )
        return {(t.kpi_id.id, *t._scope_key()): t for t in targets}

    def _kpis(self, templates):
        used = self.env["mkt.appraisal.template"].union(*templates.values())
        return used.line_ids.kpi_id

    def _line_vals(self, line, assignment, figures, targets, approvals):
        vals = {
            "template_line_id": line.id,
            "post_id": assignment.post_id.id,
            "sequence": line.sequence,
            "kind": line.kind,
            "name": line._title(),
            "description": line.description,
            "kpi_id": line.kpi_id.id,
            "scope": line.scope,
            "department_id": assignment.department_id.id,
        }
        if line.kind == "judged":
            return vals | {
                "floor": line.floor,
                "target": line.target,
                "stretch": line.stretch,
                "drop_reason": "judged",
            }
        scope_id = {
            USER: assignment.user_id.id,
            DEPARTMENT: assignment.department_id.id,
            COMPANY: 0,
        }[line.scope]
        key = line.kpi_id.id, line.scope, scope_id
        figure, target = figures.get(key), targets.get(key)
        vals |= self._triple_vals(line, target, approvals)
        value = figure.value if figure and figure.has_value else False
        return vals | self._value_vals(line, value, vals)

    def _triple_vals(self, line, target, approvals):
        """Floor, target and stretch as they are in force, and who has set them."""
        if line.basis == "value":
            return {
                "floor": line.floor,
                "target": line.target,
                "stretch": line.stretch,
                "target_by_id": line.template_id.write_uid.id,
                "target_on": line.template_id.write_date,
                "target_origin": "template",
            }
        if not target or target.target is False:
            return {"target_origin": "none"}
        return {
            "floor": self._share_of(target, line.floor, target.floor),
            "target": self._share_of(target, line.target),
            "stretch": self._share_of(target, line.stretch, target.stretch),
            "target_origin": "target",
            **self._approval_vals(target, approvals),
        }

    @api.model
    def _share_of(self, target, percent, own=False):
        """The target's own bound, else so many percent of the target.

        Below zero 80 percent lie as far on the same side of the target as above.
        """
        if own is not False:
            return own
        size = abs(target.target)
        return size * percent / 100 + (target.target - size)

    def _approvals(self, targets):
        """The approval of the plan that has set each target, {target: approval step}."""
        plans = {
            target: plan
            for target in targets
            if (plan := target._whole().sales_plan_id)
        }
        goals = self.env["mkt.plan.goal"].search(
            [
                ("kpi_id", "in", targets.kpi_id.ids),
                ("period_id", "in", targets.period_id.ids),
                ("plan_state", "in", ("approved", "closed")),
            ]
        )
        by_goal = {(goal.kpi_id, goal.period_id): goal.plan_id for goal in goals}
        for target in targets.filtered(lambda t: t.scope == COMPANY):
            if plan := by_goal.get((target.kpi_id, target.period_id)):
                plans.setdefault(target, plan)
        keys = {(plan._name, plan.id) for plan in plans.values()}
        if not keys:
            return {}
        steps = self.env["mkt.approval.step"].search(
            [
                ("state", "=", "approved"),
                ("res_model", "in", [model for model, _id in keys]),
                ("res_id", "in", [number for _model, number in keys]),
            ],
            order="decided_at, id",
        )
        last = {(step.res_model, step.res_id): step for step in steps}
        return {
            target: last[plan._name, plan.id]
            for target, plan in plans.items()
            if (plan._name, plan.id) in last
        }

    @api.model
    def _approval_vals(self, target, approvals):
        """Who approved the target and when; who entered it, where nobody had to."""
        step = approvals.get(target)
        if not step:
            return {
                "target_by_id": target.write_uid.id,
                "target_on": target.write_date,
            }
        return {
            "target_by_id": step.decided_by_id.id,
            "target_on": step.decided_at,
            "target_document": step.name,
        }

    def _value_vals(self, line, value, vals):
        """The frozen value, its points and what one step more would have been worth."""
        triple = [vals.get(name) for name in ("floor", "target", "stretch")]
        if value is False:
            return {"drop_reason": "value"}
        if not in_order(*(None if v is False else v for v in triple)):
            return {"value": value, "drop_reason": "target"}
        step = MONEY_STEP if line.kpi_id.unit == "currency" else 1.0
        return {
            "value": value,
            "points": points(value, *triple),
            "unit_step": step,
            "unit_worth": worth(value, step, 100.0, triple),
        }
