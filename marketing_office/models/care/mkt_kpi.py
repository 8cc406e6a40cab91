from odoo import fields, models
from odoo.tools import SQL

from ...tools.kpi_source import KpiMeasure, KpiSource


class KpiCare(models.Model):
    """How customers are looked after, and how calls become orders."""

    _inherit = "mkt.kpi"

    measure = fields.Selection(
        selection_add=[
            ("care_kept", "Care Contacts Kept"),
            ("care_coverage", "Customers Contacted"),
            ("calls_made", "Calls Made"),
            ("calls_to_leads", "Calls that Opened a Lead"),
            ("contracts_signed", "Contracts Signed"),
            ("presales_share", "Won with Pre-Sales Support"),
        ]
    )
    source_model = fields.Selection(
        selection_add=[
            ("mkt.care.contact", "Care Contacts"),
            ("mkt.call", "Calls"),
            ("mkt.contract", "Contracts"),
        ]
    )

    def _measure_care_kept(self):
        return KpiMeasure(
            self.env._(
                "Contacts of care plans made ÷ contacts made or missed, of those due in "
                "the period"
            ),
            source=KpiSource(
                model="mkt.care.contact",
                function="share",
                measured="is_kept",
                date="deadline",
                domain=[("state", "in", ("done", "missed"))],
                user="user_id",
            ),
        )

    def _measure_calls_made(self):
        return KpiMeasure(
            self.env._("Customers of call lists who were last called in the period"),
            source=KpiSource(
                model="mkt.call",
                function="count",
                date="called_at",
                domain=[("called_at", "!=", False)],
                user="user_id",
            ),
        )

    def _measure_calls_to_leads(self):
        return KpiMeasure(
            self.env._("Calls that opened a lead ÷ customers called in the period"),
            source=KpiSource(
                model="mkt.call",
                function="share",
                measured="has_lead",
                date="called_at",
                domain=[("called_at", "!=", False)],
                user="user_id",
            ),
        )

    def _measure_contracts_signed(self):
        return KpiMeasure(
            self.env._("Contracts on orders that were signed in the period"),
            source=KpiSource(
                model="mkt.contract",
                function="count",
                date="signed_on",
                domain=[("signed_on", "!=", False), ("order_id", "!=", False)],
                user="user_id",
            ),
        )

    def _measure_presales_share(self):
        return KpiMeasure(
            self.env._(
                "Opportunities won for which a sample, a solution, a tender or other "
                "support was delivered before ÷ opportunities won in the period"
            ),
            source=KpiSource(
                model="crm.lead",
                function="share",
                measured="mkt_has_presales",
                date="date_closed",
                domain=[("won_status", "=", "won")],
                user="user_id",
                team="team_id",
            ),
        )

    def _measure_care_coverage(self):
        return KpiMeasure(
            self.env._(
                "Customers whom a care contact reached in the period ÷ customers in "
                "somebody's hands at its end"
            ),
            figures=self._care_coverage_figures,
            behind=self._behind_care_coverage,
        )

    def _care_coverage_figures(self, company, calendar):
        """Customers held on the last day that has come, and those of them contacted."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT shown.id, held.user_id, LEAST(shown.last_day, %(today)s),
                    COUNT(*) FILTER (WHERE EXISTS (
                        SELECT FROM mkt_care_contact contact
                        WHERE contact.partner_id = held.partner_id
                            AND contact.company_id = held.company_id
                            AND contact.state = 'done'
                            AND contact.settled_on
                                BETWEEN shown.first_day AND shown.last_day
                    )),
                    COUNT(*)
                FROM %(shown)s
                JOIN mkt_customer_assignment held ON held.company_id = %(company)s
                    AND held.is_merged IS NOT TRUE
                    AND LEAST(shown.last_day, %(today)s) BETWEEN held.date_from
                        AND COALESCE(held.date_to, 'infinity')
                WHERE shown.first_day <= %(today)s
                GROUP BY shown.id, held.user_id, shown.last_day
                """,
                shown=self._shown(calendar),
                company=company.id,
                today=company._mkt_today(),
            )
        )
        return calendar.roll_up_people(rows)

    def _behind_care_coverage(self, value):
        """The contacts that were made in the period."""
        period = value.period_id
        domain = [
            ("company_id", "=", value.company_id.id),
            ("state", "=", "done"),
            ("settled_on", ">=", period.date_from),
            ("settled_on", "<=", period.date_to),
        ]
        if value.user_id:
            domain.append(("user_id", "=", value.user_id.id))
        return "mkt.care.contact", domain
