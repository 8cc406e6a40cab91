from datetime import date, datetime, timedelta

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time
from odoo.tools import mute_logger

from ..common import OfficeCase


class TestPeriod(OfficeCase):
    posts = ("director", "finance_manager", "sales_manager", "leadership")
    # the days on which periods are looked up lie before today
    assigned_since = "2026-01-01"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.periods = cls.env["mkt.period"]
        cls.periods.search([]).state = "open"
        cls.month = cls.periods._of(cls.company, "month", date(2025, 3, 9))

    def test_a_new_company_has_its_periods(self):
        admin = self.make_user(
            "company_maker", groups="base.group_user,base.group_system"
        )
        company = self.env["res.company"].with_user(admin).create({"name": "Third"})
        year = company._mkt_today().year
        for kind, count in (("year", 4), ("quarter", 16), ("month", 48)):
            periods = self.periods.search(
                [("company_id", "=", company.id), ("kind", "=", kind)]
            )
            self.assertEqual(len(periods), count)
            self.assertEqual(min(periods.mapped("date_from")), date(year - 2, 1, 1))

    def test_generated_without_gap_or_overlap(self):
        for kind in ("week", "month", "quarter", "year"):
            found = self.periods.search(
                [("company_id", "=", self.company_b.id), ("kind", "=", kind)],
                order="date_from",
            )
            self.assertGreater(len(found), 2)
            for earlier, later in zip(found, found[1:], strict=False):
                self.assertEqual(later.date_from - earlier.date_to, timedelta(days=1))
        self.assertFalse(self.periods._generate(self.company_b), "nothing to add")

    def test_names(self):
        for kind, day, code, chinese in (
            ("week", date(2027, 1, 2), "2026-W53", "2026年第53周"),
            ("month", date(2026, 3, 31), "2026-03", "2026年3月"),
            ("quarter", date(2026, 12, 31), "2026-Q4", "2026年第4季度"),
            ("year", date(2026, 1, 1), "2026", "2026年"),
        ):
            period = self.periods._of(self.company, kind, day)
            self.assertEqual(period.code, code)
            self.assertEqual(period.with_context(lang="zh_CN").display_name, chinese)

    def test_found_by_the_name_that_is_shown(self):
        reader = self.periods.with_user(self.users["sales_manager"])
        of_company = [("company_id", "=", self.company.id)]
        with freeze_time("2026-11-29"):
            self.periods._generate(self.company)
            for lang in ("en_US", "zh_CN"):
                reader = reader.with_context(lang=lang)
                for period in reader.search([*of_company, ("code", "like", "2027")]):
                    for operator in ("=", "ilike"):
                        found = reader.name_search(
                            period.display_name, of_company, operator
                        )
                        self.assertIn((period.id, period.display_name), found)
                    self.assertEqual(
                        period,
                        reader.search(
                            [*of_company, ("display_name", "=", period.display_name)]
                        ),
                    )

    def test_found_as_people_type_it(self):
        reader = self.periods.with_user(self.users["sales_manager"])
        of_company = [("company_id", "=", self.company.id)]
        with freeze_time("2026-11-29"):
            self.periods._generate(self.company)
            for lang, typed, codes in (
                ("zh_CN", "2027年第1季度", ["2027-Q1"]),
                ("zh_CN", "2027年一季度", ["2027-Q1"]),
                ("zh_CN", "2027年3月", ["2027-03"]),
                ("zh_CN", "２０２７ 3月", ["2027-03"]),
                ("zh_CN", "2027-Q1", ["2027-Q1"]),
                ("en_US", "Q1 2027", ["2027-Q1"]),
                ("en_US", "2027 q1", ["2027-Q1"]),
                ("zh_CN", "2027年第1季度/2027年3月", []),
                ("zh_CN", "%", []),
            ):
                found = reader.with_context(lang=lang).name_search(typed, of_company)
                found = reader.browse(period for period, _name in found)
                self.assertEqual(found.mapped("code"), codes, typed)

    def test_not_of_a_name(self):
        self.periods._generate(self.company)
        found = self.periods.with_context(lang="zh_CN").search(
            [("company_id", "=", self.company.id), ("display_name", "not ilike", "周")]
        )
        self.assertEqual(
            set(found.mapped("kind")), {"month", "quarter", "year"}, "weeks left out"
        )

    def test_current_and_next_first_weeks_last(self):
        of_company = [("company_id", "=", self.company.id)]
        reader = self.periods.with_user(self.users["director"])
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        with freeze_time("2026-11-29 04:00:00"):
            self.periods._generate(self.company)
            found = reader.name_search("", of_company, limit=None)
            found = reader.browse(period for period, _name in found)
            few = reader.name_search("", of_company, limit=8)
        codes = found.mapped("code")
        self.assertEqual(
            codes[:8],
            [
                *("2026-11", "2026-Q4", "2026"),
                *("2026-12", "2027-01", "2027-Q1", "2027", "2027-02"),
            ],
        )
        self.assertEqual([period for period, _name in few], found[:8].ids)
        kinds = found.mapped("kind")
        first_week = kinds.index("week")
        self.assertEqual(set(kinds[first_week:]), {"week"})
        self.assertEqual(codes[first_week], "2026-W48")
        past = found[:first_week].filtered(lambda p: p.date_to < date(2026, 11, 1))
        self.assertEqual(past[:2].mapped("code"), ["2026-10", "2026-09"])

    def test_finding_takes_the_same_queries_whatever_there_is(self):
        def queries():
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.periods.with_context(lang="zh_CN").name_search("2027年", limit=None)
            return self.env.cr.sql_log_count - before

        queries()
        few = queries()
        self.env["res.company"].create([{"name": "Third"}, {"name": "Fourth"}])
        self.env.flush_all()
        queries()
        self.assertEqual(queries(), few)

    def test_the_database_refuses_what_is_no_whole_period(self):
        for kind, start, end in (
            ("month", "2030-01-02", "2030-01-31"),
            ("month", "2030-01-01", "2030-01-30"),
            ("week", "2030-01-01", "2030-01-07"),
            ("quarter", "2030-02-01", "2030-04-30"),
            ("year", "2030-01-01", "2031-12-31"),
            ("month", "2025-03-01", "2025-03-31"),
        ):
            with (
                self.subTest(kind=kind, start=start),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self.periods.create(
                    {
                        "company_id": self.company.id,
                        "kind": kind,
                        "date_from": start,
                        "date_to": end,
                    }
                )

    def test_the_same_period_a_year_before(self):
        week_53 = self.periods._of(self.company, "week", date(2026, 12, 31))
        self.assertIsNone(week_53._year_before())
        week_1 = self.periods._of(self.company, "week", date(2026, 1, 1))
        self.assertEqual(week_1._year_before(), ("week", date(2024, 12, 30)))
        leap = self.periods._of(self.company, "month", date(2024, 2, 29))
        self.assertEqual(leap._year_before(), ("month", date(2023, 2, 1)))

    def test_midnight_is_where_the_company_works(self):
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        self.assertEqual(
            self.periods._midnight(self.company, date(2026, 11, 1)),
            datetime(2026, 10, 31, 16),
        )

    def test_director_and_finance_manager_close(self):
        for code in ("director", "finance_manager"):
            month = self.month.with_user(self.users[code])
            month.action_close()
            self.assertEqual(month.state, "closed")
            self.assertEqual(month.closed_by_id, self.users[code])
            self.month.sudo().state = "open"

    def test_others_do_not(self):
        for code in ("sales_manager", "leadership"):
            with self.assertRaises(AccessError):
                self.month.with_user(self.users[code]).action_close()
        self.month.action_close()
        for code in ("sales_manager", "leadership", "finance_manager"):
            with self.assertRaises(AccessError):
                self.month.with_user(self.users[code]).action_reopen("late invoice")

    def test_nobody_writes_the_state(self):
        for code in ("director", "finance_manager"):
            with self.assertRaises(AccessError):
                self.month.with_user(self.users[code]).state = "closed"

    def test_a_director_of_another_company_does_not(self):
        director = self.make_holder(
            "director", "other_director", companies=self.company_b
        )
        with self.assertRaises(AccessError):
            self.month.with_user(director).action_close()

    def test_only_periods_that_are_over(self):
        director = self.users["director"]
        with freeze_time("2025-03-31 15:00:00"), self.assertRaises(UserError):
            self.month.with_user(director).action_close()

    def test_closing_twice_is_refused(self):
        director = self.users["director"]
        self.month.with_user(director).action_close()
        with self.assertRaises(UserError):
            self.month.with_user(director).action_close()

    def test_reopening_is_on_record(self):
        director = self.users["director"]
        self.month.with_user(director).action_close()
        with self.assertRaises(UserError):
            self.month.with_user(director).action_reopen("  ")
        dialog = self.env["mkt.period.reopen"].with_user(director)
        dialog.create(
            {"period_ids": self.month.ids, "reason": "late invoice"}
        ).action_confirm()
        self.assertEqual(self.month.state, "open")
        record = self.month.reopening_ids
        self.assertEqual(record.reason, "late invoice")
        self.assertEqual(record.user_id, director)
        self.assertTrue(record.closed_at)
        for change in (lambda r: r.write({"reason": "no"}), lambda r: r.unlink()):
            with self.assertRaises(UserError):
                change(record.with_user(director))
