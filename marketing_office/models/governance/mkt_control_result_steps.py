from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

# days until what is red should be mended
DAYS_TO_MEND = 7


class ControlResultSteps(models.Model):
    """How results come about, who is given what is red, and the records behind them."""

    _inherit = "mkt.control.result"

    @api.model
    def _cron_compute(self):
        """Renew the results of every company with an office."""
        companies = self.env["mkt.kpi.run"]._office_companies()
        for number, company in enumerate(companies, 1):
            self._compute_company(company)
            self.env["ir.cron"]._commit_progress(1, remaining=len(companies) - number)

    @api.model
    def _compute_company(self, company, controls=None):
        """Renew the results of the company's running and last periods; as superuser."""
        if controls is None:
            controls = self.env["mkt.control"].search(
                self.env["mkt.control"]._domain_of(company)
            )
        periods = self._periods_to_judge(company, set(controls.mapped("period_kind")))
        return self._compute_periods(controls.with_company(company), periods)

    @api.model
    def _periods_to_judge(self, company, kinds):
        """The periods that run, and those before them, as far as they are open."""
        today = company._mkt_today()
        periods = self.env["mkt.period"]
        running = periods.union(*(periods._of(company, kind, today) for kind in kinds))
        before = running._with_base("previous")
        return (
            (running | before).filtered(lambda p: p.state == "open").sorted("date_from")
        )

    @api.model
    def _compute_periods(self, controls, periods):
        """Renew the results of the controls in the periods, the earliest first."""
        company = periods.company_id
        known = self.env["mkt.control"]._known(controls, periods)
        there = self._there(controls, company)
        exceptions = self.env["mkt.control.exception"]._in_force(controls, company)
        red = self.browse()
        for period in periods.sorted("date_from"):
            for control in controls:
                if control.period_kind != period.kind:
                    continue
                finding = control._find(period, known)
                if finding is None:
                    continue
                result = self._put(control, period, finding, there, exceptions)
                if result.state == "not_observed" and result.deadline:
                    red |= result
        red.filtered("deadline")._remind_asked()

    @api.model
    def _there(self, controls, company):
        """The results of the controls, {control: {first day: result}}."""
        found = {control: {} for control in controls}
        for result in self.search(
            [("control_id", "in", controls.ids), ("company_id", "=", company.id)],
            order="date_from",
        ):
            found[result.control_id][result.date_from] = result
        return found

    def _put(self, control, period, finding, there, exceptions):
        """Write what was found where it differs; returns the result."""
        of_control = there[control]
        result = of_control.get(period.date_from, self.browse())
        if result.frozen:
            return result
        earlier = [day for day in of_control if day < period.date_from]
        before = of_control[max(earlier)] if earlier else self.browse()
        vals = self._vals(control, period, finding, result, before, exceptions)
        changed = {
            name: value
            for name, value in vals.items()
            if not _same(result, name, value)
        }
        if result:
            if changed:
                result.write({**changed, "computed_at": fields.Datetime.now()})
        else:
            result = self.create(
                {
                    **vals,
                    "control_id": control.id,
                    "company_id": period.company_id.id,
                    "period_id": period.id,
                    "computed_at": fields.Datetime.now(),
                }
            )
            of_control[period.date_from] = result
        result._settle_earlier(before)
        return result

    def _vals(self, control, period, finding, result, before, exceptions):
        day = min(period.date_to, period.company_id._mkt_today())
        state, exception = finding.state, exceptions.get(control)
        if state == "not_observed" and exception and exception.date_to >= day:
            state = "accepted"
        else:
            exception = self.env["mkt.control.exception"]
        if result.state == state and result.since:
            since = result.since
        else:
            # what goes on from one period to the next has one beginning
            since = before.since if not result and before.state == state else day
        vals = {
            "state": state,
            "since": since,
            "figure": finding.figure,
            "population": finding.population,
            "observed_count": finding.observed,
            "exception_id": exception.id,
        }
        if state != "not_observed":
            return vals | (
                {"done_on": day} if result.red_on and not result.done_on else {}
            )
        if result.red_on and not result.done_on:
            return vals
        goes_on = not result and before.state == state and before.red_on
        return vals | {
            "red_on": before.red_on if goes_on else day,
            "done_on": False,
            "deadline": before.deadline
            if goes_on and before.deadline
            else day + timedelta(days=DAYS_TO_MEND),
            **(
                {
                    "owner_id": before.owner_id.id,
                    "user_id": before.user_id.id,
                    "level_id": before.level_id.id,
                }
                if goes_on
                else {"level_id": False}
            ),
        }

    def _settle_earlier(self, before):
        """What was red in the period before waits no longer: it is mended, or goes on here."""
        if before.red_on and not before.done_on and before.deadline:
            if self.state == "not_observed":
                before.deadline = False
                before._forget_reminders(self._escalation_reminder)
            elif self.state != "no_data":
                before.done_on = self.company_id._mkt_today()
                before._forget_reminders(self._escalation_reminder)
        if self.done_on or self.state == "accepted":
            self._forget_reminders(self._escalation_reminder)

    # ------------------------------------------------------------- assigning

    def action_open_assignment(self):
        """The dialog that asks whose hands it goes into."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Assign"),
            "res_model": "mkt.control.assignment",
            "view_mode": "form",
            "target": "new",
            "context": {"default_result_id": self.id},
        }

    def action_assign(self, user_id, deadline, note=None):
        """Give what is red into the hands of a member of the office, until a day."""
        self.check_access("read")
        user = self.env["res.users"].browse(user_id).exists()
        for result in self:
            result._check_state("not_observed")
            if not self.env.user._mkt_holds(
                result.company_id, "director", "marketing_manager"
            ):
                raise AccessError(
                    self.env._("The Director or the Marketing Manager assigns this.")
                )
            self.env["mkt.post.assignment"]._check_members(user, result.company_id)
            if (
                not deadline
                or fields.Date.to_date(deadline) < result.company_id._mkt_today()
            ):
                raise UserError(self.env._("Choose today or a later day."))
        # sudo: governed fields, written after the checks above
        results = self.sudo()
        results._forget_reminders(self._escalation_reminder)
        results.write(
            {"owner_id": user.id, "user_id": self.env.uid, "deadline": deadline}
        )
        results._remind_asked()
        if note:
            for result in results:
                result._message_log(body=str(note))

    def action_renew(self):
        """Compute the controls of these results at once, by the road of the schedule."""
        self.check_access("read")
        for company, results in self.grouped("company_id").items():
            if company not in self.env.user._mkt_held().company_id:
                raise AccessError(
                    self.env._(
                        "Your post does not compute the controls of this company."
                    )
                )
            # sudo: results are written by the system alone; checked above
            controls = results.sudo().control_id
            self.sudo()._compute_company(company.sudo(), controls)

    def action_give_evidence(self):
        """An empty form for what a person attests or proves."""
        self.ensure_one()
        return self._open_form("mkt.control.evidence", self.env._("Give Evidence"))

    def action_ask_exception(self):
        """An empty form for an exception, which somebody above has to accept."""
        self.ensure_one()
        return self._open_form(
            "mkt.control.exception", self.env._("Ask for an Exception")
        )

    def _open_form(self, model, title):
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": model,
            "views": [(False, "form")],
            "context": {
                "default_control_id": self.control_id.id,
                "default_company_id": self.company_id.id,
            },
        }

    # ------------------------------------------------------------- the records behind

    def action_view_open(self):
        """The records that are not as they should be."""
        self.check_access("read")
        return self._view_records("open")

    def action_view_population(self):
        """All records that the control looks at."""
        self.check_access("read")
        return self._view_records("all")

    def action_view_observed(self):
        """The records that are as they should be."""
        self.check_access("read")
        return self._view_records("observed")

    def _view_records(self, which):
        self.ensure_one()
        self.check_access("read")
        control = self.control_id
        if control.kpi_id:
            value = self.env["mkt.kpi.value"].search(
                [
                    ("kpi_id", "=", control.kpi_id.id),
                    ("period_id", "=", self.period_id.id),
                    ("scope", "=", "company"),
                ],
                limit=1,
            )
            if not value:
                raise UserError(self.env._("There is no figure yet."))
            return value.action_drill_down()
        if control.check_name:
            check, domain = control._records_domain(self.period_id, which)
            return self._window_on(check.model, domain, check.context)
        return self._window_on(
            "mkt.control.evidence",
            Domain("control_id", "=", control.id)
            & Domain("company_id", "=", self.company_id.id),
            {"default_control_id": control.id},
        )

    def _window_on(self, model, domain, context):
        if not self.env[model].has_access("read"):
            raise AccessError(
                self.env._(
                    "Your post shows you the result of %(control)s, not the records"
                    " behind it.",
                    control=self.control_id.name,
                )
            )
        # subselects are for the server alone: a client gets the numbers
        records = self.env[model].with_context(**context).search(domain)
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": model,
            "views": [[False, "list"], [False, "form"]],
            "domain": [("id", "in", records.ids)],
            "context": {**context, "create": bool(context.get("default_control_id"))},
        }


def _same(result, name, value):
    if not result:
        return False
    present = result[name]
    if isinstance(present, models.BaseModel):
        return (present.id or False) == (value or False)
    if value is None or value is False:
        return present is False
    if isinstance(value, float):
        return present is not False and abs(present - value) < 0.005
    return present is not False and present == value
