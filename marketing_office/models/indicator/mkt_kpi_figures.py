from odoo import api, models
from odoo.tools import SQL

from ...tools.kpi_calendar import COMPANY, DEPARTMENT, TEAM, USER
from ...tools.kpi_source import ADDITIVE

MERGE = {"min": min, "max": max}
# GROUPING(department, team, user) has a bit for each that a row is not grouped by
LEVELS = {7: COMPANY, 3: DEPARTMENT, 5: TEAM, 6: USER}
SETS = SQL("GROUPING SETS ((), (department_id), (team_id), (user_id))")
GROUPING = SQL("GROUPING(department_id, team_id, user_id)")


class KpiFigures(models.Model):
    """The figures of an indicator, from one query for all periods and scopes.

    All methods return {(period id, scope, scope id): (numerator, denominator)}; the
    denominator is None where the numerator is the figure itself.
    """

    _inherit = "mkt.kpi"

    def _figures(self, company, calendar):
        """Figures of the company for the periods of the KpiCalendar."""
        self.ensure_one()
        if not calendar.periods:
            return {}
        if self.kind in ("ratio", "growth"):
            return self._derived_figures(company, calendar)
        if self.kind == "manual":
            return self._entered_figures(company, calendar)
        measure = self._get_measure()
        if measure and measure.figures:
            return measure.figures(company, calendar)
        source = self._source()
        if source.function in ADDITIVE:
            return self._added_figures(source, company, calendar)
        return self._level_figures(source, company, calendar)

    @api.model
    def _shown(self, calendar):
        """The periods of the calendar as a table of SQL, shown (id, first_day, last_day)."""
        return SQL(
            "unnest(%s::integer[], %s::date[], %s::date[])"
            " AS shown (id, first_day, last_day)",
            *map(list, zip(*calendar.periods, strict=True)),
        )

    # ------------------------------------------------------------- figures that add up

    def _added_figures(self, source, company, calendar):
        rows = self._added_rows(source, company, calendar)
        rows = [row for row in rows if row[3] is not None and row[4] != 0]
        return calendar.roll_up(rows, MERGE.get(source.function))

    def _added_rows(self, source, company, calendar):
        """Rows (segment, user, team, numerator, denominator) at the finest grain."""
        query, columns, _date_type = self._documents(source, company, calendar)
        numerator, denominator = self._aggregates(source, columns["measured"])
        return self.env.execute_query(
            SQL(
                "%s GROUP BY 1, 2, 3",
                query.select(
                    columns["segment"],
                    columns["user"],
                    columns["team"],
                    numerator,
                    denominator,
                ),
            )
        )

    def _aggregates(self, source, measured):
        """Numerator and denominator of a group of documents in SQL."""
        if source.function == "count":
            return SQL("COUNT(*)"), SQL("NULL")
        if source.function == "avg":
            return SQL("SUM(%s)", measured), SQL("COUNT(%s)", measured)
        if source.function == "share":
            return SQL("COUNT(*) FILTER (WHERE %s)", measured), SQL("COUNT(*)")
        function = {"sum": SQL("SUM"), "min": SQL("MIN"), "max": SQL("MAX")}
        return SQL("%s(%s)", function[source.function], measured), SQL("NULL")

    def _documents(self, source, company, calendar):
        """Query on the documents of the calendar's time, its columns in SQL, type of the date.

        The columns: segment (number of the calendar's segment), date, user, team,
        measured, document.
        """
        reader = self._reader(source, company)
        query = reader._search(self._documents_domain(source, company))
        date, date_type = self._path(reader, query, source.date)
        array = SQL("date[]") if date_type == "date" else SQL("timestamp[]")
        bounds = calendar.bounds(date_type)
        query.add_where(SQL("%s >= %s AND %s < %s", date, bounds[0], date, bounds[-1]))
        query.order = None
        segment = SQL("width_bucket(%s, %s::%s)", date, bounds, array)
        columns = {"segment": segment, "date": date}
        for name in ("user", "team", "measured", "document"):
            path = getattr(source, name)
            column, column_type = (
                self._path(reader, query, path)
                if path
                else (SQL("NULL::integer"), None)
            )
            if column_type == "monetary" and "currency_rate" in reader._fields:
                rate = reader._field_to_sql(query.table, "currency_rate", query)
                column = SQL("%s / COALESCE(NULLIF(%s, 0), 1)", column, rate)
            columns[name] = column
        return query, columns, date_type

    def _path(self, model, query, path):
        """SQL and type of the field at the end of the path, joined to the query."""
        alias = query.table
        *hops, last = path.split(".")
        for name in hops:
            comodel = model.env[model._fields[name].comodel_name]
            comodel.check_access("read")
            joined = query.make_alias(alias, name)
            query.add_join(
                "LEFT JOIN",
                joined,
                comodel._table,
                SQL(
                    "%s = %s",
                    model._field_to_sql(alias, name, query),
                    SQL.identifier(joined, "id"),
                ),
            )
            model, alias = comodel, joined
        return model._field_to_sql(alias, last, query), model._fields[last].type

    # ------------------------------------------------------------- figures of figures

    def _derived_figures(self, company, calendar):
        if self.kind == "ratio":
            numerators = self.numerator_id._current_figures(company)
            denominators = self.denominator_id._current_figures(company)
            figures = {
                key: (value, denominators[key])
                for key, value in numerators.items()
                if key in denominators
            }
        else:
            figures = self._growth_figures(company)
        periods = {period for period, _start, _end in calendar.periods}
        return {key: pair for key, pair in figures.items() if key[0] in periods}

    def _growth_figures(self, company):
        values = self.base_id._current_figures(company)
        periods = self.env["mkt.period"].search([("company_id", "=", company.id)])
        by_start = {(period.kind, period.date_from): period.id for period in periods}
        before = {
            period.id: by_start.get(
                period._previous()
                if self.compared_with == "previous"
                else period._year_before()
            )
            for period in periods
        }
        figures = {}
        for (period, scope, scope_id), value in values.items():
            base = values.get((before.get(period), scope, scope_id))
            # from nothing, or from a loss, there is no growth in percent
            if base is not None and base > 0:
                figures[period, scope, scope_id] = value - base, base
        return figures

    def _current_figures(self, company):
        """What the documents say now, {(period, scope, id): value}; frozen or not."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT period_id, scope, COALESCE(department_id, team_id, user_id, 0),
                    current_value
                FROM mkt_kpi_value
                WHERE kpi_id = %s AND company_id = %s AND current_value IS NOT NULL
                """,
                self.id,
                company.id,
            )
        )
        return {(period, scope, key): value for period, scope, key, value in rows}

    def _entered_figures(self, company, calendar):
        entries = self.env["mkt.kpi.entry"].search(
            [
                ("kpi_id", "=", self.id),
                ("period_id", "in", [period for period, _s, _e in calendar.periods]),
                ("company_id", "=", company.id),
            ]
        )
        return {
            (entry.period_id.id, *entry._scope_key()): (entry.value, None)
            for entry in entries
        }

    @api.model
    def _value(self, numerator, denominator, factor=1):
        """The figure of the indicator from its parts; None where there is none."""
        if denominator is None:
            value = numerator
        elif not denominator:
            return None
        else:
            value = numerator / denominator * factor
        # beyond this, sums differ by the order in which they were added up
        return round(value, 6)

    def _adds_up(self):
        """Whether the figure of the whole is the sum of the figures of its parts."""
        source = self._source()
        return source.function in ("sum", "count") if source else self.kind == "manual"

    def _is_weighted(self):
        """Whether it is their average, weighted by the denominators."""
        source = self._source()
        if not source:
            return self.kind in ("ratio", "growth")
        return source.function in ("avg", "share")

    def _is_sampled(self):
        """Whether the denominator is the number of documents or people behind the figure."""
        source = self._source()
        return bool(source) and source.function in ("avg", "share", "repeat")

    def _factor(self):
        """Shares are told in percent; the average of percentages is one already."""
        source = self._source()
        is_share = not source or source.function in ("share", "repeat")
        return 100 if self.unit == "percent" and is_share else 1

    # ------------------------------------------------------------- figures of each level by itself

    def _level_figures(self, source, company, calendar):
        """Figures of all periods and scopes, from one query for each kind of period."""
        periods = self.env["mkt.period"].browse(
            period[0] for period in calendar.periods
        )
        kinds = {period.id: period.kind for period in periods}
        figures = {}
        for kind in dict.fromkeys(kinds.values()):
            part = calendar.of_kind(lambda period, kind=kind: kinds[period] == kind)
            figures |= self._figures_of_kind(source, company, calendar, part)
        return figures

    def _figures_of_kind(self, source, company, calendar, part):
        query, columns, date_type = self._documents(source, company, part)
        documents = query.select(
            *(
                SQL("%s AS %s", column, SQL.identifier(f"{name}_"))
                for name, column in columns.items()
            )
        )
        rows = self.env.execute_query(
            SQL(
                """
                WITH placed AS (
                    SELECT segment_ AS segment, measured_ AS measured,
                        document_ AS document, user_ AS user_id, team_ AS team_id,
                        spell.department_id
                    FROM (%s) documents LEFT JOIN (%s) spell
                    ON spell.user_id = user_ AND date_ >= start AND date_ < stop
                ) %s
                """,
                documents,
                self._spells_table(calendar, date_type),
                self._repeated() if source.function == "repeat" else self._distinct(),
            )
        )
        figures = {}
        for segment, grouping, department, team, user, numerator, denominator in rows:
            scope = LEVELS[grouping]
            scope_id = department or team or user or 0
            period = part.period_at(segment)
            if period and bool(scope_id) == (scope != COMPANY):
                figures[period, scope, scope_id] = numerator, denominator
        return figures

    def _distinct(self):
        return SQL(
            """
            SELECT segment, %s, department_id, team_id, user_id,
                COUNT(DISTINCT measured), NULL
            FROM placed WHERE measured IS NOT NULL
            GROUP BY segment, %s
            """,
            GROUPING,
            SETS,
        )

    def _repeated(self):
        return SQL(
            """
            SELECT segment, level, department_id, team_id, user_id,
                COUNT(*) FILTER (WHERE documents > 1), COUNT(*)
            FROM (
                SELECT segment, %s AS level, department_id, team_id, user_id,
                    COUNT(DISTINCT document) AS documents
                FROM placed WHERE measured IS NOT NULL
                GROUP BY segment, measured, %s
            ) counted
            GROUP BY segment, level, department_id, team_id, user_id
            """,
            GROUPING,
            SETS,
        )

    def _spells_table(self, calendar, date_type):
        """Rows (user, start, stop, department) of the spells, superior departments too."""
        first, last = calendar.cuts[0], calendar.cuts[-1]
        rows = [
            (user, max(first, start), min(last, stop or last), department)
            for user, spells in calendar.spells.items()
            for start, stop, departments in spells
            for department in departments
        ]
        users, starts, stops, departments = map(
            list, zip(*rows, strict=True) if rows else ((), (), (), ())
        )
        array = SQL("date[]")
        if date_type == "datetime":
            array = SQL("timestamp[]")
            starts, stops = (
                [calendar.midnight(day) for day in days] for days in (starts, stops)
            )
        return SQL(
            """SELECT * FROM unnest(%s::integer[], %s::%s, %s::%s, %s::integer[])
            AS spell (user_id, start, stop, department_id)""",
            users,
            starts,
            array,
            stops,
            array,
            departments,
        )
