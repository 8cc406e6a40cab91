from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta
from pytz import UTC
from pytz import timezone as pytz_timezone

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, date_utils

from ...tools.deletion import guards_deletion
from ...tools.xlsx_reader import plain

PERIOD_KINDS = [
    ("week", "Week"),
    ("month", "Month"),
    ("quarter", "Quarter"),
    ("year", "Year"),
]
# budgets and plans are for one of these, studies and surveys are repeated by them
LONG_PERIOD_KINDS = PERIOD_KINDS[1:]
LENGTH = {
    "week": relativedelta(weeks=1),
    "month": relativedelta(months=1),
    "quarter": relativedelta(months=3),
    "year": relativedelta(years=1),
}
# periods are there from the January two years ago to the next year's end
YEARS_BACK, YEARS_AHEAD = 2, 1
# an order of periods that is no field: what somebody who chooses one looks for first
NEARNESS = "nearness"
# 第一季度, 一季度 and 第1季度 are one
CHINESE_NUMBERS = str.maketrans("一二三四", "1234", "第")


class Period(models.Model):
    """A week (ISO 8601), month, quarter or year of the calendar in one company.

    China's accounting year is the calendar year (Accounting Law, article 11).
    """

    _name = "mkt.period"
    _description = "Period"
    _inherit = ["mkt.governed.mixin"]
    _finished = {"closed": ()}
    _order = "date_from desc, date_to, id"
    _governed = ("state", "closed_at", "closed_by_id", "reopening_ids")
    _fixed_after_creation = ("company_id", "kind", "date_from", "date_to")

    code = fields.Char(
        compute="_compute_code", store=True, precompute=True, index="trigram"
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    kind = fields.Selection(PERIOD_KINDS, required=True)
    date_from = fields.Date("From", required=True)
    date_to = fields.Date("Until", required=True)
    state = fields.Selection(
        [("open", "Open Period"), ("closed", "Closed Period")],
        required=True,
        readonly=True,
        default="open",
    )
    closed_at = fields.Datetime("Period Closed on", readonly=True, copy=False)
    closed_by_id = fields.Many2one(
        "res.users", "Closed by", readonly=True, copy=False, ondelete="restrict"
    )
    reopening_ids = fields.One2many("mkt.period.reopening", "period_id", readonly=True)
    is_past = fields.Boolean(
        "Over", compute="_compute_is_past", search="_search_is_past"
    )

    _start_uniq = models.UniqueIndex(
        "(company_id, kind, date_from)", "This period exists already."
    )
    # with the index above: no two periods of a company and kind overlap
    _whole = models.Constraint(
        """CHECK (
            date_from = date_trunc(kind, date_from::timestamp)::date
            AND date_to = (date_from + CASE kind
                WHEN 'week' THEN interval '7 days'
                WHEN 'month' THEN interval '1 month'
                WHEN 'quarter' THEN interval '3 months'
                ELSE interval '1 year' END)::date - 1
        )""",
        "A period is a whole week, month, quarter or year of the calendar.",
    )

    @api.depends("kind", "date_from")
    def _compute_code(self):
        for period in self:
            day = period.date_from
            if not day or not period.kind:
                period.code = False
            elif period.kind == "week":
                year, week, _weekday = day.isocalendar()
                period.code = f"{year}-W{week:02}"
            else:
                period.code = {
                    "month": f"{day.year}-{day.month:02}",
                    "quarter": f"{day.year}-Q{(day.month + 2) // 3}",
                    "year": f"{day.year}",
                }[period.kind]

    @api.depends("code", "kind")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for period in self:
            period.display_name = self._name_of(period.kind, period.code or "")

    @api.model
    def _name_of(self, kind, code):
        """The name of a period as the reader's language says it."""
        parts = {"year": code[:4], "number": code[5:].lstrip("WQ0")}
        if kind == "week":
            return self.env._("Week %(number)s, %(year)s", **parts)
        if kind == "month":
            return self.env._("%(year)s-%(month)s", month=code[5:], **parts)
        if kind == "quarter":
            return self.env._("Q%(number)s %(year)s", **parts)
        return self.env._("Year %(year)s", **parts)

    def _search_display_name(self, operator, value):
        """Periods by the names that the reader sees, and by their codes."""
        if operator not in ("in", "ilike"):
            return NotImplemented
        wanted = value if operator == "in" else [value]
        return Domain("code", "in", self._codes_named(operator, filter(None, wanted)))

    @api.model
    def _codes_named(self, operator, names):
        """Codes of the periods so named; "ilike": whose name and code hold every word."""
        wanted = [_plain(name).split() for name in names]
        codes = []
        for kind, code in self._read_group([("code", "!=", False)], ["kind", "code"]):
            known = {_plain(self._name_of(kind, code)), _plain(code)}
            words = " ".join(known)
            if any(
                " ".join(parts) in known
                if operator == "in"
                else all(part in words for part in parts)
                for parts in wanted
            ):
                codes.append(code)
        return codes

    @api.model
    @api.readonly
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        """The current periods first, then the coming ones, the past, and last weeks."""
        found = Domain("display_name", operator, name) if name else Domain.TRUE
        periods = self.search_fetch(
            found & Domain(domain or Domain.TRUE),
            ["code", "kind"],
            limit=limit,
            order=NEARNESS,
        )
        return [(period.id, period.display_name) for period in periods]

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        if field_name != NEARNESS:
            return super()._order_field_to_sql(
                alias, field_name, direction, nulls, query
            )
        return SQL(
            """
            %(kind)s = 'week',
            %(until)s < %(today)s,
            GREATEST(%(begin)s - %(today)s, %(today)s - %(until)s, 0),
            %(until)s,
            %(begin)s DESC
            """,
            kind=self._field_to_sql(alias, "kind", query),
            begin=self._field_to_sql(alias, "date_from", query),
            until=self._field_to_sql(alias, "date_to", query),
            today=SQL("%s::date", self.env.company._mkt_today()),
        )

    @api.depends("date_to", "company_id")
    def _compute_is_past(self):
        today = {company: company._mkt_today() for company in self.company_id}
        for period in self:
            day = today.get(period.company_id)
            period.is_past = bool(day and period.date_to and period.date_to < day)

    def _search_is_past(self, operator, value):
        if operator != "in":
            return NotImplemented
        return fields.Domain.OR(
            [("company_id", "=", company.id), ("date_to", "<", company._mkt_today())]
            for company in self.env.companies
        )

    @guards_deletion
    def _unlink_never(self):
        raise UserError(self.env._("Periods stay on record."))

    # ------------------------------------------------------------- the calendar

    @api.model
    def _generate(self, company):
        """Create the company's missing periods around today."""
        today = company._mkt_today()
        first = date(today.year - YEARS_BACK, 1, 1)
        last = date(today.year + YEARS_AHEAD, 12, 31)
        there = {
            (period.kind, period.date_from)
            for period in self.search(
                [("company_id", "=", company.id), ("date_to", ">=", first)]
            )
        }
        vals_list = []
        for kind, _label in PERIOD_KINDS:
            start = date_utils.start_of(first, kind)
            while start <= last:
                if (kind, start) not in there:
                    vals_list.append(self._period_vals(company, kind, start))
                start += LENGTH[kind]
        return self.create(vals_list)

    @api.model
    def _period_vals(self, company, kind, start):
        return {
            "company_id": company.id,
            "kind": kind,
            "date_from": start,
            "date_to": start + LENGTH[kind] - timedelta(days=1),
        }

    @api.model
    def _cron_generate(self):
        """Every company has its periods, before the year begins."""
        companies = self.env["res.company"].search([("active", "=", True)])
        for number, company in enumerate(companies, 1):
            self._generate(company)
            self.env["ir.cron"]._commit_progress(1, remaining=len(companies) - number)

    @api.model
    def _of(self, company, kind, day):
        """The company's period of the kind that holds the day, generated if need be."""
        start = date_utils.start_of(day, kind)
        domain = [
            ("company_id", "=", company.id),
            ("kind", "=", kind),
            ("date_from", "=", start),
        ]
        # sudo: periods are the calendar; whoever needs one may have it
        periods = self.sudo()
        period = periods.search(domain) or periods.create(
            self._period_vals(company, kind, start)
        )
        return period.with_env(self.env)

    def _previous(self):
        """Kind and first day of the period before this one."""
        return self.kind, self.date_from - LENGTH[self.kind]

    def _year_before(self):
        """Kind and first day of the same period one year before; none for a week 53 then."""
        if self.kind != "week":
            return self.kind, self.date_from - relativedelta(years=1)
        year, week, _weekday = self.date_from.isocalendar()
        try:
            return self.kind, date.fromisocalendar(year - 1, week, 1)
        except ValueError:
            return None

    def _back(self, count):
        """First day of the period that lies so many periods before this one."""
        return self.date_from - LENGTH[self.kind] * count

    def _with_base(self, compared_with):
        """The periods and those they are compared with: "previous" or "last_year"."""
        periods = self
        for period in self:
            base = (
                period._previous()
                if compared_with == "previous"
                else period._year_before()
            )
            if base:
                periods |= self.search(
                    [
                        ("company_id", "=", period.company_id.id),
                        ("kind", "=", base[0]),
                        ("date_from", "=", base[1]),
                    ]
                )
        return periods

    def _half_open(self):
        """First day of the period, and the day after its last."""
        return self.date_from, self.date_to + timedelta(days=1)

    @api.model
    def _midnight(self, company, day):
        """Naive UTC moment at which the day begins where the company works."""
        zone = pytz_timezone(company._mkt_zone())
        local = zone.localize(datetime.combine(day, datetime.min.time()))
        return local.astimezone(UTC).replace(tzinfo=None)


def _plain(name):
    """The name as it is compared: whatever the width, case and way of numbering."""
    return plain(name).translate(CHINESE_NUMBERS)
