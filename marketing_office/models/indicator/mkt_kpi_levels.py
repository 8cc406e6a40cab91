from odoo import models
from odoo.tools import SQL

from ...tools.kpi_calendar import COMPANY, DEPARTMENT, TEAM, USER

# GROUPING(department, team, user) has a bit for each that a row is not grouped by
LEVELS = {7: COMPANY, 3: DEPARTMENT, 5: TEAM, 6: USER}
SETS = SQL("GROUPING SETS ((), (department_id), (team_id), (user_id))")
GROUPING = SQL("GROUPING(department_id, team_id, user_id)")


class KpiLevels(models.Model):
    """Figures that do not add up over persons and periods: each level is counted by itself."""

    _inherit = "mkt.kpi"

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
