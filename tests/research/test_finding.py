from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from .study_case import StudyCase


class TestFinding(StudyCase):
    """A finding counts when a second person has validated it on its evidence."""

    def setUp(self):
        super().setUp()
        self.study = self.make_study("analysis")

    def validated(self, **vals):
        finding = self.submitted_finding(self.study, **vals)
        finding.with_user(self.manager).action_validate()
        return finding

    def test_a_draft_until_it_is_submitted(self):
        interview = self.make_interview(self.study)
        finding = self.make_finding(self.study, interview_ids=interview.ids)
        reviewer = finding.with_user(self.manager)
        card = self.env.ref("marketing_office.desk_card_findings_to_validate")
        card = card.with_user(self.manager)
        mine = self.env.ref("marketing_office.desk_card_findings_to_submit")
        mine = mine.with_user(self.researcher)
        waiting, drafts = self.count_on_desk(card), self.count_on_desk(mine)
        self.assertFalse(reviewer.can_validate)
        for step in (reviewer.action_validate, lambda: reviewer.action_reject("Thin")):
            with self.assertRaises(UserError):
                step()
        with self.assertRaises(AccessError):
            reviewer.action_submit()
        finding.action_submit()
        self.assertTrue(reviewer.can_validate)
        self.assertEqual(self.count_on_desk(card), waiting + 1)
        self.assertEqual(self.count_on_desk(mine), drafts - 1)

    def test_submitted_it_stays_until_it_is_taken_back(self):
        interview = self.make_interview(self.study)
        finding = self.submitted_finding(self.study, interview_ids=interview.ids)
        for change in ({"name": "Price"}, {"interview_ids": [Command.clear()]}):
            with self.assertRaisesRegex(UserError, "takes it back"):
                finding.write(change)
        with self.assertRaises(UserError):
            finding.unlink()
        with self.assertRaises(AccessError):
            finding.with_user(self.manager).action_withdraw()
        finding.action_withdraw()
        finding.name = "Price"
        with self.assertRaises(UserError):
            finding.action_withdraw()
        finding.action_submit()
        finding.with_user(self.manager).action_validate()
        for step in (finding.action_submit, finding.action_withdraw):
            with self.assertRaises(UserError):
                step()

    def test_needs_evidence(self):
        finding = self.make_finding(self.study)
        with self.assertRaises(UserError):
            finding.action_submit()
        finding.sudo().state = "submitted"
        with self.assertRaises(UserError):
            finding.with_user(self.manager).action_validate()

    def test_a_questionnaire_without_answers_is_no_evidence(self):
        survey = self.make_questionnaire()
        self.study.survey_ids = survey
        finding = self.make_finding(self.study, survey_ids=survey.ids)
        with self.assertRaises(UserError):
            finding.action_submit()
        self.give_answer(survey, 5, 10)
        finding.invalidate_recordset()
        finding.action_submit()
        finding.with_user(self.manager).action_validate()
        self.assertEqual(finding.validated_by_id, self.manager)

    def test_the_reviewer_sees_how_many_people_it_stands_on(self):
        survey = self.make_questionnaire()
        self.study.survey_ids = survey
        for _number in range(4):
            given = self.give_answer(survey, 5, 10)
        finding = self.submitted_finding(
            self.study,
            survey_ids=survey.ids,
            answer_ids=given.ids,
            interview_ids=self.make_interview(self.study).ids,
        )
        # of four answers, a share may be off by 1.96 × 50 ÷ √4
        self.assertEqual(
            finding.with_user(self.manager).basis,
            "Questionnaire (n = 4, ± 49.0) · Single Answers (n = 1) · Interviews (n = 1)",
        )

    def test_nobody_validates_the_own(self):
        interview = self.make_interview(self.study)
        mine = self.submitted_finding(
            self.study, self.manager, interview_ids=interview.ids
        )
        with self.assertRaises(AccessError):
            mine.with_user(self.manager).action_validate()
        # the study's responsible, and who wrote it down under another name
        self.study.user_id = self.manager
        other = self.submitted_finding(self.study, interview_ids=interview.ids)
        with self.assertRaises(AccessError):
            other.with_user(self.manager).action_validate()
        other.with_user(self.users["director"]).action_validate()
        self.study.user_id = self.researcher
        ghost = self.submitted_finding(
            self.study,
            self.manager,
            user_id=self.researcher.id,
            interview_ids=interview.ids,
        )
        with self.assertRaises(AccessError):
            ghost.with_user(self.manager).action_validate()

    def test_only_the_posts_that_review(self):
        finding = self.submitted_finding(
            self.study, interview_ids=self.make_interview(self.study).ids
        )
        for code in ("product_manager", "market_researcher"):
            with self.assertRaises(AccessError):
                finding.with_user(self.users[code]).action_validate()
            with self.assertRaises(AccessError):
                finding.with_user(self.users[code]).action_reject("No")

    def test_not_once_the_study_is_over(self):
        interview = self.make_interview(self.study)
        finding = self.submitted_finding(self.study, interview_ids=interview.ids)
        theirs = finding.with_user(self.manager)
        self.assertTrue(theirs.can_validate)
        card = self.env.ref("marketing_office.desk_card_findings_to_validate")
        card = card.with_user(self.manager)
        count = self.count_on_desk(card)
        self.study.sudo().state = "cancelled"
        self.assertFalse(theirs.can_validate)
        self.assertEqual(self.count_on_desk(card), count - 1)
        with self.assertRaises(UserError):
            theirs.action_validate()

    def test_validated_is_immutable(self):
        interview = self.make_interview(self.study)
        finding = self.validated(interview_ids=interview.ids)
        for record in (finding, finding.with_user(self.manager)):
            for vals in ({"name": "Price"}, {"interview_ids": [Command.clear()]}):
                with self.assertRaises(UserError):
                    record.write(vals)
        with self.assertRaises(UserError):
            finding.unlink()
        with self.assertRaises(UserError):
            interview.notes = "Something else"
        with self.assertRaises(UserError):
            interview.finding_ids = [Command.clear()]
        uncited = self.make_interview(self.study)
        with self.assertRaises(AccessError):
            uncited.finding_ids = [Command.link(finding.id)]

    def test_cited_evidence_stays(self):
        survey = self.make_questionnaire()
        self.study.survey_ids = survey
        whole = self.give_answer(survey, 5, 10)
        interview = self.make_interview(self.study)
        partner = self.make_customer("Rival")
        competitor = self.env["mkt.competitor"].create({"partner_id": partner.id})
        analysis = self.env["mkt.competitor.analysis"].create(
            {
                "study_id": self.study.id,
                "competitor_id": competitor.id,
                "conclusion": "Faster",
            }
        )
        file = self.env["ir.attachment"].with_user(self.researcher)
        file = file.create({"name": "note.txt", "raw": b"Two weeks"})
        self.validated(
            survey_ids=survey.ids,
            interview_ids=interview.ids,
            analysis_ids=analysis.ids,
            attachment_ids=file.ids,
        )
        self.assertEqual(file.res_model, "mkt.finding")
        for evidence in (whole, interview, analysis, file):
            with self.assertRaises(UserError):
                evidence.with_user(self.env.user).unlink()
        with self.assertRaises(UserError):
            self.study.survey_ids = False

    def test_cited_answers_do_not_change(self):
        survey = self.make_questionnaire()
        self.study.survey_ids = survey
        answers = [self.give_answer(survey, csat, 10) for csat in (5, 4)]
        cited, other = (answer.with_user(self.researcher) for answer in answers)
        changes = {"test_entry": True}, {"state": "in_progress"}
        self.make_finding(self.study, answer_ids=cited.ids)
        for vals in changes:
            with self.assertRaises(UserError):
                cited.write(vals)
        other.test_entry = True
        # a whole questionnaire: all that was handed in
        self.make_finding(self.study, survey_ids=survey.ids)
        third = self.give_answer(survey, 3, 10).with_user(self.researcher)
        for vals in changes:
            with self.assertRaises(UserError):
                third.write(vals)
        other.unlink()

    def test_evidence_of_the_own_study(self):
        other = self.make_study("analysis")
        with self.assertRaises(ValidationError):
            self.make_finding(self.study, interview_ids=self.make_interview(other).ids)

    def test_rejected_with_a_reason_and_taken_up_again(self):
        finding = self.submitted_finding(
            self.study, interview_ids=self.make_interview(self.study).ids
        )
        dialog = self.env["mkt.finding.rejection"].with_user(self.manager)
        with self.assertRaises(UserError):
            finding.with_user(self.manager).action_reject("")
        dialog.create({"finding_id": finding.id, "reason": "Thin"}).action_confirm()
        self.assertEqual((finding.state, finding.reject_reason), ("rejected", "Thin"))
        with self.assertRaises(UserError):
            finding.name = "Price"
        finding.action_rework()
        finding.name = "Price"
        self.assertEqual(finding.state, "draft")
