from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...tools.deletion import guards_deletion

# days that each step has, from the opening on
SELF_DAYS, JUDGE_DAYS, RELEASE_DAYS = 7, 14, 28
# of released people, how many may be top before the calibration warns
TOP_SHARE = 20.0
# fewer people than these are no spread
FEW = 5


class AppraisalRound(models.Model):
    """The appraisal of all people of the office for one period that is closed."""

    _name = "mkt.appraisal.round"
    _description = "Appraisal Round"
    _inherit = ["mkt.governed.mixin", "mail.thread"]
    _order = "date_from desc, id desc"
    _check_company_auto = True
    _governed = (
        *("state", "opened_on", "released_on", "is_in_time", "without_template"),
        "currency_id",
    )
    _fixed_after_creation = ("period_id", "company_id")
    _finished = {
        "released": ("pool_line_id", "incentive_kind", "note"),
        "closed": ("note",),
    }

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.company,
    )
    period_id = fields.Many2one(
        "mkt.period",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('company_id', '=', company_id), ('state', '=', 'closed')]",
    )
    period_kind = fields.Selection(related="period_id.kind", store=True)
    date_from = fields.Date(related="period_id.date_from", store=True)
    date_to = fields.Date(related="period_id.date_to", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    state = fields.Selection(
        [
            ("draft", "Not Opened Yet"),
            ("open", "Under Way"),
            ("released", "Result Released"),
            ("closed", "Round Closed"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
        index=True,
    )
    opened_on = fields.Date(readonly=True, copy=False)
    self_until = fields.Date("Self-Assessment until", copy=False)
    judge_until = fields.Date("Judgement until", copy=False)
    release_until = fields.Date("Release until", copy=False, tracking=True)
    released_on = fields.Date("Result Released on", readonly=True, copy=False)
    is_in_time = fields.Boolean("Released in Time", readonly=True, copy=False)
    top_share_most = fields.Float(
        "Share of Top Grades, at Most (%)",
        default=TOP_SHARE,
        help="Advice only: beyond it the calibration shows a warning. No grade follows"
        " from it, and nobody is judged by their rank: the last place of a ranking is"
        " not incompetence (Supreme People's Court, guiding case 18).",
    )
    without_template = fields.Text(
        "Not Judged",
        readonly=True,
        copy=False,
        help="Who held a post in the period for which there is no template.",
    )
    note = fields.Text()
    appraisal_ids = fields.One2many("mkt.appraisal", "round_id", "Appraisals")
    spread_ids = fields.One2many("mkt.appraisal.spread", "round_id")
    appraisal_count = fields.Integer("Scorecards", compute="_compute_counts")
    waiting_count = fields.Integer("Not Yet Decided", compute="_compute_counts")
    may_lead = fields.Boolean(compute="_compute_may_lead")
    distribution_warning = fields.Char(compute="_compute_distribution_warning")

    _once = models.UniqueIndex(
        "(company_id, period_id)", "There is a round for this period already."
    )
    _share_sensible = models.Constraint(
        "CHECK (top_share_most BETWEEN 0 AND 100)",
        "A share lies between 0 and 100 percent.",
    )

    @api.depends("period_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for appraisal_round in self:
            period = appraisal_round.period_id.display_name
            appraisal_round.display_name = period and self.env._(
                "Appraisal %(period)s", period=period
            )

    @api.depends("appraisal_ids.state")
    @api.depends_context("uid")
    def _compute_counts(self):
        groups = self.env["mkt.appraisal"]._read_group(
            [("round_id", "in", self.ids)], ["round_id", "state"], ["__count"]
        )
        done = ("approved", "released", "seen")
        for appraisal_round in self:
            mine = [(s, n) for r, s, n in groups if r == appraisal_round]
            appraisal_round.appraisal_count = sum(n for _state, n in mine)
            appraisal_round.waiting_count = sum(n for s, n in mine if s not in done)

    @api.depends("company_id")
    @api.depends_context("uid")
    def _compute_may_lead(self):
        led = self.env.user.mkt_companies("director")
        for appraisal_round in self:
            appraisal_round.may_lead = appraisal_round.company_id.id in led

    @api.depends("appraisal_ids.grade_id", "top_share_most")
    @api.depends_context("uid", "lang")
    def _compute_distribution_warning(self):
        graded = self.env["mkt.appraisal"]._read_group(
            [("round_id", "in", self.ids), ("grade_id", "!=", False)],
            ["round_id", "grade_id"],
            ["__count"],
        )
        for appraisal_round in self:
            mine = [(g, n) for r, g, n in graded if r == appraisal_round]
            total = sum(n for _grade, n in mine)
            top = sum(n for grade, n in mine if grade.is_top)
            share = 100 * top / total if total else 0
            appraisal_round.distribution_warning = (
                total >= FEW
                and share > appraisal_round.top_share_most
                and self.env._(
                    "%(share)s%% of %(count)s people have a top grade, more than the"
                    " %(most)s%% that were meant. Look at the reasons; no grade has to"
                    " change for the sake of the distribution.",
                    share=f"{share:.0f}",
                    count=total,
                    most=f"{appraisal_round.top_share_most:g}",
                )
            )

    @api.constrains("self_until", "judge_until", "release_until")
    def _check_days(self):
        for appraisal_round in self:
            days = [
                appraisal_round.self_until,
                appraisal_round.judge_until,
                appraisal_round.release_until,
            ]
            given = [day for day in days if day]
            if given != sorted(given):
                raise UserError(
                    self.env._(
                        "First the self-assessment ends, then the judgement, then the"
                        " release: put the days in this order."
                    )
                )

    @guards_deletion
    def _unlink_except_draft(self):
        for appraisal_round in self:
            if appraisal_round.state != "draft":
                raise UserError(
                    self.env._(
                        "%(round)s has been opened and stays on record.",
                        round=appraisal_round.display_name,
                    )
                )

    # ------------------------------------------------------------- steps of the round

    def action_open(self):
        """Open the rounds of closed periods: everybody gets a scorecard with its figures."""
        self._check_director()
        self._check_state("draft")
        # sudo: scorecards and figures are governed; checked above
        self.sudo()._open()

    def action_approve_all(self):
        """Approve every scorecard of the rounds that waits for the user's decision."""
        self.check_access("read")
        waiting = self.env["mkt.appraisal"].search(
            [("round_id", "in", self.ids), ("state", "=", "decision")]
        )
        mine = waiting._decidable()
        if not mine:
            raise UserError(self.env._("No scorecard waits for your decision."))
        mine.action_approve()

    def action_finish_calibration(self):
        """Everybody is judged and compared: the scorecards go to whoever decides."""
        self._check_director()
        self._check_state("open")
        # sudo: the Director's own scorecard is no business of the Director
        for appraisal_round in self.sudo():
            cards = appraisal_round.appraisal_ids
            unjudged = cards.filtered(lambda a: a.state in ("self", "judging"))
            if unjudged:
                raise UserError(
                    self.env._(
                        "Not judged yet: %(people)s.",
                        people=", ".join(unjudged.user_id.mapped("name")),
                    )
                )
            waiting = cards.filtered(lambda a: a.state == "calibration")
            if not waiting:
                raise UserError(self.env._("Nothing waits for the calibration."))
            waiting._set_state("decision")

    def action_release(self):
        """Show the results to everybody at the same time."""
        self._check_director()
        self._check_state("open")
        # sudo: all scorecards, and governed fields, after the check above
        for appraisal_round in self.sudo():
            cards = appraisal_round.appraisal_ids
            waiting = cards.filtered(lambda a: a.state != "approved")
            if waiting:
                raise UserError(
                    self.env._(
                        "Not approved yet: %(people)s.",
                        people=", ".join(waiting.user_id.mapped("name")),
                    )
                )
            today = appraisal_round.company_id._mkt_today()
            cards._set_state("released")
            appraisal_round._set_state(
                "released",
                released_on=today,
                is_in_time=bool(
                    appraisal_round.release_until
                    and today <= appraisal_round.release_until
                ),
            )
            cards._tell_released()

    def action_close(self):
        """Nothing is open any more: no appeal, no bonus without a decision."""
        self._check_director()
        self._check_state("released")
        # sudo: all scorecards count, whatever the user may read
        for appraisal_round in self.sudo():
            appealing = appraisal_round.appraisal_ids.filtered(
                lambda a: a.appeal_state == "open"
            )
            if appealing:
                raise UserError(
                    self.env._(
                        "Appeals are not decided yet: %(people)s.",
                        people=", ".join(appealing.user_id.mapped("name")),
                    )
                )
            appraisal_round._set_state("closed")

    def action_view_appraisals(self):
        """The scorecards of the round."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_office.mkt_appraisal_action"
        )
        return action | {
            "name": self.display_name,
            "domain": [("round_id", "=", self.id)],
            "context": {},
        }

    def _check_director(self):
        self.check_access("read")
        if self.env.su:
            return
        for company in self.company_id:
            if not self.env.user._mkt_holds(company, "director"):
                raise AccessError(
                    self.env._("Rounds are led by the Director of %s.", company.name)
                )

    # ------------------------------------------------------------- by itself

    @api.model
    def _cron_open(self):
        """Open a round for every period that was closed and is appraised."""
        for company in self.env["res.company"]._mkt_active():
            for period in self._periods_to_open(company):
                appraisal_round = self.search([("period_id", "=", period.id)], limit=1)
                appraisal_round = appraisal_round or self.create(
                    {"company_id": company.id, "period_id": period.id}
                )
                if appraisal_round.state == "draft":
                    appraisal_round._open()
                self.env["ir.cron"]._commit_progress(1)

    @api.model
    def _periods_to_open(self, company):
        """Closed periods of the kind that the company appraises, without a round yet."""
        if company.mkt_appraisal_kind == "none":
            return self.env["mkt.period"]
        begun = self.search(
            [("company_id", "=", company.id), ("state", "!=", "draft")]
        ).period_id
        since = fields.Datetime.now() - timedelta(days=31)
        return self.env["mkt.period"].search(
            [
                ("company_id", "=", company.id),
                ("kind", "=", company.mkt_appraisal_kind),
                ("state", "=", "closed"),
                ("closed_at", ">=", since),
                ("id", "not in", begun.ids),
            ],
            order="date_from",
        )

    @api.model
    def _cron_chase(self):
        """Remind whoever is late with a step, once for each step."""
        late = Domain.FALSE
        for company in self.env["res.company"]._mkt_active():
            today = company._mkt_today()
            late |= Domain("company_id", "=", company.id) & (
                Domain("state", "=", "self") & Domain("round_id.self_until", "<", today)
                | Domain("state", "=", "judging")
                & Domain("round_id.judge_until", "<", today)
                | Domain("state", "in", ("calibration", "decision"))
                & Domain("round_id.release_until", "<", today)
            )
        cards = self.env["mkt.appraisal"].search(late)
        cards._chase()
        self.env["ir.cron"]._commit_progress(len(cards))
