from datetime import datetime, time, timedelta

from pytz import UTC
from pytz import timezone as pytz_timezone

from odoo import models
from odoo.tools import SQL

from ...tools.kpi_calendar import KpiCalendar
from ...tools.sales_figures import SalesFigures


class SalesPlanActual(models.Model):
    """What was sold, at every level of the plan, from one query."""

    _inherit = "mkt.sales.plan"

    def _figures(self, first, last, users=None):
        """What was sold from the first to the last day, by the plan's lines (SalesFigures).

        Of some people alone, where no more is asked for: that is found faster.
        """
        self.ensure_one()
        return self._figures_of({self: (first, last)}, users)[self]

    def _figures_of(self, spans, users=None):
        """What was sold in the spans {plan: (first day, last day)}, {plan: SalesFigures}.

        One query for all plans of a company and basis.
        """
        # raw, to count each document once for all plans, levels and dimensions together
        self.env.flush_all()
        figures = {}
        for plans in self._alike():
            calendar = plans._calendar(spans)
            rows = self.env.execute_query(plans._sold_query(calendar, users))
            figures |= plans._summed_up(
                ((plan, row) for row in rows for plan in calendar.periods_at(row[0])),
                calendar,
            )
        return figures

    def _explained_figures(self):
        """What named customers and opportunities brought in the plans' periods.

        {plan: {kind of source: SalesFigures}}; the customers are those of before.
        """
        self.env.flush_all()
        kinds = dict(self.source_ids._fields["kind"].selection)
        found = {kind: {} for kind in kinds}
        for plans in self._alike():
            calendar = plans._calendar(plans._own_spans())
            rows = self.env.execute_query(plans._explained_query(calendar))
            for kind in kinds:
                found[kind] |= plans._summed_up(
                    ((row[0], row[2:]) for row in rows if row[1] == kind), calendar
                )
        return {plan: {kind: found[kind][plan] for kind in kinds} for plan in self}

    def _alike(self):
        """The plans by what one query can count together."""
        return self.grouped(lambda plan: (plan.company_id, plan.basis)).values()

    def _own_spans(self):
        return {plan: (plan.date_from, plan.date_to) for plan in self}

    def _summed_up(self, rows, calendar):
        """SalesFigures of each plan from rows (plan's id, row)."""
        by_plan = {plan._origin.id or 0: [] for plan in self}
        for plan_id, row in rows:
            by_plan[plan_id].append(row)
        paths = self._category_paths()
        return {
            plan: SalesFigures(
                by_plan[plan._origin.id or 0], calendar, paths, plan.currency_id
            )
            for plan in self
        }

    def _calendar(self, spans):
        company, spells = self.company_id, {}
        if self.line_ids.department_id:
            spells = self.env["mkt.post.assignment"]._department_spells(company)
        return KpiCalendar(
            [(plan._origin.id or 0, *spans[plan]) for plan in self],
            spells,
            lambda day: self.env["mkt.period"]._midnight(company, day),
        )

    def _sold_query(self, calendar, users):
        """SQL (segment, user, team, category, channel, amount)."""
        revenue, date, date_type = self._revenue()
        bounds = calendar.bounds(date_type)
        category, channel, joins = self._dimensions()
        return SQL(
            """
            SELECT width_bucket(%(date)s, %(bounds)s::%(array)s), sold.user_id,
                sold.team_id, %(category)s, %(channel)s, SUM(sold.amount)
            FROM (%(revenue)s) sold %(joins)s
            WHERE sold.company_id = %(company)s
                AND %(date)s >= %(first)s AND %(date)s < %(last)s %(of_users)s
            GROUP BY 1, 2, 3, 4, 5
            """,
            date=date,
            bounds=bounds,
            array=_array_of(date_type),
            category=category,
            channel=channel,
            revenue=revenue,
            joins=joins,
            company=self.company_id.id,
            first=bounds[0],
            last=bounds[-1],
            of_users=SQL("AND sold.user_id = ANY(%s)", users.ids) if users else SQL(),
        )

    def _explained_query(self, calendar):
        """SQL (plan, kind of source, segment, user, team, category, channel, amount)."""
        revenue, date, date_type = self._revenue()
        bounds = calendar.bounds(date_type)
        spans = {plan: (first, last) for plan, first, last in calendar.periods}
        category, channel, joins = self._dimensions()
        return SQL(
            """
            SELECT source.plan_id, source.kind,
                width_bucket(%(date)s, %(bounds)s::%(array)s), sold.user_id,
                sold.team_id, %(category)s, %(channel)s, SUM(sold.amount)
            FROM (%(revenue)s) sold
            JOIN (
                SELECT plan_id, partner_id, MAX(kind) AS kind
                FROM mkt_sales_plan_source
                WHERE plan_id = ANY(%(plans)s) AND partner_id IS NOT NULL
                GROUP BY plan_id, partner_id
            ) source ON source.partner_id = sold.partner_id
            JOIN unnest(%(plans)s, %(begins)s::%(array)s, %(ends)s::%(array)s)
                AS span (plan_id, first, after)
                ON span.plan_id = source.plan_id
                AND %(date)s >= span.first AND %(date)s < span.after
            %(joins)s
            WHERE sold.company_id = %(company)s
            GROUP BY 1, 2, 3, 4, 5, 6, 7
            """,
            date=date,
            bounds=bounds,
            array=_array_of(date_type),
            category=category,
            channel=channel,
            revenue=revenue,
            joins=joins,
            plans=list(spans),
            begins=[
                bounds[calendar.segment_of(first) - 1]
                for first, _last in spans.values()
            ],
            ends=[bounds[calendar.segment_of(last)] for _first, last in spans.values()],
            company=self.company_id.id,
        )

    def _dimensions(self):
        """Product category and channel partner of what was sold in SQL, and their joins."""
        category, channel, joins = SQL("NULL"), SQL("NULL"), []
        if self.line_ids.category_id:
            category = SQL("template.categ_id")
            joins.append(
                SQL(
                    """
                    LEFT JOIN product_product product ON product.id = sold.product_id
                    LEFT JOIN product_template template
                        ON template.id = product.product_tmpl_id
                    """
                )
            )
        if self.line_ids.channel_partner_id:
            # who is a partner in their own right counts as that
            channel = SQL("COALESCE(firm.id, customer.mkt_channel_partner_id)")
            joins.append(
                SQL(
                    """
                    LEFT JOIN res_partner customer ON customer.id = sold.partner_id
                    LEFT JOIN mkt_channel_partner firm ON firm.company_id = %s
                        AND firm.partner_id = sold.partner_id
                    """,
                    self.company_id.id,
                )
            )
        return category, channel, SQL(" ").join(joins)

    def _revenue(self):
        """The documents of the plans' basis in SQL, their date, and its type."""
        [basis] = set(self.mapped("basis"))
        if basis == "collected":
            return self.env["mkt.collection"]._table_query, SQL("sold.date"), "date"
        revenue = self.env["mkt.revenue"]
        if basis == "invoiced":
            return revenue._invoiced(), SQL("sold.invoice_date"), "date"
        return revenue._ordered(), SQL("sold.ordered_at"), "datetime"

    def _bought(self, partners):
        """What the customers have bought in the period, {id: amount}; as superuser."""
        revenue, date, date_type = self._revenue()
        bounds = self._calendar(self._own_spans()).bounds(date_type)
        # raw, as the figures of the lines
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT sold.partner_id, SUM(sold.amount) FROM (%(revenue)s) sold
                WHERE sold.company_id = %(company)s
                    AND sold.partner_id = ANY(%(partners)s)
                    AND %(date)s >= %(first)s AND %(date)s < %(last)s
                GROUP BY 1
                """,
                revenue=revenue,
                company=self.company_id.id,
                partners=partners.ids,
                date=date,
                first=bounds[0],
                last=bounds[-1],
            )
        )
        return {partner: self.currency_id.round(amount) for partner, amount in rows}

    def _category_paths(self):
        """Ids of each category and those above it, {id: ids}."""
        if not self.line_ids.category_id:
            return {}
        rows = self.env.execute_query(
            SQL("SELECT id, parent_path FROM product_category")
        )
        return {id_: [int(i) for i in path.split("/") if i] for id_, path in rows}

    # ------------------------------------------------------------- pace

    def _time_passed(self):
        """The share of each plan's working days that have passed, today included."""
        shares = {}
        for company, plans in self.grouped("company_id").items():
            today = company._mkt_today()
            worked = _working_days(
                company, min(plans.mapped("date_from")), max(plans.mapped("date_to"))
            )
            for plan in plans:
                days = [d for d in worked if plan.date_from <= d <= plan.date_to]
                if days:
                    shares[plan] = len([d for d in days if d <= today]) / len(days)
                else:
                    shares[plan] = 1.0 if today >= plan.date_to else 0.0
        return shares


def _working_days(company, first, last):
    """Days on which the company works, make-up workdays included."""
    calendar = company.resource_calendar_id
    if not calendar or calendar.flexible_hours or not calendar.attendance_ids:
        return {first + timedelta(n) for n in range((last - first).days + 1)}
    zone = pytz_timezone(calendar.tz)
    periods = calendar._mkt_periods(
        company, datetime.combine(first, time()), datetime.combine(last, time())
    )
    days = {UTC.localize(start).astimezone(zone).date() for start, _end in periods}
    return {day for day in days if first <= day <= last}


def _array_of(date_type):
    return SQL("date[]") if date_type == "date" else SQL("timestamp[]")
