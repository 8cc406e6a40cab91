from io import BytesIO

from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from .study_case import StudyCase


class TestStudySurvey(StudyCase):
    """What the questionnaires of a study come to, and that they stay with it."""

    def setUp(self):
        super().setUp()
        self.survey = self.make_questionnaire()
        self.study = self.make_study(survey_ids=self.survey.ids)

    def figures(self, study=None):
        study = study or self.study
        study.invalidate_recordset()
        names = "answer_count", "csat", "csat_count", "nps", "nps_count"
        return tuple(study[name] for name in names)

    def test_no_answers_is_no_data(self):
        self.assertEqual(self.figures()[2::2], (0, 0))
        self.assertEqual(self.study.result, "No data")
        self.assertEqual((self.study.response_rate, self.study.sample_reached), (0, 0))
        finding = self.make_finding(self.study, survey_ids=self.survey.ids)
        with self.assertRaises(UserError):
            finding.with_user(self.manager).action_validate()
        self.study.action_start_analysis()
        with self.assertRaises(UserError):
            self.study.action_report()

    def test_a_draft_shows_no_figures_of_other_questionnaires(self):
        self.give_answer(self.survey, 5, 10)
        self.env.flush_all()
        shown = {"survey_ids": {}, "answer_count": {}, "result": {}}
        linked = {"survey_ids": [Command.set(self.survey.ids)]}
        studies = self.study.with_user(self.researcher)
        draft = studies.browse().onchange(linked, ["survey_ids"], shown)["value"]
        self.assertFalse(draft.get("answer_count"))
        self.assertEqual(draft.get("result", "No data"), "No data")
        self.assertEqual(self.figures()[0], 1)

    def test_figures_are_those_of_sql(self):
        for csat, nps in ((5, 10), (4, 8), (1, None), (None, 3), (3, 9)):
            self.give_answer(self.survey, csat, nps)
        self.give_answer(self.survey, 1, 0, test_entry=True)
        self.give_answer(self.survey, 1, 0, state="in_progress")
        self.env.flush_all()
        self.env.cr.execute(
            """SELECT avg((l.value_scale - q.scale_min) * 100.0
                    / (q.scale_max - q.scale_min)) FILTER (WHERE q.mkt_measure = 'csat'),
                avg(CASE WHEN l.value_scale >= 9 THEN 100
                    WHEN l.value_scale >= 7 THEN 0 ELSE -100 END)
                    FILTER (WHERE q.mkt_measure = 'nps')
            FROM survey_user_input_line l
            JOIN survey_user_input i ON i.id = l.user_input_id
            JOIN survey_question q ON q.id = l.question_id
            WHERE i.survey_id = %s AND i.state = 'done' AND i.test_entry IS NOT TRUE""",
            [self.survey.id],
        )
        csat, nps = map(float, self.env.cr.fetchone())
        answered, *found = self.figures()
        self.assertEqual(answered, 5)
        self.assertEqual(found, [csat, 4, nps, 4])
        # nobody was invited: there is nothing to divide by
        self.assertFalse(self.study.response_rate)
        self.assertEqual(self.study.sample_reached, 5)

    def test_one_query_whatever_the_number_of_studies(self):
        studies = self.study
        for number in range(5):
            survey = self.make_questionnaire(f"Questionnaire {number}")
            self.give_answer(survey, 5, 10)
            studies |= self.make_study(survey_ids=survey.ids)
        counts = []
        for some in (studies[:1], studies):
            some.mapped("survey_ids")
            self.env.flush_all()
            self.env.invalidate_all()
            some.sudo().mapped("survey_ids.title")
            before = self.env.cr.sql_log_count
            some.sudo().mapped("csat")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts, [1, 1])

    def test_a_questionnaire_belongs_to_one_study(self):
        with self.assertRaises(ValidationError):
            self.make_study(survey_ids=self.survey.ids)

    def test_a_questionnaire_stays(self):
        survey = self.survey.with_user(self.researcher)
        for step in (
            survey.unlink,
            survey.action_archive,
            lambda: survey.write({"active": False}),
        ):
            with self.assertRaises(UserError):
                step()
        self.study.survey_ids = False
        survey.active = False
        survey.unlink()

    def test_a_question_stays_with_its_answers(self):
        question = self.survey.question_ids.filtered(lambda q: not q.mkt_measure)
        question.write(
            {
                "question_type": "simple_choice",
                "suggested_answer_ids": [Command.create({"value": "Delivery"})],
            }
        )
        choice = question.suggested_answer_ids
        line = Command.create(
            {
                "question_id": question.id,
                "answer_type": "suggestion",
                "suggested_answer_id": choice.id,
            }
        )
        answer = self.give_answer(self.survey, 5)
        answer.write({"state": "in_progress", "user_input_line_ids": [line]})
        answer.state = "done"
        for record in (choice, question):
            with self.assertRaises(UserError):
                record.with_user(self.researcher).unlink()
        for survey in (self.make_questionnaire("Elsewhere"), self.survey.browse()):
            with self.assertRaises(UserError):
                question.with_user(self.researcher).survey_id = survey
        unanswered = self.survey.question_ids.filtered(lambda q: q.mkt_measure == "nps")
        unanswered.with_user(self.researcher).unlink()
        self.assertEqual(self.figures()[:2], (1, 100))

    def test_workbook(self):
        partner = self.make_customer("Ann")
        answer = self.give_answer(
            self.survey, 4, 9, "=1+1", partner_id=partner.id, email="ann@example.com"
        )
        self.give_answer(self.survey, 2, None, "http://example.com")
        self.give_answer(self.survey, 1, 1, "test", test_entry=True)
        self.env.flush_all()
        workbook = self.env["mkt.study.answers.xlsx"].with_user(self.researcher)
        content = workbook._render(self.study)
        sheet = load_workbook(BytesIO(content)).active
        rows = [[cell.value for cell in row] for row in sheet.rows]
        self.assertEqual(rows[0][4:], ["Scale csat", "Scale nps", "Why?"])
        self.assertEqual(rows[1][:3], [self.survey.title, "Ann", "ann@example.com"])
        self.assertEqual(rows[1][4:], [4, 9, "=1+1"])
        self.assertEqual(rows[2][4:], [2, None, "http://example.com"])
        self.assertEqual(len(rows), 3)
        cells = [sheet["G2"], sheet["G3"]]
        self.assertEqual([cell.data_type for cell in cells], ["s", "s"])
        self.assertFalse(sheet["G3"].hyperlink)
        self.assertTrue(answer.mkt_is_answered)

    def test_workbook_takes_the_same_queries_for_a_batch_of_any_size(self):
        counts = []
        for more in (1, 2, 30):  # the first reads what the registry keeps
            for number in range(more):
                self.give_answer(
                    self.survey, 4, 9, partner_id=self.make_customer(f"C {number}").id
                )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            list(self.study._answer_rows())
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts[1:])


class TestStudyInvitations(StudyCase):
    """Questionnaires go out once the study is approved; what was sent is what counts."""

    def setUp(self):
        super().setUp()
        self.survey = self.make_questionnaire()
        self.study = self.make_study("approved", survey_ids=self.survey.ids)
        self.customers = self.make_customer("One") | self.make_customer("Two")

    def invite(self, customers=None):
        """The dialog of the host, as the researcher sends it."""
        action = self.survey.with_user(self.researcher).action_send_survey()
        dialogs = self.env["survey.invite"].with_user(self.researcher)
        dialog = dialogs.with_context(**action["context"]).create(
            {
                "partner_ids": [Command.set((customers or self.customers).ids)],
                "send_email": True,
            }
        )
        dialog.action_invite()

    def test_not_before_the_approval(self):
        self.study.sudo().state = "approved"
        action = self.survey.with_user(self.researcher).action_send_survey()
        dialogs = self.env["survey.invite"].with_user(self.researcher)
        open_before = dialogs.with_context(**action["context"]).create(
            {"partner_ids": [Command.set(self.customers.ids)], "send_email": True}
        )
        for state in ("draft", "submitted", "refused", "cancelled", "analysis"):
            self.study.sudo().state = state
            with self.subTest(state=state):
                with self.assertRaises(UserError):
                    self.invite()
                with self.assertRaises(UserError):
                    open_before.action_invite()
        self.assertFalse(self.survey.user_input_ids)
        for state in ("approved", "fieldwork"):
            self.study.sudo().state = state
            self.invite()
        # who was invited already is reminded, and counts once
        self.assertEqual(len(self.survey.user_input_ids), 2)

    def test_nobody_answers_before_the_approval_either(self):
        for state, open_to_all in (
            ("draft", False),
            ("submitted", False),
            ("cancelled", False),
            ("fieldwork", True),
            ("analysis", True),
        ):
            self.study.sudo().state = state
            survey = self.survey.sudo()
            with self.subTest(state=state):
                self.assertTrue(survey._create_answer(test_entry=True))
                if open_to_all:
                    self.assertTrue(survey._create_answer())
                    continue
                with self.assertRaises(UserError):
                    survey._create_answer()

    def test_other_questionnaires_go_out_as_before(self):
        other = self.make_questionnaire("Not of a study")
        self.assertTrue(other.with_user(self.researcher).action_send_survey())

    def test_what_was_sent_is_counted(self):
        self.invite()
        # somebody comes by the open link, and answers
        self.give_answer(self.survey, 5, 10)
        self.give_answer(self.survey, 5, 10, state="in_progress")
        self.env.flush_all()
        self.study.invalidate_recordset()
        self.assertEqual((self.study.asked_count, self.study.answer_count), (2, 1))
        self.assertEqual(self.study.response_rate, 0)
        first = self.survey.user_input_ids.filtered("mkt_invited_at")[0]
        first.write({"state": "done", "end_datetime": "2026-01-02 09:00:00"})
        self.env.flush_all()
        self.study.invalidate_recordset()
        self.env.cr.execute(
            """SELECT count(*), count(*) FILTER (WHERE mkt_is_answered)
            FROM survey_user_input
            WHERE survey_id = %s AND mkt_invited_at IS NOT NULL""",
            [self.survey.id],
        )
        asked, replied = self.env.cr.fetchone()
        self.assertEqual(asked, 2)
        self.assertEqual(self.study.response_rate, 100 * replied / asked)

    def test_nobody_sets_who_was_invited(self):
        self.invite()
        answer = self.survey.user_input_ids[0].with_user(self.researcher)
        with self.assertRaises(AccessError):
            answer.mkt_invited_at = False

    def test_the_picker_offers_what_no_other_study_asks_with(self):
        other = self.make_questionnaire("Of another study")
        self.make_study(survey_ids=other.ids)
        free = self.make_questionnaire("Free")
        surveys = self.env["survey.survey"].with_user(self.researcher)
        mine = ("mkt_study_ids", "=", self.study.id)
        offered = surveys.search(["|", ("mkt_study_ids", "=", False), mine])
        self.assertEqual(offered & (self.survey | other | free), self.survey | free)
        self.assertEqual(surveys.search([mine]), self.survey)

    def test_copied_as_new(self):
        self.give_answer(self.survey, 5, 10)
        action = self.survey.with_user(self.researcher).action_mkt_copy_as_new()
        new = self.survey.browse(action["res_id"])
        self.assertEqual(self.study.survey_ids, self.survey | new)
        self.assertEqual(
            new.question_ids.mapped("title"), self.survey.question_ids.mapped("title")
        )
        self.assertFalse(new.user_input_ids)
        self.study.sudo().state = "reported"
        with self.assertRaises(UserError):
            self.survey.with_user(self.researcher).action_mkt_copy_as_new()
        with self.assertRaises(AccessError):
            self.survey.with_user(self.users["member"]).action_mkt_copy_as_new()
