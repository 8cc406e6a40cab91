from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.appraisal import MOST

# days after the release in which a person may appeal
APPEAL_DAYS = 10
# no calibration or appeal moves a score by more
MOST_MOVED = 20.0


class AppraisalSteps(models.Model):
    """From the judgement to the acknowledgement: who may do what."""

    _inherit = "mkt.appraisal"

    def action_start_judging(self):
        """Judge without a self-assessment, once its day has passed."""
        self._check_judge()
        self._check_state("self")
        for appraisal in self:
            until = appraisal.round_id.self_until
            if until and appraisal.company_id._mkt_today() <= until:
                raise UserError(
                    self.env._(
                        "%(person)s has time for the self-assessment until %(day)s.",
                        person=appraisal.user_id.name,
                        day=fields.Date.to_string(until),
                    )
                )
        self._set_state("judging")

    def action_judge(self):
        """Hand the judgement on: every criterion has its mark, the score is worked out."""
        self._check_judge()
        self._check_state("judging")
        # sudo: points and score are governed; checked above
        for appraisal in self.sudo():
            unmarked = appraisal.line_ids.filtered(
                lambda line: line.kind == "judged" and line.mark is False
            )
            if unmarked:
                raise UserError(
                    self.env._(
                        "%(person)s: give a mark for %(criteria)s.",
                        person=appraisal.user_id.name,
                        criteria=", ".join(unmarked.mapped("name")),
                    )
                )
            appraisal.line_ids._take_marks()
            appraisal._set_state(
                "calibration",
                judged_on=appraisal.company_id._mkt_today(),
                return_reason=False,
            )
            appraisal._weigh()

    def action_return(self, reason):
        """Ask the judge to look at it again, before it is decided."""
        self._check_decider()
        self._check_state("calibration", "decision")
        reason = self._check_reason(reason)
        self._set_state(
            "judging", return_reason=reason, adjustment=0, adjustment_reason=False
        )

    def action_adjust(self, points, reason):
        """Calibrate: add or take points, with the reason; nothing does so by itself."""
        self.ensure_one()
        self._check_decider()
        self._check_state("calibration", "decision")
        reason = self._check_reason(reason)
        points = self._check_points(points)
        # sudo: governed fields, written after the checks above
        card = self.sudo()
        card.write(
            {
                "adjustment": points,
                "adjustment_reason": reason,
                "adjusted_by_id": self.env.uid,
            }
        )
        card._grade()

    def action_approve(self):
        """Decide on the scorecards; the leadership decides on the Director's."""
        self._check_decider()
        self._check_state("decision")
        for company, cards in self.grouped("company_id").items():
            cards._set_state(
                "approved",
                decided_by_id=self.env.uid,
                decided_on=company._mkt_today(),
            )

    def action_hand_over(self, judge_id, reason):
        """Have another person judge, where the judge is away or too near."""
        self.ensure_one()
        self._check_decider()
        self._check_state("self", "judging")
        reason = self._check_reason(reason)
        # a client may send anything
        known = type(judge_id) is int and 0 < judge_id < 2**31
        judge = self.env["res.users"].browse(known and judge_id or ()).exists()
        if not judge:
            raise UserError(self.env._("Choose who judges."))
        if judge == self.user_id:
            raise UserError(self.env._("Nobody judges themselves."))
        # sudo: who works in the office decides, whatever the user may read
        assignments = self.env["mkt.post.assignment"].sudo()
        leaders = assignments._holders(self.company_id, "leadership")
        if judge not in leaders:
            assignments._check_members(judge, self.company_id)
        # sudo: governed field, written after the checks above
        self.sudo().write({"manager_id": judge.id, "return_reason": reason})

    def action_acknowledge(self, text=None):
        """The person has seen the result; to have seen it is not to agree."""
        self.check_access("read")
        self._check_state("released")
        for appraisal in self:
            if appraisal.user_id != self.env.user:
                raise AccessError(
                    self.env._("%s acknowledges it.", appraisal.user_id.name)
                )
        for company, cards in self.grouped("company_id").items():
            cards._set_state(
                "seen",
                acknowledged_on=company._mkt_today(),
                acknowledgement=str(text or "").strip() or False,
            )

    # ------------------------------------------------------------- appeal

    def action_appeal(self, reason):
        """The person asks for the score to be looked at by somebody else."""
        self.ensure_one()
        self.check_access("read")
        self._check_state("released", "seen")
        reason = self._check_reason(reason)
        if self.user_id != self.env.user:
            raise AccessError(self.env._("Only %s can appeal.", self.user_id.name))
        if self.appeal_state != "none":
            raise UserError(self.env._("There has been an appeal already."))
        if not self._is_appeal_open():
            raise UserError(
                self.env._(
                    "Appeals are possible within %(days)s days after the release.",
                    days=APPEAL_DAYS,
                )
            )
        # sudo: governed fields, written after the checks above
        self.sudo().write(
            {
                "appeal_state": "open",
                "appeal_reason": reason,
                "appealed_on": self.company_id._mkt_today(),
            }
        )

    def _is_appeal_open(self):
        """Whether the result is released, and the days for an appeal have not passed."""
        # sudo: the round's day counts, whatever the user may read
        released_on = self.sudo().round_id.released_on
        return (
            self.state in ("released", "seen")
            and self.appeal_state == "none"
            and bool(released_on)
            and (self.company_id._mkt_today() - released_on).days <= APPEAL_DAYS
        )

    def action_decide_appeal(self, upheld, points, reason):
        """A second person decides, who has neither judged nor approved the scorecard."""
        self.ensure_one()
        self._check_second_person()
        reason = self._check_reason(reason)
        if self.appeal_state != "open":
            raise UserError(self.env._("No appeal is open."))
        points = self._check_points(points) if upheld else 0
        # sudo: governed fields, written after the checks above
        card = self.sudo()
        card.write(
            {
                "appeal_state": "upheld" if upheld else "dismissed",
                "appeal_decision": reason,
                "appeal_decided_by_id": self.env.uid,
                "appeal_decided_on": self.company_id._mkt_today(),
                "correction": points,
            }
        )
        card._grade()
        card._after_correction()

    def _after_correction(self):
        """What follows from a score that changed after the release; as superuser."""

    # ------------------------------------------------------------- who may

    def _check_judge(self):
        self.check_access("read")
        for appraisal in self:
            if appraisal.manager_id != self.env.user:
                raise AccessError(
                    self.env._(
                        "%(appraisal)s is judged by %(judge)s.",
                        appraisal=appraisal.display_name,
                        judge=appraisal.manager_id.name or "—",
                    )
                )

    def _check_decider(self):
        self.check_access("read")
        for appraisal in self - self._decidable():
            raise AccessError(
                self.env._(
                    "%(appraisal)s is decided by the Director, and the Director's by"
                    " the leadership.",
                    appraisal=appraisal.display_name,
                )
            )

    def _check_second_person(self):
        self.check_access("read")
        user = self.env.user
        taken = self.user_id | self.manager_id | self.decided_by_id
        if not user._mkt_holds(self.company_id, "director", "leadership") or (
            user in taken | self.adjusted_by_id
        ):
            raise AccessError(
                self.env._(
                    "An appeal is decided by the leadership or the Director, and by"
                    " nobody who has judged or approved this scorecard."
                )
            )

    def _check_points(self, points):
        """The points of a calibration or correction; raise UserError if out of bounds."""
        if not isinstance(points, int | float) or not (
            -MOST_MOVED <= points <= MOST_MOVED
        ):
            raise UserError(
                self.env._(
                    "A score moves by %(most)s points at most, and stays between 0 and"
                    " %(top)s.",
                    most=f"{MOST_MOVED:g}",
                    top=f"{MOST:g}",
                )
            )
        return float(points)

    # ------------------------------------------------------------- notices

    def _chase(self):
        """Tell whoever is late with a step, once for each step; called as superuser."""
        late = self.filtered(lambda appraisal: appraisal.chased_for != appraisal.state)
        told = {}
        for appraisal, people in late._awaited().items():
            for user in people:
                told[user] = told.get(user, self.browse()) | appraisal
        for state, appraisals in late.grouped("state").items():
            appraisals.chased_for = state
        self.env["mkt.reminder.mixin"]._tell_people(
            told,
            "marketing_office.appraisal_late_message",
            lambda env, cards: (
                env._("Appraisal: %(count)s steps are late", count=len(cards)),
                {"cards": cards},
            ),
        )

    def _awaited(self):
        """Who is to take the next step of each scorecard, {scorecard: users}."""
        found = {}
        for company, cards in self.grouped("company_id").items():
            assignments = self.env["mkt.post.assignment"]
            directors = assignments._holders(company, "director")
            leaders = assignments._holders(company, "leadership")
            for card in cards:
                match card.state:
                    case "self":
                        found[card] = card.user_id
                    case "judging":
                        found[card] = card.manager_id
                    case _:
                        is_director = card.user_id in directors
                        found[card] = leaders if is_director else directors
        return found

    def _tell_released(self):
        """One message for each person; called as superuser."""
        self.env["mkt.reminder.mixin"]._tell_people(
            self.grouped("user_id"),
            "marketing_office.appraisal_released_message",
            lambda env, cards: (
                env._("Your scorecard has been released"),
                {"cards": cards},
            ),
        )
