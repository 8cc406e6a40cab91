from odoo import SUPERUSER_ID, api, models
from odoo.tools import SQL

from .mkt_care_contact import CHANNELS, REMINDER

BATCH = 500


class CareContactPlanning(models.Model):
    """The next contact with each customer comes by itself."""

    _inherit = "mkt.care.contact"

    @api.model
    def _cron_plan(self):
        """Close what was missed, and plan what is to come, in every company."""
        commit_progress = self.env["ir.cron"]._commit_progress
        due = self._before_today("missed_on", "<=")
        commit_progress(remaining=self.search_count(due))
        while contacts := self.search(due).try_lock_for_update(limit=BATCH):
            contacts._settle("missed")
            if not commit_progress(len(contacts)):
                return
        for company in self.env["res.company"].search([("active", "=", True)]):
            self._plan(company)
            commit_progress()

    @api.model
    def _plan(self, company, partners=None):
        """Plan the next contact of customers without one; called as superuser.

        Of the partners alone, or of all customers in somebody's hands. The number of
        queries that look for them does not depend on how many there are.
        """
        rows = self.env.execute_query_dict(self._wanted(company, partners))
        # by the system, whoever asks for it, and without a message for each: the
        # activity tells whom it concerns
        quiet = self.with_user(SUPERUSER_ID).with_context(tracking_disable=True)
        contacts = quiet.create(self._allowed(rows, company)).with_env(self.env)
        told = {}
        for contact in contacts:
            told[contact.user_id] = told.get(contact.user_id, self.browse()) | contact
        self._remind(told, REMINDER)
        return contacts

    def _allowed(self, rows, company):
        """The values, where each contact is of a kind that the customer lets us use."""
        partners = self.env["res.partner"]
        allowed = {}
        for kind, channel in CHANNELS.items():
            asked = partners.browse(r["partner_id"] for r in rows if r["kind"] == kind)
            allowed[kind] = set(asked._mkt_may_contact(channel, company).ids)
        for row in rows:
            # who must not be called or written to can still be visited
            if row["partner_id"] not in allowed.get(row["kind"], {row["partner_id"]}):
                row["kind"] = "visit"
        return rows

    def _wanted(self, company, partners):
        """SQL: customers in somebody's hands that have a plan and no planned contact.

        The first contact with those never contacted is spread over the interval, so
        that they do not all fall on one day.
        """
        self.env.flush_all()
        in_force = self.env["mkt.customer.assignment"]._search(
            [("company_id", "=", company.id), ("is_active", "=", True)]
        )
        only = (
            SQL("TRUE")
            if partners is None
            else SQL("held.partner_id = ANY(%s)", list(partners.ids))
        )
        return SQL(
            """
            SELECT held.company_id, held.partner_id, held.user_id, plan.id AS plan_id,
                plan.kind,
                GREATEST(%(today)s::date, COALESCE(
                    last.next_on,
                    last.settled_on + plan.interval_days,
                    %(today)s::date + held.partner_id %% plan.interval_days
                )) AS deadline
            FROM mkt_customer_assignment held
            JOIN res_partner customer ON customer.id = held.partner_id
                AND customer.active
            LEFT JOIN mkt_customer_standing standing
                ON standing.partner_id = held.partner_id
                AND standing.company_id = held.company_id
            JOIN LATERAL (
                SELECT fitting.id, fitting.kind, fitting.interval_days
                FROM mkt_care_plan fitting
                WHERE fitting.active AND fitting.company_id = held.company_id
                    AND (fitting.grade_id IS NULL
                        OR fitting.grade_id = standing.grade_id)
                    AND (fitting.lifecycle IS NULL
                        OR fitting.lifecycle = standing.lifecycle)
                ORDER BY fitting.grade_id IS NULL, fitting.lifecycle IS NULL
                LIMIT 1
            ) plan ON TRUE
            LEFT JOIN LATERAL (
                SELECT before.settled_on, before.next_on
                FROM mkt_care_contact before
                WHERE before.partner_id = held.partner_id
                    AND before.company_id = held.company_id
                    AND before.state IN ('done', 'missed')
                ORDER BY before.settled_on DESC, before.id DESC
                LIMIT 1
            ) last ON TRUE
            WHERE held.company_id = %(company)s AND %(in_force)s AND %(only)s
                AND NOT EXISTS (
                    SELECT FROM mkt_care_contact waiting
                    WHERE waiting.partner_id = held.partner_id
                        AND waiting.company_id = held.company_id
                        AND waiting.state = 'planned'
                )
            ORDER BY held.partner_id
            """,
            today=company._mkt_today(),
            company=company.id,
            in_force=SQL("held.id IN %s", in_force.subselect()),
            only=only,
        )

    @api.model
    def _follow_customers(self, partners):
        """Planned contacts are with whom the customers are today; called as superuser.

        Those of customers in nobody's hands are dropped.
        """
        waiting = self.search(
            [("partner_id", "in", partners.ids), ("state", "=", "planned")]
        )
        moved, dropped = {}, self.browse()
        for company, contacts in waiting.grouped("company_id").items():
            managers = self.env["mkt.customer.assignment"]._managers(
                contacts.partner_id, company
            )
            for contact in contacts:
                user = managers.get(contact.partner_id)
                if not user:
                    dropped |= contact
                elif user != contact.user_id:
                    moved[user] = moved.get(user, self.browse()) | contact
        (dropped | self.browse().union(*moved.values()))._forget_reminders(REMINDER)
        dropped.state = "cancelled"
        for user, contacts in moved.items():
            contacts.user_id = user
        self._remind(moved, REMINDER)

    @api.model
    def _change_refused(self, partners, channels, company):
        """Planned calls and messages that the customers refuse become visits.

        Called as superuser.
        """
        kinds = [kind for kind, channel in CHANNELS.items() if channel in channels]
        waiting = self.search(
            [
                ("company_id", "=", company.id),
                ("partner_id", "in", partners.ids),
                ("state", "=", "planned"),
                ("kind", "in", kinds),
            ]
        )
        waiting.kind = "visit"

    @api.model
    def _merge_into(self, partners, destination):
        """Of customers who turn out to be one, one contact stays planned. As superuser."""
        waiting = self.search(
            [("partner_id", "in", partners.ids), ("state", "=", "planned")]
        )
        for same in waiting.grouped("company_id").values():
            kept = same.filtered(lambda c: c.partner_id == destination) or same
            dropped = same - kept[0]
            dropped._forget_reminders(REMINDER)
            dropped.state = "cancelled"
        self.flush_model()
