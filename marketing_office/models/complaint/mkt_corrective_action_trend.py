from collections import Counter
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ...tools.optional import OptionalInteger

REMINDER = "marketing_office.mail_activity_type_corrective_action"
# who removes a cause; the first post that somebody holds
OWNERS = "product_manager", "customer_service_manager", "director"


class CorrectiveActionTrend(models.Model):
    """Actions that a trend raises by itself, and whether the same figure has fallen."""

    _inherit = "mkt.corrective.action"
    _governed = (
        "is_raised",
        "product_id",
        "lot",
        "trend_cases",
        "trend_days",
        "count_before",
    )

    is_raised = fields.Boolean("Raised by a Trend", readonly=True, copy=False)
    product_id = fields.Many2one(
        "product.product",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    lot = fields.Char("Lot or Serial Number", readonly=True, copy=False)
    trend_cases = fields.Integer("Cases That Make a Trend", readonly=True, copy=False)
    trend_days = fields.Integer("Trend Within (Days)", readonly=True, copy=False)
    count_before = fields.Integer(
        "Cases Before",
        readonly=True,
        copy=False,
        aggregator=None,
        help="Upheld cases within the days of the trend, when it was raised.",
    )
    effect_on = fields.Date(
        "Effect Seen on",
        compute="_compute_effect_on",
        store=True,
        help="As many days after it was done as the trend was counted over.",
    )
    count_after = OptionalInteger(
        "Cases After",
        compute="_compute_count_after",
        help="Upheld cases of the same cause or lot received since it was done, within"
        " as many days.",
    )

    _raised_once = models.UniqueIndex(
        "(company_id, cause_id, COALESCE(product_id, 0), COALESCE(lot, ''))"
        " WHERE is_raised AND state IN ('open', 'done')",
        "A corrective action for this trend is under way.",
    )

    @api.depends("is_raised", "done_date", "trend_days")
    def _compute_effect_on(self):
        for action in self:
            action.effect_on = (
                action.is_raised
                and action.done_date
                and action.done_date + timedelta(days=action.trend_days)
            )

    @api.depends("effect_on")
    def _compute_count_after(self):
        self.count_after = False
        done = self.filtered("effect_on")
        cases = self.env["mkt.complaint"]
        midnight = self.env["mkt.period"]._midnight
        for company, actions in done.grouped("company_id").items():
            first = min(actions.mapped("done_date")) + timedelta(days=1)
            # sudo: the figure is the same whoever reads it
            found = cases.sudo().search(cases._upheld(company, first))
            for action in actions:
                since = midnight(company, action.done_date + timedelta(days=1))
                until = midnight(company, action.effect_on + timedelta(days=1))
                action.count_after = sum(
                    since <= case.received_at < until and action._is_about(case)
                    for case in found
                )

    def _is_about(self, case):
        if self.lot:
            return (case.product_id, case.lot) == (self.product_id, self.lot)
        return case.cause_id == self.cause_id

    def _verify(self, state):
        if state == "effective":
            self._check_effect()
        return super()._verify(state)

    def _check_effect(self):
        """Raise UserError where the figure of a trend does not say that it is over."""
        for action in self.filtered("effect_on"):
            if action.effect_on >= action.company_id._mkt_today():
                raise UserError(
                    self.env._(
                        "%(action)s: whether it works is seen after %(day)s, when as many"
                        " days have passed as the trend was counted over.",
                        action=action.name,
                        day=format_date(self.env, action.effect_on),
                    )
                )
            if action.count_after >= action.trend_cases:
                raise UserError(
                    self.env._(
                        "%(action)s: %(count)s cases came after it, as many as make a"
                        " trend. It is not effective.",
                        action=action.name,
                        count=action.count_after,
                    )
                )

    # ------------------------------------------------------------- raising

    @api.model
    def _cron_raise(self):
        """Raise a corrective action for each trend that has none, company by company."""
        companies = self.env["res.company"]._mkt_active()
        commit_progress = self.env["ir.cron"]._commit_progress
        commit_progress(remaining=len(companies))
        for company in companies:
            self._raise_for(company)
            if not commit_progress(1):
                break

    @api.model
    def _raise_for(self, company):
        """The actions raised for what recurs in the company now; called as superuser."""
        actions = self.with_company(company)
        cases = self.env["mkt.complaint"]
        late = cases._upheld_of_late(company)
        raised = self.browse()
        causes = self.env["mkt.complaint.cause"]._without_action(company)
        for cause in causes:
            raised |= actions._raise(
                company, cases.search([*late, ("cause_id", "=", cause.id)])
            )
        lots = cases._read_group(
            [*late, ("lot", "!=", False), ("product_id", "!=", False)],
            ["product_id", "lot"],
            ["id:recordset"],
            having=[("__count", ">=", company.mkt_recur_cases)],
        )
        answering = self._answering(company)
        answered = {(action.product_id, action.lot) for action in answering}
        for product, lot, found in lots:
            # one that is under way for their cause is for them too
            if (product, lot) not in answered and found - answering.complaint_ids:
                raised |= actions._raise(company, found, product, lot)
        return raised

    def _raise(self, company, cases, product=None, lot=False):
        """The corrective action for these cases; none where nobody could own it."""
        owner = self._owner_of_trends(company)
        if not owner:
            return self.browse()
        env = self.with_context(lang=owner.lang).env
        causes = Counter(case.cause_id for case in cases)
        [(cause, count)] = causes.most_common(1)
        what = cause.with_env(env).name
        if lot and count == len(cases):
            what = env._("Lot %(lot)s, %(cause)s", lot=lot, cause=what)
        elif lot:
            what = env._("Lot %(lot)s", lot=lot)
        action = self.create(
            {
                "name": env._(
                    "%(what)s: %(count)s cases within %(days)s days",
                    what=what,
                    count=len(cases),
                    days=company.mkt_recur_days,
                ),
                "company_id": company.id,
                "cause_id": cause.id,
                "complaint_ids": cases.ids,
                "user_id": owner.id,
                "due_date": company._mkt_today()
                + timedelta(days=company.mkt_recur_due_days),
                "is_raised": True,
                "product_id": product and product.id,
                "lot": lot,
                "trend_cases": company.mkt_recur_cases,
                "trend_days": company.mkt_recur_days,
                "count_before": len(cases),
            }
        )
        action.activity_schedule(
            REMINDER, user_id=owner.id, date_deadline=action.due_date
        )
        return action

    def _owner_of_trends(self, company):
        assignments = self.env["mkt.post.assignment"]
        for code in OWNERS:
            if holders := assignments._holders(company, code):
                return holders[:1]
        return self.env["res.users"]

    def action_done(self):
        result = super().action_done()
        # sudo: the owner's reminder, whoever says that it is done
        self.sudo().activity_feedback([REMINDER])
        return result
