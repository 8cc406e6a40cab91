from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...tools.deletion import guards_deletion
from ..period.mkt_period import PERIOD_KINDS
from .mkt_gathering_task import OUTCOMES
from .mkt_observation import KINDS


class Gathering(models.Model):
    """Information about the market that somebody collects anew in every period."""

    _name = "mkt.gathering"
    _description = "Regular Collection"
    _inherit = ["mkt.governed.mixin"]
    _order = "sequence, name, id"
    _check_company_auto = True
    # what was collected for it stays what was asked for
    _fixed_after_creation = (
        "company_id",
        "frequency",
        "kind",
        "competitor_id",
        "segment_id",
    )

    name = fields.Char("Information Collected", required=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one(
        "res.users",
        "Collected by",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    frequency = fields.Selection(
        PERIOD_KINDS, "Collected Every", required=True, default="month"
    )
    due_day = fields.Integer(
        "Due on Day",
        help="The day of the week, month, quarter or year by which it is collected;"
        " 0: its last day.",
    )
    kind = fields.Selection(KINDS, "Kind of Observation")
    competitor_id = fields.Many2one(
        "mkt.competitor",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    segment_id = fields.Many2one(
        "mkt.segment", index="btree_not_null", ondelete="restrict", check_company=True
    )
    instructions = fields.Text(help="Where it is found, and what is noted.")
    task_ids = fields.One2many(
        "mkt.gathering.task", "gathering_id", "Periods", readonly=True
    )
    task_id = fields.Many2one(
        "mkt.gathering.task", "This Period", compute="_compute_task_id"
    )
    outcome = fields.Selection(OUTCOMES, "State", compute="_compute_task_id")

    _due_day_within_period = models.Constraint(
        "CHECK (due_day BETWEEN 0 AND CASE frequency WHEN 'week' THEN 7"
        " WHEN 'month' THEN 31 WHEN 'quarter' THEN 92 ELSE 366 END)",
        "The day by which it is collected lies in the period: at most day 7 of a week,"
        " 31 of a month, 92 of a quarter, 366 of a year; 0 is its last day.",
    )
    _says_what = models.Constraint(
        "CHECK (kind IS NOT NULL OR competitor_id IS NOT NULL OR segment_id IS NOT NULL)",
        "Say what is collected: a kind of observation, a competitor or a segment.",
    )

    @api.depends("task_ids.collected_on")
    def _compute_task_id(self):
        tasks = self.env["mkt.gathering.task"].search(
            Domain("gathering_id", "in", self.ids)
            & self.company_id._mkt_today_domain(
                lambda day: (
                    Domain("date_from", "<=", day) & Domain("date_to", ">=", day)
                )
            )
        )
        current = tasks.grouped("gathering_id")
        for gathering in self:
            gathering.task_id = current.get(gathering._origin, tasks[:0])[:1]
            gathering.outcome = gathering.task_id.outcome

    @api.constrains("company_id", "user_id")
    def _check_user(self):
        for gathering in self:
            user = gathering.user_id
            if user.share or gathering.company_id not in user.company_ids:
                raise ValidationError(
                    self.env._(
                        "%(user)s does not work in %(company)s.",
                        user=user.name,
                        company=gathering.company_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        gatherings = super().create(vals_list)
        gatherings.filtered("active")._raise_tasks()
        return gatherings

    def write(self, vals):
        done = super().write(vals)
        if "active" in vals:
            if vals["active"]:
                self._raise_tasks()
            else:
                self._open_tasks().unlink()
        if "user_id" in vals:
            self._open_tasks().user_id = vals["user_id"]
        return done

    @guards_deletion
    def _unlink_except_collected(self):
        # sudo: what colleagues have collected counts too
        tasks = self.sudo().task_ids
        if tasks - self._open_tasks():
            raise UserError(
                self.env._(
                    "It was collected before: archive it, and it is no longer due."
                )
            )

    def _open_tasks(self):
        """What is still to be collected in a period that is not over; as superuser."""
        # sudo: what is due follows from the gathering, which the caller may change
        return self.sudo().task_ids.filtered(
            lambda task: (
                not task.collected_on and task.date_to >= task.company_id._mkt_today()
            )
        )

    def _raise_tasks(self):
        """Say of each gathering that it is due in this period, once; as superuser."""
        # sudo: what is due follows from the gathering, which the caller may change
        tasks = self.env["mkt.gathering.task"].sudo()
        periods = {
            (company, kind): self.env["mkt.period"]._of(
                company, kind, company._mkt_today()
            )
            for company, kind in {(c.company_id, c.frequency) for c in self}
        }
        collectors = {
            (user, company): self._collector(user, company)
            for user, company in {(g.user_id, g.company_id) for g in self}
        }
        there = tasks.search_fetch(
            [
                ("gathering_id", "in", self.ids),
                ("period_id", "in", [period.id for period in periods.values()]),
            ],
            ["gathering_id"],
        ).gathering_id
        return tasks.create(
            [
                {
                    "gathering_id": gathering.id,
                    "period_id": period.id,
                    "user_id": collectors[gathering.user_id, gathering.company_id].id,
                    "deadline": gathering._deadline(period),
                }
                for gathering in self - there
                for period in [periods[gathering.company_id, gathering.frequency]]
            ]
        )

    def _deadline(self, period):
        """The day by which it is collected; the last one where that day is over."""
        day = fields.Date.add(period.date_from, days=self.due_day - 1)
        if not self.due_day or day < self.company_id._mkt_today() <= period.date_to:
            return period.date_to
        return min(day, period.date_to)

    @api.model
    def _collector(self, user, company):
        """Who collects: the same person, as long as there."""
        if user.active and company in user.company_ids:
            return user
        holders = self.env["mkt.post.assignment"]._holders(company, "market_researcher")
        return (holders - user)[:1] or user

    @api.model
    def _cron_raise_tasks(self):
        """At the beginning of a period, what is to be collected in it."""
        companies = self.env["res.company"]._mkt_active()
        for number, company in enumerate(companies, 1):
            self.search([("company_id", "=", company.id)])._raise_tasks()
            self.env["ir.cron"]._commit_progress(1, remaining=len(companies) - number)
