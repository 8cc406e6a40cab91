from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.optional import OptionalFloat


class TrainingCertification(models.Model):
    """What participants prove by the host's certification, kept as it was handed in."""

    _inherit = "mkt.training.attendance"
    _governed = ("answer_id", "score", "certified_on", "valid_until")

    survey_id = fields.Many2one(related="session_id.survey_id")
    answer_id = fields.Many2one(
        "survey.user_input",
        "Answer to the Certification",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    score = OptionalFloat("Score (%)", readonly=True, copy=False, aggregator="avg")
    certified_on = fields.Date("Certified on", readonly=True, copy=False)
    valid_until = fields.Date("Certificate Valid Until", readonly=True, copy=False)
    is_to_certify = fields.Boolean(
        "Certification Open", compute="_compute_is_to_certify", store=True
    )
    is_valid = fields.Boolean("Certificate Valid", compute="_compute_is_valid")

    @api.depends("state", "session_state", "session_id.survey_id", "certified_on")
    def _compute_is_to_certify(self):
        for row in self:
            row.is_to_certify = (
                row.state == "attended"
                and row.session_state == "held"
                and row.session_id.survey_id
                and not row.certified_on
            )

    @api.depends("certified_on", "valid_until")
    def _compute_is_valid(self):
        for row in self:
            today = row.company_id._mkt_today()
            row.is_valid = row.certified_on and (
                not row.valid_until or row.valid_until >= today
            )

    def action_start_certification(self):
        """The participant begins the host's certification, or goes on with it."""
        self.ensure_one()
        self.check_access("read")
        if self.user_id != self.env.user:
            raise AccessError(
                self.env._("Only the participant answers the certification.")
            )
        if not self.is_to_certify:
            raise UserError(
                self.env._(
                    "%(row)s: there is no certification to pass.", row=self.display_name
                )
            )
        # sudo: the answer and its link are the participant's own, checked above
        row = self.sudo()
        if not row.answer_id or row.answer_id.state == "done":
            row.answer_id = row.survey_id._create_answer(
                user=self.env.user, check_attempts=False
            )
        return {
            "type": "ir.actions.act_url",
            "url": row.answer_id.get_start_url(),
            "target": "self",
        }

    def _take_result(self, answer):
        """Keep what was handed in, whatever becomes of the questions later; as superuser."""
        vals = {"score": answer.scoring_percentage}
        if answer.scoring_success:
            today = self.company_id._mkt_today()
            months = self.session_id.valid_months
            vals["certified_on"] = today
            vals["valid_until"] = months and fields.Date.add(today, months=months)
        self.write(vals)

    def action_print_certificate(self):
        """The certificate as PDF, for the participant and who may read the row."""
        self.check_access("read")
        if any(not row.certified_on for row in self):
            raise UserError(self.env._("There is no certificate yet."))
        return self.env.ref(
            "marketing_office.mkt_training_certificate_report"
        ).report_action(self)
