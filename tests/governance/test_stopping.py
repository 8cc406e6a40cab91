from datetime import date, datetime, timedelta
from pathlib import Path

from dateutil.relativedelta import relativedelta

from odoo.tests import freeze_time

from ..common import Undone
from .work_case import WorkCase, WorkMixin

NOTE = Path(__file__).parents[2] / "docs" / "controls.md"
# a Wednesday amid a quarter; the budget of the tests is for the year
BEGIN = date(2027, 5, 12)
LENGTH = {
    "week": relativedelta(weeks=1),
    "month": relativedelta(months=1),
    "quarter": relativedelta(months=3),
    "year": relativedelta(years=1),
}


def noon(day):
    return datetime.combine(day, datetime.min.time()) + timedelta(hours=4)


class TestStopping(WorkCase):
    """An office that does everything is green; what it stops doing turns red in a period.

    It turns green again through the ordinary steps of the post in charge.
    """

    @classmethod
    def setUpClass(cls):
        with freeze_time(noon(BEGIN)):
            super().setUpClass()

    def shared(self, *domain):
        return self.env["mkt.control"].search([("company_id", "=", False), *domain])

    def checks(self):
        return self.shared(("check_name", "!=", False))

    def act(self, what, control):
        if step := getattr(self, f"{what}_{control.check_name}", None):
            step()

    def state(self, control):
        result = self.find(control)
        return result.state

    def test_every_check_has_its_steps(self):
        for control in self.checks():
            with self.subTest(check=control.check_name):
                self.assertTrue(hasattr(WorkMixin, f"steps_{control.check_name}"))

    def test_what_stops_turns_red_and_what_goes_on_green(self):
        for control in self.checks():
            with self.subTest(check=control.check_name), Undone(self.env):
                self.stop_and_go_on(control)

    def stop_and_go_on(self, control):
        with freeze_time(noon(BEGIN)):
            self.act("world", control)
            self.act("steps", control)
            self.assertEqual(self.state(control), "observed", "the office at work")
        with freeze_time(noon(BEGIN + LENGTH[control.period_kind])):
            self.env.invalidate_all()
            self.act("world", control)
            self.assertEqual(self.state(control), "not_observed", "it has stopped")
            self.act("steps", control)
            self.assertEqual(self.state(control), "observed", "it goes on")

    def test_what_is_attested_or_proved(self):
        for control in self.shared(("kind", "in", ("confirmed", "document"))):
            with self.subTest(control=control.name), Undone(self.env):
                self.prove_and_stop(control)

    def prove_and_stop(self, control):
        for begin in (BEGIN, BEGIN + LENGTH[control.period_kind]):
            with freeze_time(noon(begin)):
                self.env.invalidate_all()
                self.assertEqual(self.state(control), "not_observed")
                vals = {}
                if control.kind == "document":
                    file = self.by(control.post_id.code, "ir.attachment").create(
                        {"name": "rules.pdf", "raw": b"x"}
                    )
                    vals = {
                        "valid_until": begin + timedelta(days=60),
                        "attachment_ids": file.ids,
                    }
                self.give_evidence(control, control.post_id.code, **vals)
                self.assertEqual(self.result(control).state, "observed")

    def test_the_appraisal_indicators_are_judged_by(self):
        """Each of II-4 has a check of its own: somebody was appraised by its figure."""
        for number, name in enumerate(
            ("sales_growth", "market_share", "satisfaction", "cost_control"), 1
        ):
            article = self.env.ref(f"marketing_office.article_ii_4_{number}")
            with self.subTest(clause=article.clause):
                self.assertIn(self.control(f"{name}_judged"), article.control_ids)

    def tried(self):
        """The controls that turn red here when their work stops: what refuses never does."""
        return self.shared(
            "|",
            ("check_name", "!=", False),
            ("kind", "in", ("confirmed", "document")),
        )

    def test_every_article_has_a_control_that_is_tried_here(self):
        tried = self.tried()
        for article in self.env["mkt.article"].search([("company_id", "=", False)]):
            with self.subTest(clause=article.clause):
                self.assertTrue(article.control_ids & tried)

    def test_the_note_says_what_was_stopped_and_when_it_turned_red(self):
        rows = NOTE.read_text().splitlines()
        labels = dict(self.env["mkt.control"]._fields["period_kind"].selection)
        for control in self.tried():
            clauses = ", ".join(sorted(control.article_ids.mapped("clause")))
            period = labels[control.period_kind].lower()
            with self.subTest(control=control.name):
                self.assertIn(f"| {control.name} | {clauses} | a {period} |", rows)
