import json

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.kpi_calendar import DEPARTMENT, TEAM, USER
from ...tools.optional import OptionalFloat
from ...tools.text import title_of
from ..period.mkt_period import PERIOD_KINDS

COLOURS = [
    ("none", "No Target"),
    ("green", "On Target"),
    ("amber", "Below Target"),
    ("red", "Far Below Target"),
]
FIGURES = (
    "numerator",
    "denominator",
    "value",
    "current_value",
    "drift",
    "target",
    "achievement",
    "change_previous",
    "change_last_year",
    "colour",
    "frozen",
)
# what the screens need to tell "nothing" from zero
FLAGS = {
    "has_value": "value",
    "has_target": "target",
    "has_previous": "change_previous",
    "has_last_year": "change_last_year",
}
SCOPE_COLUMN = {DEPARTMENT: "department_id", TEAM: "team_id", USER: "user_id"}


class KpiValue(models.Model):
    """The figure of an indicator in one period for one scope; written by the run alone.

    Numbers that do not exist are empty, and the flags of the screens say so: no data
    is never zero. A frozen row keeps its figures; `current_value` follows the documents.
    """

    _name = "mkt.kpi.value"
    _description = "Indicator Value"
    _inherit = ["mkt.kpi.scope", "mkt.governed.mixin"]
    _order = "date_from desc, kpi_id, scope, id"
    _governed = (*FIGURES, *FLAGS, "kpi_id", "period_id", "company_id", "scope")

    kpi_id = fields.Many2one(ondelete="cascade")
    currency_id = fields.Many2one(related="company_id.currency_id")
    unit = fields.Selection(related="kpi_id.unit")
    period_kind = fields.Selection(PERIOD_KINDS, required=True)
    date_from = fields.Date("Period From", required=True)
    numerator = OptionalFloat()
    denominator = OptionalFloat("Number Measured (n)")
    value = OptionalFloat(aggregator="sum")
    current_value = OptionalFloat("Now", aggregator="sum")
    drift = OptionalFloat(aggregator="sum")
    target = OptionalFloat("Target (Number)", aggregator="sum")
    achievement = OptionalFloat("Achievement (%)", aggregator="avg")
    # some in percent, some in percentage points: they have no average
    change_previous = OptionalFloat("Change From Previous", aggregator=None)
    change_last_year = OptionalFloat("Change From Last Year", aggregator=None)
    colour = fields.Selection(COLOURS, required=True, default="none")
    frozen = fields.Boolean()
    has_value = fields.Boolean()
    has_target = fields.Boolean()
    has_previous = fields.Boolean()
    has_last_year = fields.Boolean()
    scope_name = fields.Char("For", compute="_compute_labels")
    value_label = fields.Char("Actual", compute="_compute_labels")
    target_label = fields.Char("Target", compute="_compute_labels")
    achievement_label = fields.Char("Achieved", compute="_compute_labels")
    previous_label = fields.Char("vs Previous", compute="_compute_labels")
    last_year_label = fields.Char("vs Last Year", compute="_compute_labels")
    drift_label = fields.Char("Change Since Closing", compute="_compute_labels")

    _by_period = models.Index("(company_id, scope, period_kind, date_from)")

    @api.depends(*FIGURES, *FLAGS)
    @api.depends_context("lang")
    def _compute_labels(self):
        for row in self:
            kpi, currency = row.kpi_id, row.currency_id
            row.scope_name = row._scope_name()
            row.value_label = (
                kpi._label(row.value, currency)
                if row.has_value
                else self.env._("No data")
            )
            row.target_label = row.has_target and kpi._label(row.target, currency)
            row.achievement_label = (
                row.has_value
                and row.has_target
                and kpi._achievement_label(row.value, row.target, currency)
            )
            row.previous_label = row.has_previous and kpi._change_label(
                row.change_previous
            )
            row.last_year_label = row.has_last_year and kpi._change_label(
                row.change_last_year
            )
            row.drift_label = (
                kpi._label(row.drift, currency, "+") if row.drift else False
            )

    @api.depends("kpi_id", "period_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for row in self:
            row.display_name = title_of(
                row.kpi_id.name, row.period_id.display_name, row._scope_name()
            )

    def action_drill_down(self):
        """The documents behind the figure, as far as the reader may see them."""
        self.ensure_one()
        return self.kpi_id._drill_down(self)

    # ------------------------------------------------------------- renewing

    @api.model
    def _renew(self, kpi, company, periods, figures):
        """Write what differs from the figures of the periods; returns (written, removed)."""
        there = self._there(kpi, company)
        targets = self.env["mkt.kpi.target"]._by_key(kpi, company)
        wanted = self._wanted(kpi, periods, figures, there)
        window = set(periods.ids)
        gone = [key for key in there if key[0] in window and key not in wanted]
        # nothing is compared with a figure that leaves
        gone_ids = [there.pop(key)["id"] for key in gone]
        self._compare(kpi, company, wanted, there, targets)
        new = {key: row for key, row in wanted.items() if key not in there}
        changed = {
            there[key]["id"]: row
            for key, row in wanted.items()
            if key in there and {**row, "id": there[key]["id"]} != there[key]
        }
        self._insert(kpi, company, periods, new)
        self._update(changed)
        if gone_ids:
            self.env.cr.execute(
                SQL("DELETE FROM mkt_kpi_value WHERE id = ANY(%s)", gone_ids)
            )
        self.invalidate_model()
        return len(new) + len(changed), len(gone_ids)

    def _there(self, kpi, company):
        """The rows of the indicator as they stand, {(period, scope, id): row}."""
        columns = SQL(", ").join(SQL.identifier(name) for name in FIGURES)
        # NULL tells "no data" from zero, which the ORM does not
        rows = self.env.execute_query(
            SQL(
                """SELECT period_id, scope, COALESCE(department_id, team_id, user_id, 0),
                id, %s FROM mkt_kpi_value WHERE kpi_id = %s AND company_id = %s""",
                columns,
                kpi.id,
                company.id,
            )
        )
        names = ("id", *FIGURES)
        return {row[:3]: dict(zip(names, row[3:], strict=True)) for row in rows}

    def _wanted(self, kpi, periods, figures, there):
        """The rows that the figures ask for, without comparisons, {key: row}."""
        factor = kpi._factor()
        late = {
            period.id: period.state == "closed"
            and not (kpi.defined_at and kpi.defined_at > period.closed_at)
            for period in periods
        }
        closed = {period.id for period in periods if period.state == "closed"}
        wanted = {}
        for key, (numerator, denominator) in figures.items():
            value = kpi._value(numerator, denominator, factor)
            old = there.get(key)
            if value is None:
                continue
            if old and old["frozen"]:
                drift = round(value - (old["value"] or 0), 6)
                wanted[key] = {**old, "current_value": value, "drift": drift}
                continue
            frozen = key[0] in closed
            wanted[key] = dict.fromkeys(FIGURES) | {
                "current_value": value,
                "frozen": frozen,
                "drift": 0.0,
                "colour": "none",
            }
            if late[key[0]] and not old:
                # documents of a closed period that came after its figures were frozen
                wanted[key]["drift"] = value
            else:
                wanted[key] |= {
                    "numerator": round(numerator, 6),
                    "denominator": denominator and round(denominator, 6),
                    "value": value,
                }
        for key, old in there.items():
            if key not in wanted and old["frozen"] and key[0] in late:
                drift = -old["value"] if old["value"] is not None else 0.0
                if drift or old["value"] is not None:
                    wanted[key] = {**old, "current_value": None, "drift": drift}
        return wanted

    def _compare(self, kpi, company, wanted, there, targets):
        """Fill in targets and comparisons; a row that was frozen before keeps its own."""
        values = {key: row["value"] for key, row in {**there, **wanted}.items()}
        previous, last_year = self._earlier(company)
        change = kpi._change_by_unit()
        for key, row in wanted.items():
            if row["value"] is None or (key in there and there[key]["frozen"]):
                continue
            period, *scope = key
            target = row["target"] = targets.get(key)
            row["achievement"] = kpi._achievement(row["value"], target)
            row["colour"] = kpi._colour(row["value"], target)
            for name, earlier in (
                ("change_previous", previous),
                ("change_last_year", last_year),
            ):
                base = values.get((earlier.get(period), *scope))
                row[name] = change(row["value"], base)

    def _earlier(self, company):
        """Ids of the period before each period, and of the same one a year before."""
        periods = self.env["mkt.period"].search([("company_id", "=", company.id)])
        by_start = {(period.kind, period.date_from): period.id for period in periods}
        return (
            {period.id: by_start.get(period._previous()) for period in periods},
            {period.id: by_start.get(period._year_before()) for period in periods},
        )

    # ------------------------------------------------------------- writing

    # By plain SQL, for speed: thousands of rows of figures that are computed already,
    # in a table that nothing else derives from.

    def _insert(self, kpi, company, periods, rows):
        by_id = {period.id: period for period in periods}
        records = [
            {
                "kpi_id": kpi.id,
                "company_id": company.id,
                "period_id": period,
                "period_kind": by_id[period].kind,
                "date_from": str(by_id[period].date_from),
                "scope": scope,
                SCOPE_COLUMN.get(scope, "company_id"): scope_id or company.id,
                **self._with_flags(row),
            }
            for (period, scope, scope_id), row in rows.items()
        ]
        if records:
            names = dict.fromkeys(name for record in records for name in record)
            columns = SQL(", ").join(map(SQL.identifier, names))
            self.env.cr.execute(
                SQL(
                    """INSERT INTO mkt_kpi_value (%s, create_uid, create_date)
                    SELECT %s, %s, now() AT TIME ZONE 'UTC'
                    FROM jsonb_populate_recordset(NULL::mkt_kpi_value, %s)""",
                    columns,
                    columns,
                    self.env.uid,
                    json.dumps(records),
                )
            )

    def _update(self, rows):
        records = [
            {"id": row_id, **self._with_flags(row)} for row_id, row in rows.items()
        ]
        if records:
            names = [*FIGURES, *FLAGS]
            self.env.cr.execute(
                SQL(
                    """UPDATE mkt_kpi_value SET %s, write_uid = %s,
                        write_date = now() AT TIME ZONE 'UTC'
                    FROM jsonb_populate_recordset(NULL::mkt_kpi_value, %s) new
                    WHERE new.id = mkt_kpi_value.id""",
                    SQL(", ").join(
                        SQL("%s = new.%s", SQL.identifier(n), SQL.identifier(n))
                        for n in names
                    ),
                    self.env.uid,
                    json.dumps(records),
                )
            )

    @api.model
    def _with_flags(self, row):
        figures = {name: row[name] for name in FIGURES}
        return figures | {flag: row[name] is not None for flag, name in FLAGS.items()}
