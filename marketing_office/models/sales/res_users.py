from datetime import timedelta

from odoo import models

# what a talk about a person's sales looks at, beside target and actual
SALES_FIGURES = (
    *("open_pipeline", "stale_count", "overdue_count", "kept_share"),
    *("call_count", "coordination_count", "issue_count"),
)
# days back in which contacts and calls count
CONTACT_DAYS, CALL_DAYS = 90, 7


class ResUsers(models.Model):
    _inherit = "res.users"

    def _mkt_sales_figures(self, company):
        """How each of the people works on sales today, {user: {name: figure}}.

        Called as superuser; the number of queries does not depend on how many they are.
        """
        today = company._mkt_today()
        own = [("company_id", "=", company.id), ("user_id", "in", self.ids)]
        leads = [*own, ("type", "=", "opportunity"), ("won_status", "=", "pending")]
        counts = {
            "open_pipeline": self._mkt_by_user(
                "crm.lead", leads, "prorated_revenue:sum"
            ),
            "stale_count": self._mkt_by_user(
                "crm.lead", [*leads, ("is_rotting", "=", True)]
            ),
            "overdue_count": self._mkt_by_user(
                "mail.activity",
                [("user_id", "in", self.ids), ("date_deadline", "<", today)],
            ),
            "call_count": self._mkt_by_user(
                "mkt.call", [*own, ("called_at", ">=", today - timedelta(CALL_DAYS))]
            ),
            "coordination_count": self._mkt_by_user(
                "mkt.coordination",
                [*own, ("state", "in", ("asked", "accepted", "answered"))],
            ),
            "issue_count": self._mkt_by_user(
                "mkt.sales.issue", [*own, ("state", "in", ("open", "owned"))]
            ),
        }
        contacts = [
            *own,
            ("state", "in", ("done", "missed")),
            ("deadline", ">=", today - timedelta(CONTACT_DAYS)),
        ]
        due = self._mkt_by_user("mkt.care.contact", contacts)
        kept = self._mkt_by_user(
            "mkt.care.contact", [*contacts, ("is_kept", "=", True)]
        )
        return {
            user: {
                **{name: found.get(user, 0) for name, found in counts.items()},
                "kept_share": (
                    100 * kept.get(user, 0) / due[user] if due.get(user) else False
                ),
            }
            for user in self
        }

    def _mkt_by_user(self, model, domain, aggregate="__count"):
        rows = self.env[model]._read_group(domain, ["user_id"], [aggregate])
        return {user: figure or 0 for user, figure in rows}
