from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command

from .mkt_period import LENGTH


class StudyRecurrence(models.Model):
    """A study that is repeated raises the next one, as a draft for its researcher."""

    _inherit = "mkt.study"
    _governed = ("previous_id",)

    frequency = fields.Selection(
        [("month", "Month"), ("quarter", "Quarter"), ("year", "Year")],
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
    previous_id = fields.Many2one(
        "mkt.study", "Continues", readonly=True, copy=False, ondelete="restrict"
    )
    next_ids = fields.One2many("mkt.study", "previous_id", "Continued by")

    _raised_once = models.UniqueIndex(
        "(previous_id) WHERE previous_id IS NOT NULL",
        "The next study is there already.",
    )

    @api.depends("frequency", "date_from")
    def _compute_next_date(self):
        for study in self:
            study.next_date = (
                study.frequency
                and study.date_from
                and study.date_from + LENGTH[study.frequency]
            )

    @api.constrains("frequency", "next_date", "date_from")
    def _check_next_date(self):
        for study in self:
            if study.frequency and not study.next_date:
                raise ValidationError(self.env._("Say when the next study begins."))
            if study.next_date and study.next_date <= study.date_from:
                raise ValidationError(
                    self.env._("The next study begins after this one.")
                )

    @api.model
    def _cron_raise_next(self):
        """Raise the studies that are due, each committed."""
        for company in self.env["res.company"].search([("active", "=", True)]):
            due = [
                ("company_id", "=", company.id),
                ("frequency", "!=", False),
                ("state", "in", ("approved", "fieldwork", "analysis", "reported")),
                ("next_date", "<=", company._mkt_today()),
                ("next_ids", "=", False),
            ]
            for study in self.search(due):
                if study.try_lock_for_update().filtered_domain(due):
                    study._raise_next()
                if not self.env["ir.cron"]._commit_progress(1):
                    return

    def _raise_next(self):
        """The draft of the next study, with questionnaires of its own; called as superuser."""
        today, step = self.company_id._mkt_today(), LENGTH[self.frequency]
        start = self.next_date
        while start + step <= today:  # periods that were missed are not made up for
            start += step
        surveys = self.survey_ids.browse()
        for survey in self.survey_ids:
            surveys |= survey.copy()
            surveys[-1:].title = survey.title  # the host adds "(copy)"
        following = self.copy(
            {
                "name": self.name,
                "user_id": self.user_id.id,
                "date_from": start,
                "date_to": start + (self.date_to - self.date_from),
                "next_date": start + step,
                "survey_ids": [Command.set(surveys.ids)],
            }
        )
        following.previous_id = self  # governed: a copy leaves it out
        following.message_post(
            body=self.env._("Raised by itself: the next study after %s.", self.name),
            partner_ids=self.user_id.partner_id.ids,
        )
        return following
