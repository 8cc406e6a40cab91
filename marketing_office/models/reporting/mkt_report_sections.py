from odoo import models
from odoo.tools.translate import LazyTranslate

from ...tools.report_content import Chart, Choice, Content, FieldLabel, Table
from ...tools.revenue_change import PARTS, PRICE, in_order, why_moved

_lt = LazyTranslate(__name__)

# so many rows of a list stand in the report; the last says how many more there are
MOST_ROWS = 12
# so many customers or products of a part of the change
MOST_OF_PART = 3


class ReportSections(models.Model):
    """What the sections say that the indicators do not: figures, revenue, sales, remarks.

    A section is a method `_section_<name>` that returns a `Content`. The number of its
    queries does not depend on the number of documents.
    """

    _inherit = "mkt.report"

    def _days(self, name):
        """Domain: the date lies in the report's period."""
        return [(name, ">=", self.date_from), (name, "<=", self.date_to)]

    def _times(self, name):
        """Domain: the moment lies in the report's period, where the company works."""
        start, stop = self.period_id._half_open()
        midnight = self.period_id._midnight
        return [
            (name, ">=", midnight(self.company_id, start)),
            (name, "<", midnight(self.company_id, stop)),
        ]

    def _of_company(self):
        return [("company_id", "=", self.company_id.id)]

    # ------------------------------------------------------------- remarks

    def _section_remarks(self):
        # sudo: what became of the remarks is for everybody who reads the report
        remarks = self.env["mkt.report.remark"].sudo()
        remarks = remarks.search(
            [
                ("report_id", "in", (self._last_report() | self).ids),
                ("is_given", "=", True),
            ]
        )
        if not remarks:
            return Content(notes=[_lt("The leadership made no remarks last time.")])
        return Content(
            tables=[
                Table(
                    _lt("Remarks of the Leadership"),
                    [
                        (FieldLabel("mkt.report.remark", "name"), "text"),
                        (FieldLabel("mkt.report.remark", "user_id"), "text"),
                        (FieldLabel("mkt.report.remark", "deadline"), "date"),
                        (FieldLabel("mkt.report.remark", "state"), "text"),
                        (FieldLabel("mkt.report.remark", "done_on"), "date"),
                        (FieldLabel("mkt.report.remark", "answer"), "text"),
                    ],
                    [
                        [
                            remark.name,
                            remark.user_id,
                            remark.deadline,
                            Choice(remark, "state"),
                            remark.done_on or None,
                            remark.answer or None,
                        ]
                        for remark in remarks
                    ],
                )
            ]
        )

    # ------------------------------------------------------------- indicators

    def _section_indicators(self):
        values = self._values()
        tables = []
        last = self._last_report()
        if last:
            tables.append(self._beside_last_issue(values, last))
        lights = {
            colour: len(rows) for colour, rows in values.grouped("colour").items()
        }
        return Content(
            tables=tables,
            charts=[
                Chart(
                    "bars",
                    _lt("Indicators by Traffic Light"),
                    [
                        [_lt("On Target"), lights.get("green", 0)],
                        [_lt("Below Target"), lights.get("amber", 0)],
                        [_lt("Far Below Target"), lights.get("red", 0)],
                        [_lt("No Target"), lights.get("none", 0)],
                    ],
                )
            ],
            notes=[] if self.is_frozen else [_lt("The period is still open.")],
        )

    def _beside_last_issue(self, values, last):
        """The key figures beside those of the last issue, as they were printed there."""
        printed = {
            row["kpi"]: row["numbers"]["value"]
            for section in last.section_ids
            for row in section._content()["figures"]
        }
        rows = []
        for value in values.filtered(lambda v: v.has_target and v.kpi_id.id in printed):
            before, now = printed[value.kpi_id.id], self._number(value, "value")
            both = None not in (before, now)
            rows.append([value.kpi_id, before, now, now - before if both else None])
        return Table(
            _lt("Beside the Last Issue"),
            [
                (FieldLabel("mkt.kpi.value", "kpi_id"), "text"),
                (_lt("In the Last Issue"), "number"),
                (_lt("In This Issue"), "number"),
                (_lt("Difference"), "number"),
            ],
            rows,
        )

    # ------------------------------------------------------------- revenue

    def _section_revenue(self):
        both = self.period_id._with_base("previous")
        before = both - self.period_id
        if not before:
            return Content(notes=[_lt("There is no period before to compare with.")])
        # sudo: the report tells the company's revenue to whoever may read the report
        revenue = self.env["mkt.revenue"].sudo()
        places = self.currency_id.decimal_places
        cells = revenue._cells(self.company_id, "ordered", before, self.period_id)
        change = why_moved(cells, places)
        money = 10**places
        parts = {part: [] for part in PARTS}
        for move in in_order(change.moves):
            parts[move.part].append(move)
        labels = {
            part: Choice(
                self.env["mkt.revenue.change.part"].new({"part": part}), "part"
            )
            for part in PARTS
        }
        rows = [
            [
                labels[part],
                sum(move.change for move in moves) / money,
                self._largest(moves, money),
            ]
            for part, moves in parts.items()
            if moves
        ]
        total = (change.now - change.before) / money
        return Content(
            tables=[
                Table(
                    _lt("Why Revenue Moved"),
                    [
                        (FieldLabel("mkt.revenue.change.part", "part"), "text"),
                        (FieldLabel("mkt.revenue.change.part", "change"), "money"),
                        (_lt("Above All"), "text"),
                    ],
                    [*rows, [_lt("Total"), total, None]],
                    has_total=True,
                )
            ],
            charts=[
                Chart(
                    "waterfall",
                    _lt("From the Revenue Before to the Revenue Now"),
                    [
                        [before, change.before / money],
                        *(row[:2] for row in rows),
                        [self.period_id, change.now / money],
                    ],
                )
            ],
        )

    def _largest(self, moves, money):
        """The customers or products that moved most, with what they moved."""
        model = (
            "res.partner" if PARTS.index(moves[0].part) < PARTS.index(PRICE) else None
        )
        model = model or "product.product"
        words = []
        for move in moves[:MOST_OF_PART]:
            number = move.customer if model == "res.partner" else move.product
            # sudo: names in a report that tells of all customers and products
            name = self.env[model].sudo().browse(number).display_name if number else "–"
            words.append(f"{name} {move.change / money:+,.0f}")
        return "; ".join(words)

    # ------------------------------------------------------------- sales

    def _section_sales(self):
        # sudo: as the indicators
        values = self.env["mkt.kpi.value"].sudo()
        rows = values.search(
            [
                *self._of_company(),
                ("period_id", "=", self.period_id.id),
                ("scope", "=", "user"),
                ("kpi_id", "=", self.env.ref("marketing_office.kpi_sales_ordered").id),
            ]
        ).sorted(lambda row: -(row.value or 0))
        rows = rows.filtered("has_value")[:MOST_ROWS]
        kpi = self.env.ref("marketing_office.kpi_sales_ordered").sudo()
        course = self._course(kpi)[kpi]
        return Content(
            tables=[
                Table(
                    _lt("By Salesperson"),
                    [
                        (FieldLabel("mkt.kpi.value", "user_id"), "text"),
                        (FieldLabel("mkt.kpi.value", "value_label"), "money"),
                        (FieldLabel("mkt.kpi.value", "target_label"), "money"),
                        (FieldLabel("mkt.kpi.value", "achievement"), "percent"),
                        (FieldLabel("mkt.kpi.value", "change_last_year"), "percent"),
                    ],
                    [
                        [
                            row.user_id,
                            row.value,
                            row.target if row.has_target else None,
                            None if row.achievement is False else row.achievement,
                            row.change_last_year if row.has_last_year else None,
                        ]
                        for row in rows
                    ],
                )
            ],
            charts=[
                Chart(
                    "line",
                    kpi,
                    [[period, number] for period, number in course],
                ),
                Chart(
                    "bars",
                    _lt("Salespeople beside Their Targets"),
                    [[row.user_id, row.value] for row in rows[:8]],
                    [row.target if row.has_target else None for row in rows[:8]],
                ),
            ],
        )
