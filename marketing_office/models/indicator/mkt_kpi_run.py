import logging
import time

from dateutil.relativedelta import relativedelta
from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.kpi_calendar import KpiCalendar
from ...tools.notification import notification

_logger = logging.getLogger(__name__)

# figures of closed periods are compared with the documents this long
DRIFT_MONTHS = 25
# what was computed within these minutes is not computed again by the same round
ROUND_MINUTES = 30


class KpiRun(models.Model):
    """When an indicator was last computed for a company, and what went wrong."""

    _name = "mkt.kpi.run"
    _description = "Computation of an Indicator"
    _inherit = ["mkt.governed.mixin"]
    _order = "state desc, kpi_id, company_id"
    _rec_name = "kpi_id"
    _governed = ("kpi_id", "company_id", "state", "run_at", "error")

    kpi_id = fields.Many2one(
        "mkt.kpi", string="Indicator", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    state = fields.Selection(
        [("new", "Not Yet Computed"), ("done", "Computed"), ("failed", "Failed")],
        required=True,
        default="new",
    )
    run_at = fields.Datetime("Computed on")
    seconds = fields.Float(digits=(16, 2))
    written = fields.Integer("Values Written")
    removed = fields.Integer("Values Removed")
    error = fields.Text()

    _kpi_uniq = models.UniqueIndex(
        "(kpi_id, company_id)", "The indicator has a row for this company."
    )

    @api.depends_context("lang")
    def _compute_display_name(self):
        return super()._compute_display_name()

    @api.model
    def _all_runs(self, kpis, companies):
        """The rows of the indicators in the companies, each behind those it is computed from.

        Sees to it that the companies have their periods.
        """
        for company in companies:
            self.env["mkt.period"]._generate(company)
        runs = self.search(
            [("kpi_id", "in", kpis.ids), ("company_id", "in", companies.ids)]
        )
        there = {(run.kpi_id, run.company_id): run for run in runs}
        wanted = [
            (kpi, company)
            for kpi in kpis._in_order()
            for company in companies
            if not kpi.company_id or kpi.company_id == company
        ]
        created = self.create(
            [
                {"kpi_id": kpi.id, "company_id": company.id}
                for kpi, company in wanted
                if (kpi, company) not in there
            ]
        )
        there |= {(run.kpi_id, run.company_id): run for run in created}
        return self.browse(there[pair].id for pair in wanted)

    @api.model
    def _office_companies(self):
        """Companies with a marketing office: somebody holds a post there."""
        return (
            self.env["mkt.post.assignment"]
            .search([("is_active", "=", True)])
            .company_id
        )

    @api.model
    def _cron_compute(self):
        """Compute all indicators, one transaction for each and its company."""
        since = fields.Datetime.now() - relativedelta(minutes=ROUND_MINUTES)
        kpis = self.env["mkt.kpi"].search([("active", "=", True)])
        runs = self._all_runs(kpis, self._office_companies())
        due = runs.filtered(lambda run: not run.run_at or run.run_at < since)
        progress = self.env["ir.cron"]._commit_progress
        left = progress(remaining=len(due))
        for number, run in enumerate(due, 1):
            if not left:
                return
            try:
                run.try_lock_for_update()._compute_now()
            except SerializationFailure:
                # somebody else has just computed it
                self.env.cr.rollback()
            left = progress(1, remaining=len(due) - number)

    def _compute_now(self):
        """Compute the values; what fails is told on the row and stops nothing else."""
        for run in self:
            started = time.monotonic()
            result = {"state": "done", "error": False, "written": 0, "removed": 0}
            try:
                with self.env.cr.savepoint():
                    result["written"], result["removed"] = run._renew_values()
            except SerializationFailure:
                raise
            except Exception as error:  # the definition is the user's
                message = self._message(error)
                _logger.warning("Indicator %s failed: %s", run.kpi_id.id, message)
                result |= {"state": "failed", "error": message}
            run.write(
                {
                    **result,
                    "run_at": fields.Datetime.now(),
                    "seconds": time.monotonic() - started,
                }
            )

    @api.model
    def _message(self, error):
        if isinstance(error, UserError):
            return str(error)
        return f"{type(error).__name__}: {error}"

    def _renew_values(self):
        """Bring the values up to the documents; returns (values written, values removed)."""
        kpi, company = self.kpi_id, self.company_id
        # the figures are read by plain SQL
        self.env.flush_all()
        periods = self._periods()
        # keys of the caller's context must not narrow what is counted
        counting = kpi.with_env(self.env(context={"lang": self.env.lang}))
        figures = counting._figures(company, self._calendar(periods))
        return self.env["mkt.kpi.value"]._renew(kpi, company, periods, figures)

    def _calendar(self, periods):
        return KpiCalendar(
            [(period.id, period.date_from, period.date_to) for period in periods],
            self.env["mkt.post.assignment"]._department_spells(self.company_id),
            lambda day: periods._midnight(self.company_id, day),
        )

    def _periods(self):
        """Periods that have begun, without those closed long ago."""
        today = self.company_id._mkt_today()
        periods = self.env["mkt.period"]
        domain = [("company_id", "=", self.company_id.id)]
        kinds = self.kpi_id._period_kinds()
        return periods.search(
            [
                *domain,
                ("kind", "in", kinds),
                ("date_from", "<=", today),
                "|",
                ("state", "=", "open"),
                ("date_to", ">=", today - relativedelta(months=DRIFT_MONTHS)),
            ],
            order="date_from, id",
        )

    def action_compute(self):
        """Compute at once, by the same road as the scheduled action."""
        self._check_may_compute()
        # sudo: values are written by the system alone; checked above
        runs = self.sudo()
        locked = runs.try_lock_for_update()
        if locked != runs:
            raise UserError(
                self.env._("The figures are being computed at this moment: try again.")
            )
        runs._compute_now()
        return self._tell(runs)

    def _tell(self, runs):
        failed = runs.filtered(lambda run: run.state == "failed")
        message = (
            self.env._(
                "Could not be computed: %s", ", ".join(failed.kpi_id.mapped("name"))
            )
            if failed
            else self.env._("%s values have changed.", sum(runs.mapped("written")))
        )
        return notification(message, type="danger" if failed else "success")

    def _check_may_compute(self):
        if self.env.su:
            return
        self.check_access("read")
        for company in self.company_id:
            if not self.env.user._mkt_holds(company, "director", "report_analyst"):
                raise AccessError(
                    self.env._(
                        "Your post does not compute the indicators of %(company)s.",
                        company=company.name,
                    )
                )
