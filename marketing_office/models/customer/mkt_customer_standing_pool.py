from datetime import timedelta

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from .mkt_customer_assignment import GIVERS

# who picks customers from the pool
PICKERS = "account_manager", "sales_staff"
REMINDER = "marketing_office.mail_activity_type_release"
BATCH = 100


class CustomerStandingPool(models.Model):
    """The pool (公海): customers in nobody's hands, from which colleagues pick by rule."""

    _inherit = "mkt.customer.standing"

    # ------------------------------------------------------------- picking

    def action_pick(self):
        """Take the customers into one's own hands, as far as the rules of the pool allow."""
        self.check_access("read")
        for company, theirs in self.grouped("company_id").items():
            theirs._check_may_pick(company)
            theirs._take_out_of_pool()
            theirs._pick(company)

    def _check_may_pick(self, company):
        """Raise UserError where a rule of the pool forbids the current user the pick."""
        user = self.env.user
        if not user._mkt_holds(company, *PICKERS):
            raise AccessError(
                self.env._(
                    "Account managers and sales staff of %(company)s pick customers: you"
                    " hold neither post.",
                    company=company.name,
                )
            )
        # sudo: the rules of the pool count all that the user holds and has held
        self.sudo()._check_cap(user, company)
        self.sudo()._check_not_locked(user, company)

    def _check_cap(self, user, company):
        cap = company.mkt_holding_cap
        if not cap:
            return
        held = self.search_count(
            [
                ("company_id", "=", company.id),
                ("user_id", "=", user.id),
                "|",
                ("agreement_until", "=", False),
                ("agreement_until", "<", company._mkt_today()),
            ]
        )
        if held + len(self) > cap:
            raise UserError(
                self.env._(
                    "You hold %(held)s customers without a running agreement, and the"
                    " limit is %(cap)s: give some back to the pool first.",
                    held=held,
                    cap=cap,
                )
            )

    def _check_not_locked(self, user, company):
        days = company.mkt_pick_lock_days
        since = company._mkt_today() - timedelta(days=days)
        last = self.env["mkt.customer.assignment"].search(
            [
                ("company_id", "=", company.id),
                ("user_id", "=", user.id),
                ("partner_id", "in", self.partner_id.ids),
                ("date_to", ">=", since),
            ],
            limit=1,
        )
        if days and last:
            raise UserError(
                self.env._(
                    "%(customer)s was in your hands until a short time ago: for %(days)s"
                    " days colleagues have the first choice.",
                    customer=last.partner_id.name,
                    days=days,
                )
            )

    def _take_out_of_pool(self):
        """Of two people who pick at the same instant, one has the customer.

        The guarded write makes the other's transaction fail and be tried again.
        """
        rows = self.env.execute_query(
            SQL(
                """
                UPDATE mkt_customer_standing SET is_in_pool = FALSE
                WHERE id = ANY(%s) AND is_in_pool RETURNING id
                """,
                list(self.ids),
                to_flush=self._fields["is_in_pool"],
            )
        )
        self.invalidate_recordset(["is_in_pool"])
        if missing := self - self.browse(row[0] for row in rows):
            raise UserError(
                self.env._(
                    "%(customer)s is not in the pool any more: a colleague was quicker.",
                    # sudo: whom the user wanted to pick is no secret
                    customer=missing[0].sudo().partner_id.name,
                )
            )

    def _pick(self, company):
        today, user = company._mkt_today(), self.env.user
        # sudo: whoever picks by the rules gives the customer to nobody else
        assignments = self.env["mkt.customer.assignment"].sudo()
        picked = assignments.search_count(
            [
                ("company_id", "=", company.id),
                ("user_id", "=", user.id),
                ("date_from", "=", today),
                ("pick_number", ">", 0),
            ]
        )
        if picked + len(self) > company.mkt_picks_a_day:
            raise UserError(
                self.env._(
                    "You have picked %(picked)s customers today, and the limit is"
                    " %(limit)s a day: go on tomorrow.",
                    picked=picked,
                    limit=company.mkt_picks_a_day,
                )
            )
        assignments.create(
            [
                {
                    "company_id": company.id,
                    "partner_id": standing.partner_id.id,
                    "user_id": user.id,
                    "date_from": today,
                    "origin": "picked",
                    "pick_number": number,
                }
                for number, standing in enumerate(self, picked + 1)
            ]
        )

    # ------------------------------------------------------------- giving back

    def action_release(self):
        """Give the customers back to the pool: whoever holds them, or a manager."""
        self.check_access("read")
        user = self.env.user
        for standing in self:
            if standing.user_id != user and not user._mkt_holds(
                standing.company_id, *GIVERS
            ):
                raise AccessError(
                    self.env._(
                        "%(customer)s is not in your hands.",
                        customer=standing.display_name,
                    )
                )
        # sudo: the holder need not be somebody who gives customers
        self.sudo()._release()

    def _release(self):
        """End what is in force; called as superuser."""
        for company, theirs in self.grouped("company_id").items():
            running = self.env["mkt.customer.assignment"].search(
                [
                    ("company_id", "=", company.id),
                    ("partner_id", "in", theirs.partner_id.ids),
                    ("is_merged", "=", False),
                    *self.env["mkt.customer.assignment"]._running_domain(),
                ]
            )
            running._end_by("released", company._mkt_today())
        self._forget_reminders(REMINDER)

    @api.model
    def _release_due(self):
        """Give back whoever had no order, contact or agreement for the days of the grade."""
        due = Domain("is_in_pool", "=", False) & self._days_domain("release_on", "<=")
        commit_progress = self.env["ir.cron"]._commit_progress
        while standings := self.search(due).try_lock_for_update(limit=BATCH):
            standings._release()
            standings.release_on = False
            if not commit_progress(len(standings)):
                break

    @api.model
    def _remind_of_release(self):
        """Tell the holders some days before whom they will lose, and nobody twice."""
        told = {}
        soon = self.browse()
        for company in self.env["res.company"].search([("active", "=", True)]):
            for rule in self.env["mkt.grade.rule"]._of(company):
                until = company._mkt_today() + timedelta(days=rule.remind_days)
                soon |= self.search(
                    [
                        ("company_id", "=", company.id),
                        ("grade_id", "=", rule.grade_id.id),
                        ("user_id", "!=", False),
                        ("release_on", "<=", until),
                    ]
                )
        for user, standings in soon.grouped("user_id").items():
            told[user] = standings
        kind = self.env["ir.model.data"]._xmlid_to_res_id(REMINDER)
        self.env["mail.activity"].search(
            [
                ("activity_type_id", "=", kind),
                ("res_model", "=", self._name),
                ("res_id", "not in", soon.ids),
            ]
        ).unlink()
        self._remind(told, REMINDER)
