from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import formatLang

from ...tools.appraisal import grade_of, in_order, points
from ...tools.optional import OptionalFloat


class AppraisalDrift(models.Model):
    """What came late: the figure as it is now beside the frozen one, and its effect.

    It never changes a score by itself: a person decides, with a reason.
    """

    _inherit = "mkt.appraisal.line"

    value_now = OptionalFloat("Now", compute="_compute_drift", digits=(16, 2))
    has_drift = fields.Boolean("Changed Late", compute="_compute_drift")
    drift_effect = OptionalFloat(
        "Effect on the Score",
        compute="_compute_drift",
        digits=(16, 2),
        help="What the score would be with the late value, less what it is.",
    )
    coefficient_effect = OptionalFloat(
        "Effect on the Coefficient", compute="_compute_drift", digits=(16, 2)
    )
    money_effect = OptionalFloat(
        "Effect on the Incentive",
        compute="_compute_drift",
        digits=(16, 2),
        help="What the incentive would be with the late value, less what it is. What is"
        " confirmed is not taken back.",
    )
    drift_label = fields.Char("Late Change in Words", compute="_compute_drift")

    @api.depends("value", "points", "weight", "drop_reason")
    @api.depends_context("lang", "uid")
    def _compute_drift(self):
        rows = self._figure_rows()
        # the effect on a score tells the score, with what others have judged
        judged = self.appraisal_id._filtered_access("read")
        incentives = self._shown_incentives(judged)
        tables = {
            company: self.env["mkt.appraisal.grade"]._of_company(company)
            for company in self.company_id
        }
        for line in self:
            row = rows.get(line)
            now = row.current_value if row else line.value
            line.value_now = now
            line.has_drift = bool(row) and now != line.value
            line.drift_effect = line.coefficient_effect = line.money_effect = False
            line.drift_label = False
            if line.has_drift and line.appraisal_id in judged:
                line._show_effect(now, tables[line.company_id], incentives)

    @api.model
    def _shown_incentives(self, cards):
        """The incentives of the scorecards that the reader may see, {scorecard: them}."""
        found = self.env["mkt.incentive"].search(
            [("appraisal_id", "in", cards.ids), ("state", "!=", "cancelled")]
        )
        # sudo: searched as the reader; base and coefficient make the effect on them
        return found.sudo().grouped("appraisal_id")

    def _show_effect(self, now, table, incentives):
        # sudo: the other lines make the score, whatever the reader may see of them
        card = self.sudo().appraisal_id
        with_it = card._score_with(self, now)
        if with_it is None or card.raw_score is False:
            return
        self.drift_effect = with_it - card.raw_score
        if card.score is not False:
            # sudo: amounts of grades are kept from whoever sees amounts of people
            before, after = (
                self._grade_at(reached, table.sudo())
                for reached in (card.score, card._reached(with_it))
            )
            self.coefficient_effect = after.coefficient - before.coefficient
            if found := incentives.get(card):
                self.money_effect = found._gain(before, after)
        self.drift_label = self._drift_words(now)

    @api.model
    def _grade_at(self, reached, table):
        place = grade_of(reached, table.mapped("score_from"))
        return table[:0] if place is None else table[place]

    def _drift_words(self, now):
        shown = self.env._("No data") if now is False else self._written(now)
        if not round(self.drift_effect, 2) and not self.money_effect:
            return self.env._("now %(value)s, the score stays as it is", value=shown)
        effect = f"{self.drift_effect:+.2f}"
        if self.money_effect is False:
            return self.env._(
                "now %(value)s, score %(effect)s", value=shown, effect=effect
            )
        currency = self.company_id.currency_id
        money = formatLang(self.env, abs(self.money_effect), currency_obj=currency)
        return self.env._(
            "now %(value)s, score %(effect)s, incentive %(money)s",
            value=shown,
            effect=effect,
            money=f"{'-' if self.money_effect < 0 else '+'}{money}",
        )

    def action_take_drift(self, reason):
        """Let the late value count, with the reason; the frozen one stays on record."""
        self.ensure_one()
        reason = self._check_drift(reason)
        now = self.value_now
        # sudo: governed fields, written after the checks above
        line = self.sudo()
        triple = line.floor, line.target, line.stretch
        counts = now is not False and in_order(
            *(None if v is False else v for v in triple)
        )
        line.write(
            {
                "value_before": line.value,
                "value": now,
                "points": points(now, *triple) if counts else False,
                "drop_reason": False if counts else line.drop_reason or "value",
                **self._drift_vals("taken", reason),
            }
        )
        line.appraisal_id._weigh()
        if line.state in ("released", "seen"):
            line.appraisal_id._after_correction()

    def action_keep_drift(self, reason):
        """Leave the frozen value as it counts, with the reason."""
        self.ensure_one()
        reason = self._check_drift(reason)
        # sudo: governed fields, written after the checks above
        self.sudo().write(self._drift_vals("kept", reason))

    def _drift_vals(self, decision, reason):
        return {
            "drift_decision": decision,
            "drift_reason": reason,
            "drift_by_id": self.env.uid,
            "drift_on": self.company_id._mkt_today(),
        }

    def _check_drift(self, reason):
        self.check_access("read")
        reason = self._check_reason(reason)
        # sudo: the line is read; who decides on its scorecard is looked up below
        card = self.sudo().appraisal_id
        if not card.with_user(self.env.user)._decidable():
            raise AccessError(
                self.env._(
                    "Late changes are decided by the Director, and those of the Director"
                    " by the leadership."
                )
            )
        if not self.has_drift:
            raise UserError(self.env._("%s has not changed late.", self.name))
        if card.round_state == "closed":
            raise UserError(self.env._("The round is closed."))
        return reason

    def action_open_step(self):
        """The dialog that asks why a late value counts or does not."""
        self.ensure_one()
        self.check_access("read")
        take = self.env.context.get("step") == "take"
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Let the Late Value Count")
            if take
            else self.env._("Keep the Frozen Value"),
            "res_model": "mkt.appraisal.step",
            "views": [[False, "form"]],
            "target": "new",
            "context": {
                "default_line_id": self.id,
                "default_step": "take" if take else "keep",
            },
        }
