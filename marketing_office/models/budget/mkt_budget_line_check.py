from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ...tools.notification import notification


class BudgetLineCheck(models.Model):
    """The stored counters compared with what the ledger adds up to."""

    _inherit = "mkt.budget.line"

    @api.model
    def _ledger_differences(self, companies):
        """Tuples of line id, counter, its value and the ledger's sum, where they differ."""
        self.env["mkt.budget.entry"].flush_model()
        self.flush_model()
        return self.env.execute_query(
            SQL(
                """
                WITH ledger AS (
                    SELECT line_id,
                        SUM(CASE kind WHEN 'reserve' THEN amount
                            WHEN 'release' THEN -amount ELSE 0 END) AS reserved,
                        SUM(amount) FILTER (WHERE kind = 'spend') AS spent,
                        SUM(amount) FILTER (WHERE kind = 'adjust') AS overrun,
                        SUM(amount) FILTER (
                            WHERE kind IN ('transfer', 'give_back')) AS moved
                    FROM mkt_budget_entry
                    WHERE company_id IN %(companies)s
                    GROUP BY line_id
                ), counters AS (
                    SELECT line.id, v.counter, COALESCE(v.stored, 0) AS stored,
                        COALESCE(v.booked, 0) AS booked
                    FROM mkt_budget_line line
                    LEFT JOIN ledger ON ledger.line_id = line.id
                    CROSS JOIN LATERAL (VALUES
                        ('reserved', line.reserved, ledger.reserved),
                        ('spent', line.spent, ledger.spent),
                        ('overrun', line.overrun, ledger.overrun),
                        ('planned',
                            CASE WHEN line.state IN ('draft', 'submitted') THEN 0
                                ELSE line.planned
                                    - COALESCE(line.approved_planned, 0) END,
                            ledger.moved)
                    ) AS v (counter, stored, booked)
                    WHERE line.company_id IN %(companies)s
                )
                SELECT id, counter, stored, booked FROM counters
                WHERE stored <> booked ORDER BY id, counter
                """,
                companies=tuple(companies.ids) or (None,),
            )
        )

    def action_check_ledger(self):
        """Compare counters and ledger now; says what was found."""
        companies = self.env["res.company"].browse(
            self.env.user.mkt_companies("finance_manager", "director", "report_analyst")
        )
        if not companies:
            raise AccessError(
                self.env._(
                    "Only the Finance Manager, the Director or the Report Analyst can"
                    " check the ledger: ask one of them."
                )
            )
        # sudo: the check counts every line of the companies where the post is held
        check = self.sudo()
        differences = check._ledger_differences(companies & self.env.companies)
        check._report_differences(differences)
        text = (
            self.env._(
                "%(count)s counters differ from the ledger.", count=len(differences)
            )
            if differences
            else self.env._("Every counter agrees with the ledger.")
        )
        return notification(
            text,
            type="danger" if differences else "success",
            sticky=bool(differences),
            next=None,
        )

    @api.model
    def _cron_check_ledger(self):
        """Tell the Finance Managers where counters and ledger disagree."""
        companies = self.env["res.company"].search([("active", "=", True)])
        self._report_differences(self._ledger_differences(companies))

    @api.model
    def _report_differences(self, differences):
        """One activity per budget for its Finance Manager, until it is done."""
        by_budget = {}
        for line_id, counter, stored, booked in differences:
            line = self.browse(line_id)
            label = self._fields[counter]._description_string(self.env)
            by_budget.setdefault(line.budget_id, []).append(
                self.env._(
                    "%(category)s, %(counter)s: %(stored)s, in the ledger %(booked)s",
                    category=line.category_id.name,
                    counter=label,
                    stored=stored,
                    booked=booked,
                )
            )
        kind = "marketing_office.mail_activity_type_ledger"
        for budget, texts in by_budget.items():
            if budget.activity_search([kind]):
                continue
            holders = self.env["mkt.post.assignment"]._holders(
                budget.company_id, "finance_manager"
            )
            for user in holders:
                budget.activity_schedule(kind, note="\n".join(texts), user_id=user.id)
