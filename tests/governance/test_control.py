from datetime import datetime, timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time

from .governance_case import GovernanceCase


class TestControl(GovernanceCase):
    def test_a_count(self):
        meetings = self.control("meetings_held")
        red = self.find(meetings)
        self.assertEqual(
            (red.state, red.figure, red.population), ("not_observed", 0, 0)
        )
        self.assertEqual(red.since, self.today)
        self.make_meeting()
        green = self.find(meetings)
        self.assertEqual(green, red)
        self.assertEqual((green.state, green.figure), ("observed", 1))
        self.assertEqual(green.done_on, self.today)
        self.assertEqual(green.figure_label, "1")

    def test_a_share(self):
        posts = self.control("posts_held")
        result = self.find(posts)
        held = self.env["mkt.post"].search([("level", "=", "post")])
        held = held.filtered("holder_ids")
        self.assertEqual(result.population, 10)
        self.assertEqual(result.observed_count, len(held))
        self.assertAlmostEqual(result.figure, 10.0 * len(held))
        self.assertEqual(result.state, "not_observed")

    def test_nothing_to_look_at_is_no_data(self):
        result = self.find(self.control("corrective_actions_done"))
        self.assertEqual((result.state, result.population), ("no_data", 0))
        self.assertIs(result.figure, False)
        self.assertFalse(result.deadline)
        self.assertEqual(result.figure_label, "No data")

    def test_what_the_database_refuses(self):
        enforced = self.env["mkt.control"].search([("kind", "=", "enforced")])
        self.compute(enforced)
        self.assertEqual(len(enforced), 6)
        for control in enforced:
            with self.subTest(control=control.name):
                self.assertEqual(self.result(control).state, "observed")

    def test_a_constraint_that_is_gone(self):
        control = self.control("no_overspend")
        self.assertEqual(self.find(control).state, "observed")
        self.env.cr.execute(
            "ALTER TABLE mkt_budget_line DROP CONSTRAINT mkt_budget_line_no_overspend"
        )
        self.assertEqual(self.find(control).state, "not_observed")

    def test_an_indicator(self):
        kpi = self.env["mkt.kpi"].create({"name": "Shops won", "kind": "manual"})
        control = self.make_control(kind="measured", kpi_id=kpi.id, bound=5)
        self.assertEqual(self.find(control).state, "no_data")
        self.env["mkt.kpi.entry"].create(
            {
                "kpi_id": kpi.id,
                "period_id": self.month().id,
                "value": 4,
                "source": "Counted",
            }
        )
        kpi.action_compute()
        result = self.find(control)
        self.assertEqual((result.state, result.figure), ("not_observed", 4))
        kpi.direction = "lower"
        self.assertEqual(self.find(control).state, "observed")

    def test_money_is_no_number_of_records(self):
        """Of a ratio of amounts the denominator is no population."""
        manual = [
            {"name": name, "kind": "manual"} for name in ("Cost", "Sales of the shops")
        ]
        cost, sales = self.env["mkt.kpi"].create(manual)
        ratio = self.env["mkt.kpi"].create(
            {
                "name": "Cost to sales of the shops",
                "kind": "ratio",
                "numerator_id": cost.id,
                "denominator_id": sales.id,
                "unit": "percent",
            }
        )
        for kpi, value in ((cost, 30), (sales, 1000)):
            self.env["mkt.kpi.entry"].create(
                {
                    "kpi_id": kpi.id,
                    "period_id": self.month().id,
                    "value": value,
                    "source": "Counted",
                }
            )
        (cost + sales + ratio).action_compute()
        control = self.make_control(kind="measured", kpi_id=ratio.id, bound=2)
        result = self.find(control)
        self.assertEqual((result.state, result.figure), ("observed", 3))
        self.assertIs(result.population, False)

    def test_the_last_day_of_a_period_counts(self):
        """What was due on the last day is looked at once the day is over, and not before."""
        last = self.month().date_from - timedelta(days=1)
        control = self.control("sales_issues_solved")
        customer = self.make_customer("Firm of the last day")
        self.env["mkt.sales.issue"].create(
            {
                "name": "Wants a longer term",
                "partner_id": customer.id,
                "cause": "terms",
                "company_id": self.company.id,
                "deadline": last,
            }
        )
        before = self.month(last)
        for day, expected in ((last, 0), (last + timedelta(days=1), 1)):
            with self.subTest(day=day), freeze_time(f"{day} 12:00:00"):
                self.assertEqual(control._find(before, {}).population, expected)

    def test_a_case_has_a_whole_day_to_be_acknowledged(self):
        control = self.control("cases_acknowledged")
        now = datetime(2026, 6, 30, 9, 0)
        with freeze_time(now):
            for hours in (10, 30):
                self.make_complaint(received_at=now - timedelta(hours=hours))
            june = self.month(now.date())
            self.assertEqual(control._find(june, {}).population, 1)
        with freeze_time(now + timedelta(days=2)):
            self.assertEqual(control._find(june, {}).population, 2)

    def test_confirmed(self):
        control = self.make_control()
        self.assertEqual(self.find(control).state, "not_observed")
        evidence = self.give_evidence(control)
        self.assertEqual(self.result(control).state, "observed")
        self.as_user(evidence, "marketing_manager").action_withdraw("In error")
        self.assertEqual(self.result(control).state, "not_observed")
        self.assertEqual(evidence.state, "withdrawn")
        with self.assertRaises(UserError):
            self.as_user(evidence, "marketing_manager").action_withdraw("Again")

    def test_confirmed_long_ago_counts_no_more(self):
        control = self.make_control()
        self.give_evidence(control, dated_on=self.past(40))
        self.assertEqual(self.result(control).state, "not_observed")

    def test_a_document_expires(self):
        control = self.make_control(kind="document")
        files = self.as_user(self.env["ir.attachment"], "marketing_manager")
        file = files.create({"name": "rules.pdf", "raw": b"x"})
        last = self.today + timedelta(days=10)
        self.give_evidence(
            control,
            dated_on=self.past(300),
            valid_until=last,
            attachment_ids=file.ids,
        )
        self.assertEqual(self.result(control).state, "observed")
        with freeze_time(last + timedelta(days=1)):
            self.assertEqual(self.find(control).state, "not_observed")

    def test_evidence_is_complete(self):
        document = self.make_control(kind="document")
        with self.assertRaises(UserError):
            self.give_evidence(document)
        with self.assertRaises(UserError):
            self.give_evidence(
                self.make_control(), dated_on=self.today + timedelta(days=1)
            )
        with self.assertRaises(UserError):
            self.give_evidence(self.control("meetings_held"), code="director")

    def test_who_gives_evidence(self):
        control = self.make_control()
        self.give_evidence(control, code="director")
        with self.assertRaises(AccessError):
            self.give_evidence(control, code="sales_staff")
        with self.assertRaises(AccessError):
            self.give_evidence(control, code="finance_manager")

    def test_a_control_says_what_it_measures(self):
        with self.assertRaises(ValidationError):
            self.make_control(
                kind="measured",
                kpi_id=self.env.ref("marketing_office.kpi_limits_kept").id,
                period_kind="week",
            )
        shared = self.control("no_overspend")
        with self.assertRaises(UserError):
            self.as_user(shared, "director").action_adapt()
        with self.assertRaises(AccessError):
            self.as_user(self.env["mkt.control"], "director").create(
                {
                    "name": "Mine",
                    "kind": "enforced",
                    "rule_model": "mkt.plan",
                    "rule_name": "action_submit",
                    "post_id": self.post("director").id,
                }
            )
        with self.assertRaises(ValidationError):
            self.make_control(
                kind="enforced", rule_model="mkt.plan", rule_name="_no_such_rule"
            )

    def test_an_adapted_control_takes_the_place_of_the_shared_one(self):
        shared = self.control("meetings_held")
        theirs = self.as_user(shared, "director")
        own = self.env["mkt.control"].browse(theirs.action_adapt()["res_id"])
        own.with_user(self.users["director"]).bound = 2
        self.assertEqual(own.article_ids, shared.article_ids)
        self.make_meeting()
        self.compute()
        self.assertEqual(self.result(own).state, "not_observed")
        self.assertFalse(self.result(shared))

    def test_every_control_reads_in_chinese(self):
        controls = self.env["mkt.control"].search([("company_id", "=", False)])
        for control in controls:
            chinese = control.with_context(lang="zh_CN")
            with self.subTest(control=control.name):
                self.assertNotEqual(control.name, chinese.name)
                self.assertTrue(control.words or control.description)

    def test_the_records_reproduce_the_figure(self):
        self.make_meeting()
        self.make_meeting(self.past(3))
        self.make_meeting(self.past(40))
        self.compute()
        measured = self.env["mkt.control"].search(
            [("check_name", "!=", False), ("company_id", "=", False)]
        )
        for control in measured:
            result = self.as_user(self.result(control), "director")
            with self.subTest(control=control.check_name):
                self.assertRecordsReproduce(result)

    def assertRecordsReproduce(self, result):
        counts = {}
        for which in ("open", "observed", "population"):
            action = getattr(result, f"action_view_{which}")()
            records = self.env[action["res_model"]].with_context(**action["context"])
            counts[which] = records.search_count(action["domain"])
        self.assertEqual(counts["population"], result.population or 0)
        self.assertEqual(counts["observed"], result.observed_count or 0)
        self.assertEqual(counts["open"], result.open_count or 0)


class TestQueries(GovernanceCase):
    def test_constant(self):
        self.make_meeting()
        self.make_complaint()
        self.compute()
        controls = self.env["mkt.control"].search([("check_name", "!=", False)])

        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.compute(controls)
            return self.env.cr.sql_log_count - before

        few = count()
        self.env["mkt.meeting"].create(
            [{"date": self.past(n + 1), "state": "held"} for n in range(50)]
        )
        for number in range(30):
            self.make_complaint(name=f"Case {number}")
        # what has changed is written once
        self.compute(controls)
        self.assertLessEqual(count(), few)
