from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ...tools.customer_link import for_customer, is_for_customer
from ...tools.deletion import guards_deletion
from ...tools.optional import OptionalFloat, OptionalInteger

PROMOTER_FROM, PASSIVE_FROM = 9, 7
# what makes an invitation count, and when
GIVEN = {
    "survey_id",
    "partner_id",
    "state",
    "test_entry",
    "start_datetime",
    "end_datetime",
    "user_input_line_ids",
    "access_token",
    "invite_token",
    "scoring_percentage",
    "scoring_total",
    "scoring_success",
}
# who has one of them answers for the customer
TOKENS = {"access_token", "invite_token"}


class SurveyUserInput(models.Model):
    _name = "survey.user_input"
    _inherit = ["survey.user_input", "mkt.governed.mixin"]
    _governed = (
        "mkt_company_id",
        "mkt_csat",
        "mkt_has_csat",
        "mkt_has_nps",
        "mkt_invitation_failed",
        "mkt_invited_at",
        "mkt_is_answered",
        "mkt_nps",
        "mkt_nps_points",
        "mkt_reminded_at",
        "mkt_user_id",
        "mkt_wave_id",
    )

    mkt_is_answered = fields.Boolean(
        "Answered", compute="_compute_mkt_measures", store=True, compute_sudo=True
    )
    mkt_has_csat = fields.Boolean(
        "Satisfaction Answered",
        compute="_compute_mkt_measures",
        store=True,
        compute_sudo=True,
    )
    mkt_csat = OptionalFloat(
        "Satisfaction (%)",
        compute="_compute_mkt_measures",
        store=True,
        compute_sudo=True,
        aggregator="avg",
        help="Average of the satisfaction questions answered, in percent of their scales.",
    )
    mkt_has_nps = fields.Boolean(
        "Recommendation Answered",
        compute="_compute_mkt_measures",
        store=True,
        compute_sudo=True,
    )
    mkt_nps = OptionalInteger(
        "Recommendation (0-10)",
        compute="_compute_mkt_measures",
        store=True,
        compute_sudo=True,
        aggregator="avg",
    )
    mkt_nps_points = OptionalInteger(
        "NPS Points",
        compute="_compute_mkt_measures",
        store=True,
        compute_sudo=True,
        aggregator="avg",
        help="100 for a promoter, 0 for a passive, -100 for a detractor; "
        "their average is the NPS.",
    )
    mkt_company_id = fields.Many2one(
        "res.company",
        "Asking Company",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    mkt_user_id = fields.Many2one(
        "res.users",
        "Account Manager",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="Who looked after the customer when the invitation was sent.",
    )
    mkt_invited_at = fields.Datetime("Invited on", readonly=True, copy=False)
    mkt_reminded_at = fields.Datetime("Reminded on", readonly=True, copy=False)
    mkt_invitation_failed = fields.Boolean(
        "Invitation Failed", readonly=True, copy=False
    )
    mkt_wave_id = fields.Many2one(
        "mkt.satisfaction.wave",
        "Wave",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    _mkt_wave_uniq = models.UniqueIndex(
        "(mkt_wave_id, partner_id) WHERE mkt_wave_id IS NOT NULL",
        "A customer is asked once in a wave.",
    )
    _mkt_invited = models.Index(
        "(mkt_company_id, mkt_invited_at) WHERE mkt_invited_at IS NOT NULL"
    )
    _mkt_answered = models.Index("(mkt_company_id, end_datetime) WHERE mkt_is_answered")

    @api.model
    def _has_field_access(self, field, operation):
        # other people than the office's do not even see the answers to its surveys
        if field.name in TOKENS and operation == "read" and not self.env.su:
            user = self.env.user
            if user.has_groups(
                "marketing_office.group_member,marketing_office.group_leadership"
            ):
                return False
        return super()._has_field_access(field, operation)

    @api.model
    def _governed_names(self):
        # what the host computes stays the host's affair
        return self._declared("_governed")

    @api.model_create_multi
    def create(self, vals_list):
        answers = super().create(vals_list)
        given = TOKENS | {"user_input_line_ids", "state"}
        answers.browse(
            answer.id
            for answer, vals in zip(answers, vals_list, strict=True)
            if vals.keys() & given
        )._mkt_check_own_invitation()
        return answers

    def write(self, vals):
        is_given = bool(vals.keys() & GIVEN)
        if is_given:
            self._mkt_check_own_invitation()
        result = super().write(vals)
        if is_given:
            # what was a trial, or of another survey, may count only now
            self._mkt_check_own_invitation()
        return result

    @guards_deletion
    def _unlink_except_invited(self):
        self._mkt_check_own_invitation()

    def _mkt_check_own_invitation(self):
        """Answers that count are the customers': who is judged by them does not touch them."""
        if not self.env.su and self._mkt_of_customers():
            raise AccessError(
                self.env._("What customers answer to an invitation stays as it is.")
            )

    def _mkt_of_customers(self):
        """The answers that count in the office's surveys."""
        # sudo: surveys that the reader may not see count too
        asked = self.sudo().filtered(
            lambda answer: (
                not answer.test_entry
                and (answer.mkt_wave_id or answer.survey_id.mkt_is_asked)
            )
        )
        return asked.filtered(lambda answer: answer._mkt_is_of_customer()).sudo(False)

    def _mkt_is_of_customer(self):
        """Whether a survey among customers asked for the answer; rooms add theirs."""
        return bool(self.mkt_wave_id or self.survey_id.mkt_satisfaction_ids)

    def get_start_url(self):
        return self._mkt_link("get_start_url")

    def get_print_url(self):
        return self._mkt_link("get_print_url")

    def _mkt_link(self, method):
        """The host's address of the answer; colleagues get the survey's instead."""
        self.check_access("read")
        if self._mkt_of_customers() and not is_for_customer(self.env):
            return getattr(self.survey_id, method)()
        # sudo: the token, which people of the office do not read themselves
        return getattr(super(SurveyUserInput, self.sudo()), method)()

    def action_print_answers(self):
        self.check_access("read")
        if self._mkt_of_customers():
            raise AccessError(
                self.env._(
                    "This page opens with the customer's own link alone: read the"
                    " answers on the form."
                )
            )
        # sudo: as above
        return super(SurveyUserInput, self.sudo()).action_print_answers()

    @api.model
    def _mkt_asking(self):
        """{path to what asks: posts that read what is answered}; rooms add theirs."""
        readers = (
            *("director", "customer_service_manager", "account_manager"),
            *("leadership", "marketing_manager", "report_analyst"),
        )
        return {"mkt_wave_id": readers, "survey_id.mkt_satisfaction_ids": readers}

    @api.model
    def _mkt_rule(self, path=""):
        """Domain of what the user reads of the answers at the end of the path.

        The host lets all its survey users read all answers, with the names of who gave
        them.
        """
        others = Domain(f"{path}mkt_wave_id", "=", False)
        others &= Domain(f"{path}survey_id.mkt_is_asked", "!=", True)
        selected = set(self.env.companies.ids)
        user = self.env.user
        readable = {
            asking: selected.intersection(user.mkt_companies(*posts))
            for asking, posts in self._mkt_asking().items()
        }
        if not any(readable.values()):
            return others  # what asks need not be read where nothing asked is shown
        domain = Domain.TRUE
        for asking, companies in readable.items():
            domain &= Domain(f"{path}{asking}", "=", False) | Domain(
                f"{path}{asking}.company_id", "in", list(companies)
            )
        return others | domain

    @api.depends(
        "state",
        "test_entry",
        "user_input_line_ids.answer_type",
        "user_input_line_ids.skipped",
        "user_input_line_ids.value_scale",
        "user_input_line_ids.question_id.mkt_measure",
        "user_input_line_ids.question_id.scale_min",
        "user_input_line_ids.question_id.scale_max",
    )
    def _compute_mkt_measures(self):
        for answer in self:
            answer.mkt_is_answered = answer._mkt_counts()
            lines = answer._mkt_measured_lines()
            csat = [line._mkt_percent() for line in lines["csat"]]
            answer.mkt_has_csat = bool(csat)
            answer.mkt_csat = sum(csat) / len(csat) if csat else False
            nps = lines["nps"][:1]
            answer.mkt_has_nps = bool(nps)
            answer.mkt_nps = nps.value_scale if nps else False
            answer.mkt_nps_points = nps._mkt_points() if nps else False

    def _mkt_counts(self):
        """Whether the answer was handed in and counts; rooms add what else it takes."""
        return self.state == "done" and not self.test_entry

    def _mkt_measured_lines(self):
        """The given answers by what they measure; none until the survey is handed in."""
        lines = (
            self.user_input_line_ids
            if self.mkt_is_answered
            else self.env["survey.user_input.line"]
        )
        lines = lines.filtered(
            lambda line: line.answer_type == "scale" and not line.skipped
        )
        return {
            measure: lines.filtered(
                lambda line, measure=measure: line.question_id.mkt_measure == measure
            )
            for measure in ("csat", "nps")
        }

    def _mkt_mark_invited(self, company):
        """Record who asked when, and who looked after the customers then."""
        now = fields.Datetime.now()
        # sudo: governed fields, and assignments that the caller may not read
        invited = self.sudo()
        managers = (
            self.env["mkt.customer.assignment"]
            .sudo()
            ._managers(invited.partner_id, company)
        )
        by_manager = invited.grouped(
            lambda answer: managers.get(answer.partner_id.commercial_partner_id)
        )
        for user, answers in by_manager.items():
            answers.write(
                {
                    "mkt_company_id": company.id,
                    "mkt_user_id": user.id if user else False,
                    "mkt_invited_at": now,
                }
            )

    def _mkt_send(self, template):
        """Send the template to the customer with the customer's own link, and nowhere else."""
        # sudo: the wording of the company's letter, whoever has it sent
        customer = for_customer(template.sudo())
        customer.with_user(SUPERUSER_ID).send_mail(
            self.id,
            email_values={
                "recipient_ids": self.partner_id.ids,
                # not on the answer, where its readers would have the link
                "model": False,
                "res_id": False,
            },
        )


class SurveyUserInputLine(models.Model):
    _inherit = "survey.user_input.line"

    @api.model
    def _mkt_rule(self):
        return self.env["survey.user_input"]._mkt_rule("user_input_id.")

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.user_input_id._mkt_check_own_invitation()
        return lines

    def write(self, vals):
        self.user_input_id._mkt_check_own_invitation()
        return super().write(vals)

    @guards_deletion
    def _unlink_except_invited(self):
        self.user_input_id._mkt_check_own_invitation()

    def _mkt_percent(self):
        question = self.question_id
        length = question.scale_max - question.scale_min
        return (self.value_scale - question.scale_min) / length * 100

    def _mkt_points(self):
        if self.value_scale >= PROMOTER_FROM:
            return 100
        return 0 if self.value_scale >= PASSIVE_FROM else -100
