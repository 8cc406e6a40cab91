from contextlib import contextmanager
from threading import Thread
from time import sleep

from odoo import SUPERUSER_ID
from odoo.api import Environment
from odoo.tests.common import release_test_lock

from ..common import OfficeTourCase, prepare_assets
from .report_case import ReportCase


class TestReportTours(ReportCase, OfficeTourCase):
    """From the analyst's first sentence to the next report."""

    @classmethod
    def setUpClass(cls):
        prepare_assets()
        super().setUpClass()
        for user in cls.users.values():
            # the host's own introductions would lie over the screen
            user.tour_enabled = False

    def tour(self, path, name, code):
        name = f"marketing_office_report_{name}"
        self.start_tour(path, name, login=self.users[code].login)
        self.env.invalidate_all()

    @contextmanager
    def compiled_meanwhile(self, report):
        """Beside the browser, what is asked for is compiled, as the scheduled action does."""
        thread = Thread(target=self.compile_what_is_asked, args=(report.id,))
        thread.start()
        yield
        # it needs what this test holds
        with release_test_lock():
            thread.join()

    def compile_what_is_asked(self, number):
        for _try in range(60):
            sleep(1)
            with self.registry.cursor() as cr:
                if not self.asked(cr, number).asked_by_id:
                    continue
            # the reader sees that it is under way
            sleep(2)
            with self.registry.cursor() as cr:
                report = self.asked(cr, number)
                report._compile_asked(report.env["ir.cron"]._commit_progress)
            return

    def asked(self, cr, number):
        return Environment(cr, SUPERUSER_ID, {})["mkt.report"].browse(number)

    def test_written_moved_submitted_returned_and_the_next(self):
        report = self.make(self.march)
        self.enter(self.march, 100)
        report.sudo()._compile()
        path = f"/odoo/mkt-reports/{report.id}"
        self.tour(path, "writes", "report_analyst")
        section = self.section(report)
        self.assertIn("[[Visits]]", section.narrative)
        self.enter(self.march, 110)
        with self.compiled_meanwhile(report):
            self.tour(path, "renews", "report_analyst")
        self.tour(path, "rereads", "report_analyst")
        self.assertEqual(section.moved_count, 0)
        self.close(self.march)
        self.as_user(report, "director").action_review()
        self.tour(path, "submits", "report_analyst")
        self.assertEqual(report.state, "submitted")
        self.tour("/odoo/desk", "returns", "leadership")
        self.assertEqual(report.state, "returned")
        self.assertEqual(len(report.remark_ids.filtered("is_given")), 2)
        following = self.make()
        self.tour(f"/odoo/mkt-reports/{following.id}", "opens", "leadership")
