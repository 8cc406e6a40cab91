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

    def _figures(self, first, last):
        """What was sold from the first to the last day, by the plan's lines (SalesFigures)."""
        self.ensure_one()
        # raw, to count each document once for all levels and dimensions together
        self.env.flush_all()
        calendar = self._calendar(first, last)
        return SalesFigures(
            self.env.execute_query(self._sold_query(calendar)),
            calendar,
            self._category_paths(),
            self.currency_id,
        )

    def _calendar(self, first, last):
        spells = {}
        if self.line_ids.department_id:
            spells = self.env["mkt.post.assignment"]._department_spells(self.company_id)
        return KpiCalendar(
            [(self.id, first, last)],
            spells,
            lambda day: self.env["mkt.period"]._midnight(self.company_id, day),
        )

    def _sold_query(self, calendar):
        """SQL (segment, user, team, category, channel, explained by, amount)."""
        revenue, date, date_type = self._revenue()
        bounds = calendar.bounds(date_type)
        array = SQL("date[]") if date_type == "date" else SQL("timestamp[]")
        category, channel, source = (SQL("NULL") for _dimension in range(3))
        joins = []
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
        if self.source_ids:
            source = SQL("source.kind")
            joins.append(
                SQL(
                    """
                    LEFT JOIN (
                        SELECT partner_id, MAX(kind) AS kind
                        FROM mkt_sales_plan_source
                        WHERE plan_id = %s AND partner_id IS NOT NULL
                        GROUP BY partner_id
                    ) source ON source.partner_id = sold.partner_id
                    """,
                    self.id,
                )
            )
        return SQL(
            """
            SELECT width_bucket(%(date)s, %(bounds)s::%(array)s), sold.user_id,
                sold.team_id, %(category)s, %(channel)s, %(source)s, SUM(sold.amount)
            FROM (%(revenue)s) sold %(joins)s
            WHERE sold.company_id = %(company)s
                AND %(date)s >= %(first)s AND %(date)s < %(last)s
            GROUP BY 1, 2, 3, 4, 5, 6
            """,
            date=date,
            bounds=bounds,
            array=array,
            category=category,
            channel=channel,
            source=source,
            revenue=revenue,
            joins=SQL(" ").join(joins),
            company=self.company_id.id,
            first=bounds[0],
            last=bounds[-1],
        )

    def _revenue(self):
        """The documents of the plan's basis in SQL, their date, and its type."""
        if self.basis == "collected":
            return self.env["mkt.collection"]._table_query, SQL("sold.date"), "date"
        revenue = self.env["mkt.revenue"]
        if self.basis == "invoiced":
            return revenue._invoiced(), SQL("sold.invoice_date"), "date"
        return revenue._ordered(), SQL("sold.ordered_at"), "datetime"

    def _bought(self, partners):
        """What the customers have bought in the period, {id: amount}; as superuser."""
        revenue, date, date_type = self._revenue()
        bounds = self._calendar(self.date_from, self.date_to).bounds(date_type)
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
        """The share of the period's working days that have passed, today included."""
        days = self._working_days(self.date_from, self.date_to)
        today = self.company_id._mkt_today()
        if not days:
            return 1.0 if today >= self.date_to else 0.0
        return len([day for day in days if day <= today]) / len(days)

    def _working_days(self, first, last):
        """Days on which the company works, make-up workdays included."""
        company = self.company_id
        calendar = company.resource_calendar_id
        if not calendar or calendar.flexible_hours or not calendar.attendance_ids:
            return {first + timedelta(n) for n in range((last - first).days + 1)}
        zone = pytz_timezone(calendar.tz)
        periods = calendar._mkt_periods(
            company, datetime.combine(first, time()), datetime.combine(last, time())
        )
        days = {UTC.localize(start).astimezone(zone).date() for start, _end in periods}
        return {day for day in days if first <= day <= last}
