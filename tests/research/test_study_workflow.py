from datetime import timedelta

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from ..budget.budget_case import BudgetMixin
from .study_case import RESEARCHERS, StudyCase


class TestStudyWorkflow(StudyCase):
    """From the brief to the report: every step by who may take it, in its order."""

    def test_an_interview_has_its_day_in_the_readers_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        interview = self.make_interview(self.make_study(), date="2026-03-09")
        for lang, day in (("zh_CN", "2026/03/09"), ("en_US", "03/09/2026")):
            name = interview.with_context(lang=lang).display_name
            self.assertTrue(name.endswith(day), name)

    def test_from_brief_to_report(self):
        study = self.make_study("draft")
        study.action_submit()
        self.assertEqual(study.next_post_id, self.post("marketing_manager"))
        with self.assertRaises(AccessError):
            study.action_approve()
        study.with_user(self.manager).action_approve()
        study.action_start_fieldwork()
        interview = self.make_interview(study)
        self.assertEqual((study.interview_count, study.sample_reached), (1, 1))
        study.action_start_analysis()
        with self.assertRaises(UserError):
            study.action_report()
        finding = self.submitted_finding(study, interview_ids=interview.ids)
        finding.with_user(self.manager).action_validate()
        study.action_report()
        self.assertEqual(study.state, "reported")
        for change in ({"user_id": self.manager.id}, {"survey_ids": [(5,)]}):
            with self.assertRaises(UserError):
                study.write(change)
        with self.assertRaises(UserError):
            self.make_interview(study)

    def test_steps_in_their_order(self):
        study = self.make_study("draft")
        for step in ("start_fieldwork", "start_analysis", "report"):
            with self.assertRaises(UserError):
                getattr(study, f"action_{step}")()

    def test_a_brief_is_complete(self):
        for missing in (
            {"question": " "},
            {"need": False},
            {"by_questionnaire": False},
            {"sample_planned": 0},
        ):
            with self.assertRaises(UserError):
                self.make_study("draft", **missing).action_submit()

    def test_returned_is_a_draft_again(self):
        study = self.make_study("draft")
        study.action_submit()
        with self.assertRaises(UserError):
            study.question = "Another"
        study.with_user(self.manager).action_return("The sample is too small")
        study.sample_planned = 40
        self.assertEqual(study.state, "draft")
        self.assertEqual(study.sudo().approval_step_ids.state, "returned")

    def test_the_managers_own_study_goes_to_the_director(self):
        study = self.make_study("draft").with_user(self.manager)
        study.user_id = self.manager
        study.action_submit()
        self.assertEqual(study.next_post_id, self.post("director"))

    def test_cancelled_with_a_reason(self):
        study = self.make_study("fieldwork")
        with self.assertRaises(UserError):
            study.action_cancel(" ")
        study.action_cancel("Overtaken")
        self.assertEqual((study.state, study.cancel_reason), ("cancelled", "Overtaken"))

    @mute_logger("odoo.sql_db")
    def test_figures_that_cannot_be(self):
        for vals in (
            {"date_to": self.today - timedelta(days=1)},
            {"sample_planned": -1},
            {"planned_cost": -1},
        ):
            with self.assertRaises(IntegrityError), self.env.cr.savepoint():
                self.make_study("draft", **vals)

    def test_notes_need_consent(self):
        study = self.make_study()
        with self.assertRaises(ValidationError):
            self.make_interview(study, consent=False)
        interview = self.make_interview(study)
        with self.assertRaises(ValidationError):
            interview.consent = False
        interview.write({"consent": False, "notes": False})
        self.assertEqual(study.interview_count, 0)
        with self.assertRaises(ValidationError):
            self.make_finding(study, interview_ids=interview.ids)

    def test_expense_request(self):
        study = self.make_study()
        action = study.action_request_expense()
        request = self.env["mkt.expense.request"].browse(action["res_id"])
        self.assertEqual((request.study_id, request.amount), (study, 500))
        self.assertEqual(study.actual_cost, 0)
        request.spent = 120
        self.assertEqual(study.actual_cost, 120)
        with self.assertRaises(AccessError):
            request.with_user(self.researcher).study_id = False

    def test_nothing_is_left_to_ask_for(self):
        study = self.make_study()
        action = study.action_request_expense()
        request = self.env["mkt.expense.request"].browse(action["res_id"])
        with self.assertRaisesRegex(UserError, "asked for already"):
            study.action_request_expense()
        # what is left of the planned cost may be asked for apart
        request.amount = 480
        action = study.action_request_expense()
        rest = self.env["mkt.expense.request"].browse(action["res_id"])
        self.assertEqual(rest.amount, 20)

    def test_others_read_the_reported_alone(self):
        study = self.make_study()
        finding = self.make_finding(study)
        member = self.users["member"]
        for record in (study, finding):
            self.assertFalse(record.with_user(member).has_access("read"))
        finding.sudo().state = "validated"
        study.sudo().state = "reported"
        for record in (study, finding):
            self.assertTrue(record.with_user(member).has_access("read"))
        self.assertFalse(finding.with_user(member).read(["name"])[0].get("state"))
        with self.assertRaises(AccessError):
            finding.with_user(member).read(["interview_ids"])


class TestStudyExpense(BudgetMixin, StudyCase):
    posts = (*RESEARCHERS, "finance_manager", "leadership")
    planned = {"research": 1000.0}

    def test_a_cancelled_study_costs_nothing_more(self):
        study = self.make_study()
        line = self.line_of(self.budget, "research")
        waiting, draft = (
            self.request(line_id=line.id, submit=submit) for submit in (True, False)
        )
        # governed: the study's action says what a request pays for
        (waiting | draft).sudo().study_id = study
        study.action_cancel("The decision was taken")
        code = waiting.sudo().next_post_id.code
        for step in (
            draft.action_submit,
            waiting.with_user(self.users[code]).action_approve,
        ):
            with self.assertRaisesRegex(UserError, "cancelled"):
                step()
        self.assertLine(line, reserved=0)
