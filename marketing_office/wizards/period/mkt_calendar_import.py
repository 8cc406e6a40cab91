from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ...tools.notification import notification
from ...tools.xlsx_reader import date_of, is_empty, plain

REQUIRED = {"kind", "date_from"}
# nobody has a holiday longer than that: a slip in the year
LONGEST = timedelta(days=31)
POSTS = "director", "customer_service_manager"


class CalendarImport(models.TransientModel):
    """Public holidays and make-up workdays (调休) of a company from a filled-in table.

    What the company has already is left as it is, so that a table may be imported again.
    """

    _name = "mkt.calendar.import"
    _description = "Import of a Working Calendar"
    _inherit = ["mkt.xlsx.import"]
    _most_rows = 1000

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )

    def action_import(self):
        """Import every row of the file; where one is faulty, tell which and import none."""
        self.ensure_one()
        self._check_may_import()
        rows, problems = self._read()
        problems = problems or self._contradictions(rows)
        if problems:
            self.problems = self._shown(problems)
            return self._reopen()
        # sudo: holidays are the host's records, kept by administrators; checked above
        holidays = self.sudo()._make_holidays(rows)
        workdays = self.sudo()._make_workdays(rows)
        return notification(
            "\n".join(
                filter(None, [self._told(rows, holidays, workdays), self.left_out])
            ),
            type="warning" if self.left_out else "success",
            sticky=bool(self.left_out),
            title=self.env._("Calendar imported"),
        )

    def _check_may_import(self):
        """Raise AccessError unless the user keeps the company's calendar."""
        user = self.env.user
        settings = (
            user.has_group("base.group_system") and self.company_id in user.company_ids
        )
        if not settings and not user._mkt_holds(self.company_id, *POSTS):
            raise AccessError(
                self.env._(
                    "The calendar of %(company)s is kept by its Director, its Customer"
                    " Service Manager or an administrator.",
                    company=self.company_id.display_name,
                )
            )

    def _told(self, rows, holidays, workdays):
        there = sum(row["kind"] == "holiday" for row in rows) - len(holidays)
        return self.env._(
            "%(holidays)s holidays and %(workdays)s make-up workdays; %(there)s holidays"
            " were there already.",
            holidays=len(holidays),
            workdays=len(workdays),
            there=there,
        )

    def _make_holidays(self, rows):
        periods, company = self.env["mkt.period"], self.company_id
        leaves = self.env["resource.calendar.leaves"]
        spans = {}
        for row in rows:
            if row["kind"] == "holiday":
                begin = periods._midnight(company, row["date_from"])
                after = periods._midnight(company, row["date_to"] + timedelta(days=1))
                spans[begin, after - timedelta(seconds=1)] = row["name"]
        there = leaves.search(
            Domain("resource_id", "=", False)
            & Domain("company_id", "=", company.id)
            & Domain("date_from", "in", [begin for begin, _end in spans])
        )
        known = {(leave.date_from, leave.date_to) for leave in there}
        return leaves.create(
            [
                {
                    "name": name or self.env._("Holiday"),
                    "company_id": company.id,
                    "date_from": begin,
                    "date_to": end,
                }
                for (begin, end), name in spans.items()
                if (begin, end) not in known
            ]
        )

    def _make_workdays(self, rows):
        workdays, company = self.env["mkt.makeup.workday"], self.company_id
        days = {
            day: row for row in rows if row["kind"] == "workday" for day in _days(row)
        }
        there = workdays.search(
            [("company_id", "=", company.id), ("date", "in", list(days))]
        )
        known = set(there.mapped("date"))
        return workdays.create(
            [
                {
                    "company_id": company.id,
                    "date": day,
                    "like_weekday": row["like_weekday"],
                    "note": row["name"],
                }
                for day, row in days.items()
                if day not in known
            ]
        )

    def _contradictions(self, rows):
        """In words, the days that the file names twice or both free and worked."""
        kinds, problems = {}, []
        for row in rows:
            for day in _days(row):
                if day in kinds:
                    problems.append(
                        self._in_row(
                            row["number"],
                            self.env._(
                                "%(day)s stands in row %(other)s already",
                                day=day,
                                other=kinds[day],
                            ),
                        )
                    )
                    break
                kinds[day] = row["number"]
        return problems

    # ------------------------------------------------------------- reading

    def _template(self):
        return "calendar"

    def _title(self):
        return self.env._("Import Holidays and Make-up Workdays")

    def _labels(self):
        workday = self.env["mkt.makeup.workday"]._fields["like_weekday"]
        return {
            "kind": self.env._("Holiday or Make-up Workday"),
            "date_from": self.env._("First Day"),
            "date_to": self.env._("Last Day"),
            "name": self.env._("Occasion"),
            "like_weekday": workday._description_string(self.env),
        }

    def _kinds(self):
        """What a row may be about, {value: label}."""
        return {
            "holiday": self.env._("Holiday"),
            "workday": self.env._("Make-up Workday"),
        }

    def _weekdays(self):
        workday = self.env["mkt.makeup.workday"]._fields["like_weekday"]
        return dict(workday._description_selection(self.env))

    def _missing_columns(self, found):
        return REQUIRED - found.keys()

    def _lookups(self):
        lookups = {"kind": {}, "like_weekday": {}}
        for code, _name in self.env["res.lang"].get_installed():
            spoken = self.with_context(lang=code)
            for name, options in (
                ("kind", spoken._kinds()),
                ("like_weekday", spoken._weekdays()),
            ):
                lookups[name] |= {plain(label): key for key, label in options.items()}
        return lookups

    def _row(self, number, cells, lookups):
        for name in ("kind", "date_from"):
            if is_empty(cells.get(name)):
                return None, self._wrong(name, self.env._("is empty"))
        row = {"number": number, "like_weekday": "0"}
        for name in ("kind", "like_weekday"):
            text = self._cell(cells, name)
            if text:
                row[name] = lookups[name].get(plain(text))
            if not row[name]:
                return None, self._wrong(
                    name, self.env._("“%(text)s” is not known or not valid", text=text)
                )
        row["name"] = self._cell(cells, "name")
        first = self._cell(cells, "date_from", date_of)
        last = first
        if not is_empty(cells.get("date_to")):
            last = self._cell(cells, "date_to", date_of)
        if not timedelta() <= last - first <= LONGEST:
            return None, self._wrong(
                "date_to", self.env._("must lie within a month after the first day")
            )
        return {**row, "date_from": first, "date_to": last}, None


def _days(row):
    """The days that a row is about."""
    count = (row["date_to"] - row["date_from"]).days + 1
    return [row["date_from"] + timedelta(days=number) for number in range(count)]
