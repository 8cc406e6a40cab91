from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from odoo.tests import freeze_time

from ..common import Undone
from .work_case import WorkCase, WorkMixin

# a Wednesday amid a quarter; the budget of the tests is for the year
BEGIN = date(2027, 5, 12)
LENGTH = {
    "week": relativedelta(weeks=1),
    "month": relativedelta(months=1),
    "quarter": relativedelta(months=3),
    "year": relativedelta(years=1),
}


# the way to a released appraisal is long: tests/appraisal goes it
GONE_ELSEWHERE = ("appraisals_released",)


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
        return self.shared(
            ("check_name", "!=", False), ("check_name", "not in", GONE_ELSEWHERE)
        )

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

    def test_every_article_has_a_control_that_is_tried_here_or_refuses(self):
        tried = self.shared(
            "|", ("check_name", "!=", False), ("kind", "!=", "measured")
        )
        for article in self.env["mkt.article"].search([("company_id", "=", False)]):
            with self.subTest(clause=article.clause):
                self.assertTrue(article.control_ids & tried)
