from contextlib import suppress

from dateutil.relativedelta import relativedelta
from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tools import date_utils

from ..period.mkt_period import LENGTH, LONG_PERIOD_KINDS


class StudyRecurrence(models.Model):
    """A study that is repeated raises the next one, as a draft for its researcher."""

    _inherit = "mkt.study"
    _governed = ("previous_id",)

    frequency = fields.Selection(
        LONG_PERIOD_KINDS,
        "Repeated Every",
        tracking=True,
    )
    next_date = fields.Date(
        "Next Study from",
        compute="_compute_next_date",
        store=True,
        readonly=False,
        index=True,
    )
    start_day = fields.Integer(
        "Day of the Month",
        compute="_compute_start_day",
        store=True,
        recursive=True,
        help="On which the series begins; in a shorter month on its last day.",
    )
    previous_id = fields.Many2one(
        "mkt.study", "Previous Study", readonly=True, copy=False, ondelete="restrict"
    )
    next_ids = fields.One2many("mkt.study", "previous_id", "Continued by")
    first_id = fields.Many2one(
        "mkt.study",
        "First of the Series",
        compute="_compute_first_id",
        store=True,
        recursive=True,
        index="btree_not_null",
    )
    series_ids = fields.Many2many(
        "mkt.study",
        compute="_compute_series_ids",
        help="The studies that were repeated, this one among them; empty for a single one.",
    )

    _raised_once = models.UniqueIndex(
        "(previous_id) WHERE previous_id IS NOT NULL",
        "The next study is there already.",
    )

    # not on `start_day`: a date given by hand stays when an earlier study is moved
    @api.depends("frequency", "date_from")
    def _compute_next_date(self):
        for study in self:
            study.next_date = (
                study.frequency
                and study.date_from
                and study.date_from + study._step(study.start_day)
            )

    @api.depends("date_from", "previous_id.start_day")
    def _compute_start_day(self):
        for study in self:
            study.start_day = study.date_from and study.previous_id._day_after(
                study.date_from
            )

    @api.depends("previous_id.first_id")
    def _compute_first_id(self):
        for study in self:
            study.first_id = study.previous_id.first_id or study.previous_id

    @api.depends("first_id", "next_ids")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_series_ids(self):
        """Those of the series that the reader may see, in their order."""
        first = {study: study.first_id or study._origin for study in self}
        firsts = [study.id for study in first.values()]
        found = self.search(
            ["|", ("id", "in", firsts), ("first_id", "in", firsts)],
            order="date_from, id",
        ).grouped(lambda study: study.first_id or study)
        for study in self:
            series = found.get(first[study], self.browse())
            study.series_ids = series if len(series) > 1 else False

    @api.constrains("frequency", "next_date", "date_from")
    def _check_next_date(self):
        for study in self:
            if study.frequency and not study.next_date:
                raise ValidationError(self.env._("Say when the next study begins."))
            if study.next_date and study.next_date <= study.date_from:
                raise ValidationError(
                    self.env._("The next study begins after this one.")
                )

    def _day_after(self, start):
        """The day of the month on which the series goes on after a study from `start`.

        The month's last day may be all that is left of a later day in this series.
        """
        is_last = start == date_utils.end_of(start, "month")
        return max(start.day, self.start_day) if is_last else start.day

    def _step(self, day):
        """From one study to the next, which begins on that day of the month."""
        return LENGTH[self.frequency] + relativedelta(day=day)

    @api.model
    def _cron_raise_next(self):
        """Raise the studies that are due, each in a transaction of its own."""
        commit_progress = self.env["ir.cron"]._commit_progress
        for company in self.env["res.company"].search([("active", "=", True)]):
            due = [
                ("company_id", "=", company.id),
                ("frequency", "!=", False),
                ("state", "in", ("approved", "fieldwork", "analysis", "reported")),
                ("next_date", "<=", company._mkt_today()),
                ("next_ids", "=", False),
            ]
            for study in self.search(due):
                # a transaction that begins with the lock sees what another worker
                # has raised since the search
                if not commit_progress():
                    return
                if study.try_lock_for_update().filtered_domain(due):
                    study._raise_next_once()
                    commit_progress(1)

    def _raise_next_once(self):
        """Raise the next study unless another worker has done so; called as superuser.

        It may have done so, and have given the lock back, in the instant in which this
        transaction began.
        """
        with suppress(UniqueViolation), self.env.cr.savepoint():
            self._raise_next()

    def _raise_next(self):
        """The draft of the next study, with questionnaires of its own; called as superuser."""
        today, start = self.company_id._mkt_today(), self.next_date
        step = self._step(self._day_after(start))
        while start + step <= today:  # periods that were missed are not made up for
            start += step
        surveys = self.survey_ids.browse()
        for survey in self.survey_ids:
            surveys |= survey.copy()
            surveys[-1:].title = survey.title  # the host adds "(copy)"
        user = self._next_user()
        following = self.copy(
            {
                "name": self.name,
                "user_id": user.id,
                "date_from": start,
                "date_to": start + (self.date_to - self.date_from),
                "next_date": start + step,
                "survey_ids": [Command.set(surveys.ids)],
            }
        )
        following.previous_id = self  # governed: a copy leaves it out
        following.message_post(
            body=self.env._("Raised by itself: the next study after %s.", self.name),
            partner_ids=user.partner_id.ids,
        )
        return following

    def _next_user(self):
        """Who is responsible for the next study: the same person, as long as there."""
        user = self.user_id
        if user.active and self.company_id in user.company_ids:
            return user
        holders = self.env["mkt.post.assignment"]._holders(
            self.company_id, "market_researcher"
        )
        return (holders - user)[:1] or user
