from contextlib import contextmanager
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.deletion import guards_deletion
from ...tools.optional import OptionalFloat
from ...tools.text import title_of


class SatisfactionWave(models.Model):
    _name = "mkt.satisfaction.wave"
    _description = "Satisfaction Survey Wave"
    _inherit = ["mkt.governed.mixin"]
    _order = "id desc"

    survey_id = fields.Many2one(
        "mkt.satisfaction.survey", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="survey_id.company_id", store=True, index=True)
    period_id = fields.Many2one("mkt.period", required=True, index=True)
    number = fields.Integer(
        "Wave", compute="_compute_number", help="Of the survey's waves, in their order."
    )
    seed = fields.Integer("Random Seed", help="Draws the same customers again.")
    eligible = fields.Integer("Active Customers")
    without_address = fields.Integer("Without E-mail")
    answer_ids = fields.One2many("survey.user_input", "mkt_wave_id")
    failures = fields.Text(help="Customers whose invitation could not be sent.")
    invited = fields.Integer(compute="_compute_figures")
    answered = fields.Integer(compute="_compute_figures")
    response_rate = OptionalFloat("Response Rate (%)", compute="_compute_figures")
    csat = OptionalFloat("Satisfaction (%)", compute="_compute_figures")
    csat_count = fields.Integer("Answers on Satisfaction", compute="_compute_figures")
    nps = OptionalFloat("NPS", compute="_compute_figures")
    nps_count = fields.Integer("Answers on Recommendation", compute="_compute_figures")

    _period_uniq = models.UniqueIndex(
        "(survey_id, period_id)", "The survey was sent in this period already."
    )

    @api.depends(
        "answer_ids.mkt_invited_at", "answer_ids.mkt_csat", "answer_ids.mkt_nps_points"
    )
    def _compute_figures(self):
        invited = self._figures([("mkt_invited_at", "!=", False)], "__count")
        answered = self._figures(
            [("mkt_invited_at", "!=", False), ("mkt_is_answered", "=", True)], "__count"
        )
        invited_ones = ("mkt_invited_at", "!=", False)
        csat = self._figures(
            [invited_ones, ("mkt_has_csat", "=", True)], "mkt_csat:avg"
        )
        nps = self._figures(
            [invited_ones, ("mkt_has_nps", "=", True)], "mkt_nps_points:avg"
        )
        for wave in self:
            wave.invited = invited.get(wave.id, (0, 0))[1]
            wave.answered = answered.get(wave.id, (0, 0))[1]
            wave.response_rate = wave.invited > 0 and wave.answered / wave.invited * 100
            wave.csat, wave.csat_count = csat.get(wave.id, (False, 0))
            wave.nps, wave.nps_count = nps.get(wave.id, (False, 0))

    def _figures(self, domain, aggregate):
        # sudo: the figures of a wave, not the answers, are what its readers see
        groups = (
            self.env["survey.user_input"]
            .sudo()
            ._read_group(
                [("mkt_wave_id", "in", self.ids), *domain],
                ["mkt_wave_id"],
                [aggregate, "__count"] if aggregate != "__count" else ["__count"] * 2,
            )
        )
        return {wave.id: (figure, count) for wave, figure, count in groups}

    @api.depends("survey_id")
    def _compute_number(self):
        # sudo: how many waves there were before, whatever the reader may see of them
        waves = self.sudo().search(
            [("survey_id", "in", self.survey_id.ids)], order="survey_id, id"
        )
        numbers = {
            wave.id: number
            for of_survey in waves.grouped("survey_id").values()
            for number, wave in enumerate(of_survey, 1)
        }
        for wave in self:
            wave.number = numbers.get(wave._origin.id, 0)

    @api.depends("survey_id.name", "period_id", "number")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for wave in self:
            number = wave.number and self.env._("Wave %(number)s", number=wave.number)
            wave.display_name = title_of(
                wave.survey_id.name, number, wave.period_id.display_name
            )

    def action_view_answers(self):
        """The invitations of the wave and what came back, by the host's own rules."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": "survey.user_input",
            "views": [[False, "list"], [False, "form"]],
            "domain": [("mkt_wave_id", "=", self.id)],
            "context": {"create": False},
        }

    @guards_deletion
    def _unlink_never(self):
        raise UserError(self.env._("A survey that was sent stays on record."))

    @api.model
    def _send_open(self):
        """Send the invitations that are not out yet, one by one, each committed."""
        template = self.env.ref("marketing_office.mail_template_satisfaction")
        pending = [
            ("mkt_wave_id", "!=", False),
            ("mkt_invited_at", "=", False),
            ("mkt_invitation_failed", "=", False),
        ]
        for answer in self.env["survey.user_input"].search(pending):
            if answer.try_lock_for_update().filtered_domain(pending):
                answer.mkt_wave_id._invite(answer, template)
            if not self.env["ir.cron"]._commit_progress(1):
                break

    def _invite(self, answer, template):
        with self._noting_failure(answer):
            answer._mkt_send(template)
            answer._mkt_mark_invited(self.company_id)
        if not answer.mkt_invited_at:
            answer.mkt_invitation_failed = True

    @api.model
    def _send_reminders(self):
        """Remind once whoever has not answered in time, each committed."""
        template = self.env.ref("marketing_office.mail_template_satisfaction_reminder")
        now = fields.Datetime.now()
        silent = [
            ("mkt_reminded_at", "=", False),
            ("mkt_is_answered", "=", False),
            ("deadline", ">", now),
        ]
        for survey in self.env["mkt.satisfaction.survey"].search(
            [("state", "=", "running")]
        ):
            due = [
                *silent,
                ("mkt_wave_id.survey_id", "=", survey.id),
                ("mkt_invited_at", "<=", now - timedelta(days=survey.reminder_days)),
            ]
            for answer in self.env["survey.user_input"].search(due):
                if answer.try_lock_for_update().filtered_domain(silent):
                    answer.mkt_wave_id._remind(answer, template)
                if not self.env["ir.cron"]._commit_progress(1):
                    return

    def _remind(self, answer, template):
        # sent or not: nobody is reminded twice
        answer.mkt_reminded_at = fields.Datetime.now()
        with self._noting_failure(answer):
            answer._mkt_send(template)

    @contextmanager
    def _noting_failure(self, answer):
        """A mail that fails is told on the wave; the other customers get theirs."""
        try:
            with self.env.cr.savepoint():
                yield
        except OperationalError:
            raise  # another worker is faster: the next run looks again
        except Exception as error:
            note = f"{answer.partner_id.display_name}: {error}"
            self.failures = "\n".join(filter(None, [self.failures, note]))
