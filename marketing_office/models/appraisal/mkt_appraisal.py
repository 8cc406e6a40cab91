from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_round

from ...tools.appraisal import MOST, grade_of, in_order, points, reweigh, score
from ...tools.deletion import guards_deletion
from ...tools.optional import OptionalFloat
from ...tools.text import title_of

DIGITS = 2
# what the manager and the person write about the talk
TALK = ("talk_on", "talk_note", "goals", "training_wishes")


class Appraisal(models.Model):
    """A person's scorecard of a round: judged in steps, seen by the person once released."""

    _name = "mkt.appraisal"
    _description = "Appraisal"
    _inherit = ["mkt.governed.mixin", "mkt.appraised.mixin"]
    _order = "date_from desc, department_id, user_id, id"
    _governed = (
        *("round_id", "user_id", "manager_id", "post_id", "department_id"),
        *("template_id", "state", "days_present", "days_absent", "days_total"),
        *("measured_score", "judged_score", "raw_score", "adjustment"),
        *(
            "adjustment_reason",
            "adjusted_by_id",
            "score",
            "grade_id",
            "coefficient",
            "grade_amount",
        ),
        *("data_share", "judged_on", "decided_by_id", "decided_on"),
        *("return_reason", "acknowledged_on", "acknowledgement"),
        *("appeal_state", "appeal_reason", "appealed_on", "appeal_decision"),
        *("appeal_decided_by_id", "appeal_decided_on", "correction", "chased_for"),
    )
    # what is handed on stays as it is decided on
    _finished = {
        **dict.fromkeys(("calibration", "decision", "approved", "released"), TALK),
        "seen": (),
    }

    round_id = fields.Many2one(
        "mkt.appraisal.round",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="round_id.company_id", store=True, index=True, precompute=True
    )
    period_id = fields.Many2one(
        related="round_id.period_id", store=True, precompute=True
    )
    period_kind = fields.Selection(
        related="round_id.period_kind", store=True, precompute=True
    )
    date_from = fields.Date(
        related="round_id.date_from", store=True, precompute=True, string="Period From"
    )
    judge_until = fields.Date(
        related="round_id.judge_until", store=True, precompute=True
    )
    round_state = fields.Selection(
        related="round_id.state", store=True, precompute=True, string="Round State"
    )
    user_id = fields.Many2one(
        "res.users",
        "Person",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    post_id = fields.Many2one(
        "mkt.post", required=True, readonly=True, index=True, ondelete="restrict"
    )
    department_id = fields.Many2one(
        "hr.department", readonly=True, index=True, ondelete="restrict"
    )
    template_id = fields.Many2one(
        "mkt.appraisal.template", readonly=True, ondelete="restrict"
    )
    manager_id = fields.Many2one(
        "res.users", "Appraiser", readonly=True, index=True, ondelete="restrict"
    )
    days_present = fields.Integer(readonly=True, aggregator=None)
    days_absent = fields.Integer(readonly=True, aggregator=None)
    days_total = fields.Integer("Days of the Period", readonly=True, aggregator=None)
    state = fields.Selection(
        [
            ("self", "Self-Assessment"),
            ("judging", "Judgement"),
            ("calibration", "Calibration"),
            ("decision", "Final Decision"),
            ("approved", "Approved"),
            ("released", "Result Released"),
            ("seen", "Read and Confirmed"),
        ],
        required=True,
        readonly=True,
        default="self",
        copy=False,
        index=True,
    )
    self_ids = fields.One2many("mkt.appraisal.self", "appraisal_id", "Self-Assessment")
    line_ids = fields.One2many("mkt.appraisal.line", "appraisal_id", "Scorecard Lines")
    manager_comment = fields.Text("Judge's Words")
    return_reason = fields.Char("Returned Because", readonly=True)
    judged_on = fields.Date("Judgement on", readonly=True)
    measured_score = OptionalFloat(
        "Measured", digits=(16, DIGITS), readonly=True, aggregator="avg"
    )
    judged_score = OptionalFloat(
        "Judged Part", digits=(16, DIGITS), readonly=True, aggregator="avg"
    )
    raw_score = OptionalFloat(
        "Before Calibration", digits=(16, DIGITS), readonly=True, aggregator="avg"
    )
    adjustment = fields.Float(
        "Calibration", digits=(16, DIGITS), readonly=True, aggregator=None
    )
    adjustment_reason = fields.Char("Reason of the Calibration", readonly=True)
    adjusted_by_id = fields.Many2one(
        "res.users", "Calibrated by", readonly=True, ondelete="restrict"
    )
    correction = fields.Float(
        "Correction after the Appeal",
        digits=(16, DIGITS),
        readonly=True,
        aggregator=None,
    )
    score = OptionalFloat(
        "Total Score", digits=(16, DIGITS), readonly=True, aggregator="avg"
    )
    grade_id = fields.Many2one(
        "mkt.appraisal.grade",
        "Appraisal Grade",
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    coefficient = OptionalFloat(digits=(16, 2), readonly=True, aggregator=None)
    grade_amount = OptionalFloat(
        "Amount by Grade", digits=(16, 2), readonly=True, aggregator=None
    )
    incentive_ids = fields.One2many("mkt.incentive", "appraisal_id", "Incentives")
    data_share = OptionalFloat(
        "Lines with Data (%)",
        digits=(16, 1),
        readonly=True,
        aggregator="avg",
        help="By weight; the lines without data drop out, and the others weigh more.",
    )
    decided_by_id = fields.Many2one(
        "res.users", "Approved by", readonly=True, ondelete="restrict"
    )
    decided_on = fields.Date("Approved on", readonly=True)
    talk_on = fields.Date("Talk on")
    talk_note = fields.Text("What Was Said in the Talk")
    goals = fields.Text("Goals for the Next Period")
    training_wishes = fields.Text()
    acknowledged_on = fields.Date("Confirmed as Read on", readonly=True)
    acknowledgement = fields.Text("Person's Words", readonly=True)
    appeal_state = fields.Selection(
        [
            ("none", "No Appeal"),
            ("open", "Not Yet Decided"),
            ("upheld", "Appeal Upheld"),
            ("dismissed", "Dismissed"),
        ],
        "Appeal",
        required=True,
        readonly=True,
        default="none",
        index=True,
    )
    appeal_reason = fields.Text("Why the Person Appeals", readonly=True)
    appealed_on = fields.Date(readonly=True)
    appeal_decision = fields.Text("Decision on the Appeal", readonly=True)
    appeal_decided_by_id = fields.Many2one(
        "res.users", "Appeal Decided by", readonly=True, ondelete="restrict"
    )
    appeal_decided_on = fields.Date(readonly=True)
    chased_for = fields.Char(
        readonly=True, help="The step of which somebody was reminded."
    )
    is_mine = fields.Boolean(compute="_compute_whose", search="_search_is_mine")
    is_judge = fields.Boolean(compute="_compute_whose")
    may_decide = fields.Boolean(compute="_compute_whose")
    may_calibrate = fields.Boolean(compute="_compute_whose")
    may_hand_over = fields.Boolean(compute="_compute_whose")
    may_appeal = fields.Boolean(compute="_compute_whose")
    waits_for_me = fields.Boolean(
        compute="_compute_whose", search="_search_waits_for_me"
    )

    _once = models.UniqueIndex(
        "(round_id, user_id)", "This person has a scorecard in the round already."
    )
    _score_bounded = models.Constraint(
        f"CHECK (score IS NULL OR score BETWEEN 0 AND {MOST:.0f})",
        "A score lies between 0 and 120.",
    )

    @api.depends("user_id", "round_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for appraisal in self:
            # sudo: the name of who is appraised stands on the reader's own list
            appraisal.display_name = title_of(
                appraisal.sudo().user_id.name, appraisal.period_id.display_name
            )

    @api.depends("user_id", "manager_id", "state", "appeal_state")
    @api.depends_context("uid")
    def _compute_whose(self):
        user, decidable = self.env.user, self._decidable()
        for appraisal in self:
            decides, state = appraisal in decidable, appraisal.state
            appraisal.is_mine = appraisal.user_id == user
            appraisal.is_judge = appraisal.manager_id == user != appraisal.user_id
            appraisal.may_decide = decides and state == "decision"
            appraisal.waits_for_me = appraisal.may_decide
            appraisal.may_calibrate = decides and state in ("calibration", "decision")
            appraisal.may_hand_over = decides and state in ("self", "judging")
            appraisal.may_appeal = appraisal.is_mine and appraisal._is_appeal_open()

    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("user_id", "=", self.env.uid)]

    def _search_waits_for_me(self, operator, value):
        if operator != "in":
            return NotImplemented
        waiting = self.search([("state", "=", "decision")])
        return [("id", "in", waiting._decidable().ids)]

    @guards_deletion
    def _unlink_never(self):
        raise UserError(self.env._("Scorecards stay on record."))

    # ------------------------------------------------------------- computing

    def _weigh(self):
        """Write weights, points by part and the score from the lines; as superuser."""
        for appraisal in self:
            lines = appraisal.line_ids
            used, vals = weigh(
                lines.mapped("kind"),
                lines.mapped("weight"),
                [None if line.drop_reason else line.points for line in lines],
            )
            for line, weight in zip(lines, used, strict=True):
                line.weight_used = weight
            appraisal.write(vals)
        self.filtered(lambda a: a.state != "self")._grade()

    def _grade(self):
        """Write score, grade and coefficient of what is judged; as superuser."""
        for company, appraisals in self.grouped("company_id").items():
            table = self.env["mkt.appraisal.grade"]._of_company(company)
            bounds = table.mapped("score_from")
            for appraisal in appraisals:
                if appraisal.raw_score is False:
                    vals = dict.fromkeys(
                        ("score", "grade_id", "coefficient", "grade_amount"), False
                    )
                else:
                    reached = appraisal._reached(appraisal.raw_score)
                    place = grade_of(reached, bounds)
                    grade = table[:0] if place is None else table[place]
                    vals = {
                        "score": reached,
                        "grade_id": grade.id,
                        "coefficient": grade.coefficient if grade else False,
                        "grade_amount": grade.amount if grade else False,
                    }
                appraisal.write(vals)

    def _reached(self, raw_score):
        """A score with calibration and correction, within its bounds."""
        reached = raw_score + self.adjustment + self.correction
        return float_round(min(max(reached, 0.0), MOST), precision_digits=DIGITS)

    def _score_with(self, changed, value):
        """The score before calibration if a line had another value; None without data."""
        found = []
        for line in self.line_ids:
            triple = [
                None if bound is False else bound
                for bound in (line.floor, line.target, line.stretch)
            ]
            if line == changed:
                counts = value is not False and in_order(*triple)
                found.append(points(value, *triple) if counts else None)
            else:
                found.append(None if line.drop_reason else line.points)
        return score(self.line_ids.mapped("weight"), found)


def weigh(kinds, weights, found):
    """The weights that count, and what they make of the points found (None: no data)."""
    used = reweigh(weights, [point is not None for point in found])
    parts = list(zip(kinds, weights, found, strict=True))

    def of_kind(wanted):
        return _rounded(
            score(
                [weight for kind, weight, _p in parts if kind == wanted],
                [point for kind, _w, point in parts if kind == wanted],
            )
        )

    whole = sum(weights)
    known = sum(weight for _k, weight, point in parts if point is not None)
    return used, {
        "measured_score": of_kind("indicator"),
        "judged_score": of_kind("judged"),
        "raw_score": _rounded(score(weights, found)),
        "data_share": 100 * known / whole if whole else None,
    }


def _rounded(number):
    return number is not None and float_round(number, precision_digits=DIGITS)
