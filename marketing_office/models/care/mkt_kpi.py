from odoo import fields, models
from odoo.tools import SQL

from ...tools.kpi_calendar import COMPANY, DEPARTMENT, USER
from ...tools.kpi_source import KpiSource


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

    def _source_care_kept(self):
        return KpiSource(
            model="mkt.care.contact",
            function="share",
            measured="is_kept",
            date="deadline",
            domain=[("state", "in", ("done", "missed"))],
            user="user_id",
        )

    def _source_calls_made(self):
        return KpiSource(
            model="mkt.call",
            function="count",
            date="called_at",
            domain=[("called_at", "!=", False)],
            user="user_id",
        )

    def _source_calls_to_leads(self):
        return KpiSource(
            model="mkt.call",
            function="share",
            measured="has_lead",
            date="called_at",
            domain=[("called_at", "!=", False)],
            user="user_id",
        )

    def _source_contracts_signed(self):
        return KpiSource(
            model="mkt.contract",
            function="count",
            date="signed_on",
            domain=[("signed_on", "!=", False), ("order_id", "!=", False)],
            user="user_id",
        )

    def _source_presales_share(self):
        return KpiSource(
            model="crm.lead",
            function="share",
            measured="mkt_has_presales",
            date="date_closed",
            domain=[("won_status", "=", "won")],
            user="user_id",
            team="team_id",
        )

    def _source_care_coverage(self):
        """None: who is in whose hands is no document, `_figures_care_coverage` tells it."""

    def _figures_care_coverage(self, company, calendar):
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
                FROM unnest(%(ids)s::integer[], %(starts)s::date[], %(ends)s::date[])
                    AS shown (id, first_day, last_day)
                JOIN mkt_customer_assignment held ON held.company_id = %(company)s
                    AND held.is_merged IS NOT TRUE
                    AND LEAST(shown.last_day, %(today)s) BETWEEN held.date_from
                        AND COALESCE(held.date_to, 'infinity')
                WHERE shown.first_day <= %(today)s
                GROUP BY shown.id, held.user_id, shown.last_day
                """,
                ids=[period for period, _start, _end in calendar.periods],
                starts=[start for _period, start, _end in calendar.periods],
                ends=[end for _period, _start, end in calendar.periods],
                company=company.id,
                today=company._mkt_today(),
            )
        )
        figures = {}
        for period, user, day, contacted, held in rows:
            segment = calendar.segment_of(day)
            scopes = [(COMPANY, 0), (USER, user)]
            scopes += [(DEPARTMENT, d) for d in calendar.departments(segment, user)]
            for scope, scope_id in scopes:
                before = figures.get((period, scope, scope_id), (0, 0))
                figures[period, scope, scope_id] = (
                    before[0] + contacted,
                    before[1] + held,
                )
        return figures

    def _drill_down(self, value):
        """Behind the coverage stand the contacts that were made in the period."""
        if self.measure != "care_coverage" or self.kind != "builtin":
            return super()._drill_down(value)
        period = value.period_id
        domain = [
            ("company_id", "=", value.company_id.id),
            ("state", "=", "done"),
            ("settled_on", ">=", period.date_from),
            ("settled_on", "<=", period.date_to),
        ]
        if value.user_id:
            domain.append(("user_id", "=", value.user_id.id))
        return {
            "type": "ir.actions.act_window",
            "name": value.display_name,
            "res_model": "mkt.care.contact",
            "views": [[False, "list"], [False, "form"]],
            "domain": domain,
        }

    def _measure_words(self):
        return super()._measure_words() | {
            "care_kept": self.env._(
                "Contacts of care plans made ÷ contacts made or missed, of those due in "
                "the period"
            ),
            "care_coverage": self.env._(
                "Customers whom a care contact reached in the period ÷ customers in "
                "somebody's hands at its end"
            ),
            "calls_made": self.env._(
                "Customers of call lists who were last called in the period"
            ),
            "calls_to_leads": self.env._(
                "Calls that opened a lead ÷ customers called in the period"
            ),
            "contracts_signed": self.env._(
                "Contracts on orders that were signed in the period"
            ),
            "presales_share": self.env._(
                "Opportunities won for which a sample, a solution, a tender or other "
                "support was delivered before ÷ opportunities won in the period"
            ),
        }
