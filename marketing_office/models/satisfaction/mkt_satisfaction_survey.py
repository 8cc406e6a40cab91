import random
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.deletion import guards_deletion
from ..period.mkt_period import LENGTH, LONG_PERIOD_KINDS


class SatisfactionSurvey(models.Model):
    """A questionnaire that a sample of the active customers gets again and again."""

    _name = "mkt.satisfaction.survey"
    _description = "Satisfaction Survey"
    _inherit = ["mkt.governed.mixin"]
    _order = "company_id, name, id"
    _governed = ("state", "wave_ids")
    _fixed_after_creation = ("company_id",)

    name = fields.Char(required=True, translate=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    survey_id = fields.Many2one(
        "survey.survey", "Questionnaire", required=True, index=True, ondelete="restrict"
    )
    frequency = fields.Selection(
        LONG_PERIOD_KINDS,
        required=True,
        default="quarter",
    )
    sample_size = fields.Integer(
        "Customers Asked", required=True, default=100, help="At most, in each wave."
    )
    active_days = fields.Integer(
        "Ordered within (Days)",
        required=True,
        default=365,
        help="Customers with a confirmed order in this time are asked.",
    )
    rest_days = fields.Integer(
        "Left Alone for (Days)",
        required=True,
        default=180,
        help="No satisfaction survey asks a customer again in this time.",
    )
    reminder_days = fields.Integer(
        "Remind after (Days)",
        required=True,
        default=7,
        help="Customers who have not answered by then get one reminder.",
    )
    deadline_days = fields.Integer("Days to Answer", required=True, default=21)
    next_date = fields.Date("Next Wave", index=True)
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    state = fields.Selection(
        [("draft", "Draft"), ("running", "Under Way"), ("stopped", "Stopped")],
        required=True,
        readonly=True,
        default="draft",
    )
    wave_ids = fields.One2many("mkt.satisfaction.wave", "survey_id", readonly=True)

    _positive = models.Constraint(
        """CHECK (sample_size > 0 AND active_days > 0
            AND rest_days >= 0 AND reminder_days > 0 AND deadline_days > 0)""",
        "Sample and days are positive.",
    )

    def action_start(self):
        self.check_access("write")
        for survey in self:
            next_date = survey.next_date or survey.company_id._mkt_today()
            survey._set_state("running", next_date=next_date)

    def action_stop(self):
        self.check_access("write")
        self._set_state("stopped")

    def action_send_now(self):
        """Have the scheduled action send the wave of the period at once."""
        self.check_access("write")
        if any(survey.state != "running" for survey in self):
            raise UserError(self.env._("Start the survey first."))
        for survey in self:
            today = survey.company_id._mkt_today()
            period = self.env["mkt.period"]._of(
                survey.company_id, survey.frequency, today
            )
            if period in survey.wave_ids.period_id:
                raise UserError(
                    self.env._(
                        "%(survey)s was sent in %(period)s already.",
                        survey=survey.name,
                        period=period.display_name,
                    )
                )
            survey.next_date = today
        # sudo: scheduled actions belong to the system
        self.env.ref("marketing_office.ir_cron_send_satisfaction").sudo()._trigger()

    @guards_deletion
    def _unlink_except_sent(self):
        if self.wave_ids:
            raise UserError(self.env._("A survey that was sent stays on record."))

    @api.model
    def _cron_send(self):
        """Draw the waves due, then send what invitations are open; each committed."""
        commit_progress = self.env["ir.cron"]._commit_progress
        for company in self.env["res.company"].search([("active", "=", True)]):
            due = [
                ("company_id", "=", company.id),
                ("state", "=", "running"),
                ("next_date", "<=", company._mkt_today()),
            ]
            for survey in self.search(due):
                if survey.try_lock_for_update().filtered_domain(due):
                    survey._draw()
                if not commit_progress(1):
                    return
        waves = self.env["mkt.satisfaction.wave"]
        waves._send_open()
        waves._send_reminders()

    def _draw(self):
        """Choose the customers of the period's wave and prepare their forms."""
        today = self.company_id._mkt_today()
        period = self.env["mkt.period"]._of(self.company_id, self.frequency, today)
        self.next_date = period.date_from + LENGTH[self.frequency]
        if period in self.wave_ids.period_id:
            return
        active = self._active_customers()
        asked = self._askable(active)
        seed = random.SystemRandom().randrange(2**31)
        ids = sorted(asked.ids)
        chosen = random.Random(seed).sample(ids, min(self.sample_size, len(ids)))
        wave = self.env["mkt.satisfaction.wave"].create(
            {
                "survey_id": self.id,
                "period_id": period.id,
                "seed": seed,
                "eligible": len(active),
                "without_address": len(active.filtered(lambda c: not c.email)),
            }
        )
        last_day = today + timedelta(days=self.deadline_days)
        deadline = period._midnight(self.company_id, last_day + timedelta(days=1))
        for customer in asked.browse(chosen):
            self.survey_id._create_answer(
                partner=customer,
                check_attempts=False,
                mkt_wave_id=wave.id,
                deadline=deadline,
            )

    def _active_customers(self):
        since = fields.Datetime.now() - timedelta(days=self.active_days)
        groups = self.env["sale.order"]._read_group(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "=", "sale"),
                ("date_order", ">=", since),
            ],
            aggregates=["partner_id:recordset"],
        )
        return groups[0][0].commercial_partner_id

    def _askable(self, customers):
        since = fields.Datetime.now() - timedelta(days=self.rest_days)
        recent = self.env["survey.user_input"].search(
            [
                ("mkt_wave_id", "!=", False),
                ("partner_id", "in", customers.ids),
                ("mkt_invited_at", ">=", since),
            ]
        )
        return (customers - recent.partner_id)._mkt_may_contact(
            "email", self.company_id
        )
