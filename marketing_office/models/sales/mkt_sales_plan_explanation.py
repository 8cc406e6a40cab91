from datetime import timedelta

from odoo import models
from odoo.tools import SQL


class SalesPlanExplanation(models.Model):
    """Where the plan's amounts shall come from: named customers, the pipeline, or nobody yet."""

    _inherit = "mkt.sales.plan"

    def action_explain(self):
        """Count anew who carries the targets."""
        self._check_may_change_lines()
        self._check_company_line()
        # sudo: customers, orders and opportunities of everybody whom the plan names
        self.sudo()._explain()

    def _explain(self):
        """Write the sources of the plans and what each line has of them; as superuser.

        What customers ordered before the period begins tells their rhythm.
        """
        for plan in self:
            before = min(
                plan.company_id._mkt_today(),
                plan.date_from - timedelta(days=1),
            )
            found = plan._find_sources(plan.date_from, plan.date_to, before)
            lines = plan._owner_lines()
            plan.source_ids.unlink()
            self.env["mkt.sales.plan.source"].create(
                [
                    {**vals, "plan_id": plan.id, "line_id": plan._owner(vals, lines).id}
                    for vals in found
                ]
            )
            plan.explained_on = plan.company_id._mkt_today()
            for line, sums in plan._sum_up(found, lines).items():
                line.write(sums)

    def _owner_lines(self):
        """Who has a line in the plan, {(kind, id): line}."""
        return {line._scope(): line for line in self.line_ids}

    def _owner(self, source, lines):
        """The line that a customer or an opportunity belongs to: of the person, else above."""
        return (
            lines.get(("person", source["user_id"]))
            or lines.get(("team", source["team_id"]))
            or lines["company", 0]
        )

    def _sum_up(self, sources, lines):
        """What each line of people has of the sources, its parts included."""
        sums = {line: {"carried": 0.0, "pipeline": 0.0} for line in lines.values()}
        for source in sources:
            line = self._owner(source, lines)
            name = "carried" if source["kind"] == "customer" else "pipeline"
            while line:
                sums[line][name] += source["expected"]
                line = line.parent_id
        return {
            line: {name: self.currency_id.round(amount) for name, amount in s.items()}
            for line, s in sums.items()
            if line in line._of_people()
        }

    # ------------------------------------------------------------- who buys

    def _find_sources(self, first, last, known_until):
        """Opportunities and customers that will buy from the first to the last day.

        Each is a dict of values of mkt.sales.plan.source. A customer with an opportunity
        counts there only.
        """
        # raw: medians, and one query however many customers and lines there are
        self.env.flush_all()
        sources = [
            {
                "kind": "pipeline",
                "lead_id": lead,
                "partner_id": partner,
                "user_id": user,
                "team_id": team,
                "expected": float(amount),
                "next_on": closing,
            }
            for lead, partner, user, team, amount, closing in self.env.execute_query(
                self._pipeline_query(first, last)
            )
        ]
        sources += [
            {
                "kind": "customer",
                "partner_id": partner,
                "user_id": user,
                "team_id": None,
                "median_days": days,
                "median_amount": amount,
                "due_count": due,
                "expected": self.currency_id.round(float(amount) * due),
                "next_on": next_on,
            }
            for partner, user, days, amount, due, next_on in self.env.execute_query(
                self._rhythm_query(first, last, known_until)
            )
        ]
        return sources

    def _pipeline_query(self, first, last):
        return SQL(
            """
            SELECT lead.id, customer.commercial_partner_id, lead.user_id, lead.team_id,
                lead.prorated_revenue, lead.date_deadline
            FROM crm_lead lead
            LEFT JOIN res_partner customer ON customer.id = lead.partner_id
            WHERE lead.company_id = %s AND lead.active AND lead.type = 'opportunity'
                AND lead.won_status = 'pending' AND lead.prorated_revenue > 0
                AND lead.date_deadline BETWEEN %s AND %s
            ORDER BY lead.id
            """,
            self.company_id.id,
            first,
            last,
        )

    def _rhythm_query(self, first, last, known_until):
        """SQL: customers whose own rhythm brings orders in the time, and how many.

        From three days with orders on; who is overdue against the own rhythm carries
        nothing.
        """
        company = self.company_id
        return SQL(
            """
            WITH %(days)s,
            gaps AS (
                SELECT partner_id, day, amount,
                    day - LAG(day) OVER (PARTITION BY partner_id ORDER BY day) AS gap
                FROM order_days WHERE day <= %(known_until)s
            ),
            rhythm AS (
                SELECT partner_id, MAX(day) AS last_day,
                    ROUND(PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY gap)::numeric, 1)
                        AS days,
                    ROUND(PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY amount)::numeric, 2)
                        AS amount
                FROM gaps GROUP BY partner_id HAVING COUNT(*) >= 3
            ),
            due AS (
                SELECT *,
                    GREATEST(FLOOR((%(before)s - last_day) / days), 0)::integer AS past,
                    FLOOR((%(last)s - last_day) / days)::integer AS until
                FROM rhythm
                WHERE amount > 0
                    AND last_day + CEIL(days * %(tolerance)s / 100.0)::integer
                        >= %(known_until)s
            )
            SELECT due.partner_id, standing.user_id, due.days, due.amount,
                due.until - due.past, due.last_day + CEIL(due.days * (due.past + 1))::integer
            FROM due
            LEFT JOIN mkt_customer_standing standing
                ON standing.company_id = %(company)s
                AND standing.partner_id = due.partner_id
            WHERE due.until > due.past AND due.partner_id NOT IN (
                SELECT customer.commercial_partner_id FROM crm_lead lead
                JOIN res_partner customer ON customer.id = lead.partner_id
                WHERE lead.id IN (SELECT id FROM (%(pipeline)s) pipeline)
            )
            ORDER BY due.partner_id
            """,
            days=self.env["mkt.customer.standing"]._order_days_query(company),
            known_until=SQL("%s::date", known_until),
            before=SQL("(%s::date - 1)", first),
            last=SQL("%s::date", last),
            tolerance=company.mkt_rhythm_percent,
            company=company.id,
            pipeline=self._pipeline_query(first, last),
        )
