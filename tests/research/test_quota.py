"""Quotas per answer: who has a place counts, who has none is told so and is closed."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form
from odoo.tests.common import JsonRpcException

from ..common import OfficeHttpCase
from ..concurrency import ConcurrencyCase
from .study_case import StudyCase, StudyMixin

ENOUGH = "我们已经收集到足够多"


def questionnaire(env, layout="page_per_question", **vals):
    """Two questions with choices; one of the first one's answers has a quota."""
    return env["survey.survey"].create(
        {
            "title": "Suppliers",
            "access_mode": "public",
            "users_login_required": False,
            "questions_layout": layout,
            "scoring_type": "no_scoring",
            "question_and_page_ids": [
                Command.create(
                    {
                        "title": "Where do you buy?",
                        "question_type": "simple_choice",
                        "sequence": 1,
                        "suggested_answer_ids": [
                            Command.create({"value": "Dealer", "mkt_quota": 2}),
                            Command.create({"value": "Maker"}),
                        ],
                    }
                ),
                Command.create(
                    {
                        "title": "What matters?",
                        "question_type": "multiple_choice",
                        "sequence": 2,
                        "suggested_answer_ids": [
                            Command.create({"value": "Price", "mkt_quota": 5}),
                            Command.create({"value": "Time"}),
                        ],
                    }
                ),
            ],
            **vals,
        }
    )


class QuotaMixin(StudyMixin):
    def prepare(self, layout="page_per_question"):
        self.survey = questionnaire(self.env, layout)
        self.where, self.what = self.survey.question_ids
        self.dealer, self.maker = self.where.suggested_answer_ids
        self.price, self.time = self.what.suggested_answer_ids
        self.study = self.make_study(survey_ids=self.survey.ids)

    def begin(self, *choices, **vals):
        """Somebody who has chosen these, and has not handed in yet."""
        answer = self.survey.sudo()._create_answer(check_attempts=False, **vals)
        answer._mark_in_progress()
        for question in self.survey.question_ids:
            chosen = [c.id for c in choices if c.question_id == question]
            if chosen:
                answer._save_lines(question, chosen)
        return answer

    def hand_in(self, *choices, **vals):
        answer = self.begin(*choices, **vals)
        answer._mark_done()
        return answer


class TestQuota(QuotaMixin, StudyCase):
    def setUp(self):
        super().setUp()
        self.prepare()

    def test_who_comes_too_late_is_closed_and_does_not_count(self):
        first = self.hand_in(self.dealer, self.price)
        second = self.hand_in(self.dealer)
        third = self.hand_in(self.dealer, self.price)
        maker = self.hand_in(self.maker)
        self.assertEqual(
            (first.mkt_is_over_quota, third.mkt_is_over_quota), (False, True)
        )
        self.assertTrue(second.mkt_is_answered)
        self.assertEqual((third.state, third.mkt_is_answered), ("done", False))
        self.assertTrue(third.end_datetime)
        # the quotas of an answer are kept with it
        self.assertEqual(first.mkt_quota_ids, self.dealer | self.price)
        self.assertEqual(second.mkt_quota_ids, self.dealer)
        self.assertEqual(third.mkt_quota_ids, self.dealer)
        self.assertFalse(maker.mkt_quota_ids)
        self.assertEqual(self.study.answer_count, 3)
        self.assertEqual(
            (self.dealer.mkt_quota_reached, self.dealer.mkt_turned_away), (2, 1)
        )
        # who was turned away takes no place in the other quota
        self.assertEqual(
            (self.price.mkt_quota_reached, self.price.mkt_turned_away), (1, 0)
        )

    def test_a_test_counts_nowhere_and_is_never_closed(self):
        for _number in range(3):
            test = self.hand_in(self.dealer, test_entry=True)
        self.assertFalse(test.mkt_is_over_quota)
        self.assertFalse(self.hand_in(self.dealer).mkt_is_over_quota)

    def test_only_the_questionnaires_of_studies(self):
        survey = questionnaire(self.env)
        dealer = survey.question_ids[0].suggested_answer_ids[0]
        for _number in range(3):
            answer = survey._create_answer(check_attempts=False)
            answer._save_lines(dealer.question_id, [dealer.id])
            answer._mark_done()
        self.assertTrue(answer.mkt_is_answered)
        self.assertFalse(survey.question_ids[0].mkt_takes_quotas)
        self.assertTrue(self.where.mkt_takes_quotas)
        # on the form of a study that is not saved yet
        questions = survey.question_ids.with_context(mkt_of_study=True)
        self.assertTrue(questions[0].mkt_takes_quotas)
        with Form(self.env["mkt.study"].with_user(self.researcher)) as form:
            form.name, form.date_to = "Suppliers", self.today
            form.by_questionnaire = True
            form.survey_ids.add(survey)
            self.assertEqual(len(form.quota_ids), 2)

    def test_a_place_that_is_given_back_is_free(self):
        given = self.hand_in(self.dealer)
        self.hand_in(self.dealer)
        given.unlink()
        self.assertFalse(self.hand_in(self.dealer).mkt_is_over_quota)
        self.assertTrue(self.hand_in(self.dealer).mkt_is_over_quota)

    def test_a_quota_raised_lets_the_next_one_in(self):
        self.hand_in(self.dealer)
        self.hand_in(self.dealer)
        self.assertTrue(self.hand_in(self.dealer).mkt_is_over_quota)
        self.dealer.with_user(self.researcher).mkt_quota = 3
        self.assertFalse(self.hand_in(self.dealer).mkt_is_over_quota)

    def test_a_quota_is_not_below_what_is_reached(self):
        for _number in range(2):
            self.hand_in(self.dealer)
        quota = self.dealer.with_user(self.researcher)
        with self.assertRaises(ValidationError), self.cr.savepoint():
            quota.mkt_quota = 1
        self.assertEqual(quota.mkt_quota, 2)
        quota.mkt_quota = 3
        quota.mkt_quota = 0
        self.assertFalse(self.hand_in(self.dealer).mkt_is_over_quota)
        with self.assertRaises(ValidationError):
            quota.mkt_quota = 2

    def test_a_change_under_way_is_noted_on_the_study(self):
        quota = self.dealer.with_user(self.researcher)
        quota.mkt_quota = 2
        before = self.study.message_ids
        quota.mkt_quota = 7
        (note,) = self.study.message_ids - before
        self.assertIn("2 → 7", str(note.body))
        self.assertEqual(note.author_id, self.researcher.partner_id)
        draft = self.make_study("draft", survey_ids=questionnaire(self.env).ids)
        before = draft.message_ids
        draft.quota_ids[0].mkt_quota = 7
        self.assertEqual(draft.message_ids, before)

    def test_a_quota_is_a_number_of_people(self):
        for value in ("many", [1], (1,), 10**12, "1e3", float("inf"), -1):
            with self.subTest(value=value), self.assertRaises(ValidationError):
                self.dealer.with_user(self.researcher).write({"mkt_quota": value})
        with self.assertRaises(ValidationError):
            self.where.with_user(self.researcher).suggested_answer_ids = [
                Command.create({"value": "Shop", "mkt_quota": "many"})
            ]
        self.dealer.with_user(self.researcher).write({"mkt_quota": "12"})
        self.assertEqual(self.dealer.mkt_quota, 12)

    def test_nobody_goes_on_who_meets_a_full_quota(self):
        self.hand_in(self.dealer)
        self.hand_in(self.dealer)
        third = self.begin(self.dealer)
        third._clear_inactive_conditional_answers()
        self.assertEqual((third.state, third.mkt_is_over_quota), ("done", True))
        maker = self.begin(self.maker)
        maker._clear_inactive_conditional_answers()
        self.assertEqual(maker.state, "in_progress")

    def test_who_is_turned_away_sees_no_progress(self):
        page = self.env["ir.qweb"]
        for _number in range(3):
            answer = self.hand_in(self.dealer)
            shown = page._render(
                "survey.survey_fill_form_done",
                {"survey": self.survey, "answer": answer, "is_html_empty": bool},
            )
            hidden = ".o_survey_progress_wrapper" in str(shown)
            self.assertEqual(hidden, answer.mkt_is_over_quota)

    def test_who_was_turned_away_is_not_asked_again(self):
        for _number in range(2):
            self.hand_in(self.dealer)
        late, silent = self.hand_in(self.dealer), self.begin()
        (late | silent).mkt_invited_at = "2026-01-02 08:00:00"
        action = self.study.with_user(self.researcher).action_view_silent()
        found = self.env["survey.user_input"].search(action["domain"])
        self.assertEqual(found, silent)
        action = self.study.with_user(self.researcher).action_view_answers()
        found = self.env["survey.user_input"].search(action["domain"])
        self.assertEqual(len(found), self.study.answer_count)
        self.assertNotIn(late, found)
        self.assertEqual((self.study.asked_count, self.study.silent_count), (2, 1))
        self.assertEqual(self.study.response_rate, 50)

    def test_the_study_shows_its_quotas(self):
        study = self.study.with_user(self.researcher)
        self.assertEqual(study.quota_ids, self.dealer | self.price)
        other = self.make_study(survey_ids=questionnaire(self.env).ids)
        self.assertFalse(other.quota_ids & study.quota_ids)

    def test_queries_do_not_grow_with_the_quotas(self):
        counts = []
        for number in (1, 20):
            question = self.env["survey.question"].create(
                {
                    "title": "Choose",
                    "survey_id": self.survey.id,
                    "question_type": "simple_choice",
                    "suggested_answer_ids": [
                        Command.create({"value": n, "mkt_quota": 3})
                        for n in range(number)
                    ],
                }
            )
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            question.suggested_answer_ids.mapped("mkt_turned_away")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)

    def test_bad_input(self):
        for vals in (
            {"question_type": "matrix", "matrix_subtype": "simple"},
            {"question_type": "scale"},
        ):
            with self.subTest(vals=vals), self.assertRaises(ValidationError):
                self.where.copy(
                    {
                        **vals,
                        "suggested_answer_ids": [
                            Command.create({"value": "x", "mkt_quota": 1})
                        ],
                    }
                )

    def test_nobody_says_who_has_a_place(self):
        answer = self.hand_in(self.dealer).with_user(self.researcher)
        for vals in ({"mkt_is_over_quota": True}, {"mkt_quota_ids": False}):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                answer.write(vals)


class TestQuotaPage(QuotaMixin, OfficeHttpCase):
    """What the respondents see, in their language."""

    def send(self, step, answer, values=None):
        urls = f"{self.survey.access_token}/{answer.access_token}"
        result = self.make_jsonrpc_request(f"/survey/{step}/{urls}", values or {})
        return result[1].get("survey_content", "")

    def respond(self, choice, **pages):
        answer = self.survey._create_answer(check_attempts=False)
        self.send("begin", answer, {"lang_code": "zh_CN"})
        return answer, self.send(
            "submit", answer, {str(self.where.id): str(choice.id), **pages}
        )

    def test_a_friendly_page_at_once(self):
        self.prepare()
        self.survey.lang_ids = self.env["res.lang"]._lang_get("zh_CN")
        for _number in range(2):
            answer, page = self.respond(self.dealer, question_id=self.where.id)
            self.assertNotIn(ENOUGH, page)
            page = self.send(
                "submit",
                answer,
                {str(self.what.id): [str(self.time.id)], "question_id": self.what.id},
            )
            self.assertNotIn(ENOUGH, page)
        answer, page = self.respond(self.dealer, question_id=self.where.id)
        self.assertIn(ENOUGH, page)
        self.env.invalidate_all()
        self.assertEqual((answer.state, answer.mkt_is_over_quota), ("done", True))
        # the link shows the same, and nothing more is taken
        page = self.url_open(f"{answer.get_start_url()}&lang=zh_CN").text
        self.assertIn("enough people" if ENOUGH not in page else ENOUGH, page)
        self.send("submit", answer, {str(self.where.id): str(self.maker.id)})
        self.env.invalidate_all()
        self.assertEqual(answer.user_input_line_ids.suggested_answer_id, self.dealer)
        # who chooses something else goes on
        answer, page = self.respond(self.maker, question_id=self.where.id)
        self.assertIn("What matters?", page)

    def test_all_on_one_page(self):
        self.prepare("one_page")
        for _number in range(2):
            answer, page = self.respond(self.dealer)
        self.env.invalidate_all()
        self.assertTrue(answer.mkt_is_answered)
        answer, page = self.respond(self.dealer)
        self.env.invalidate_all()
        self.assertTrue(answer.mkt_is_over_quota)


class TestAnswerGiven(StudyMixin, OfficeHttpCase):
    """What no page of a questionnaire sends is refused, and what was given stays."""

    def prepare(self):
        kinds = ("scale", "simple_choice", "multiple_choice", "matrix", "text_box")
        self.survey = self.env["survey.survey"].create(
            {
                "title": "All kinds",
                "access_mode": "public",
                "users_login_required": False,
                "questions_layout": "one_page",
                "scoring_type": "no_scoring",
                "question_and_page_ids": [
                    Command.create(
                        {
                            "title": kind,
                            "question_type": kind,
                            "sequence": number,
                            "scale_min": 1,
                            "scale_max": 5,
                            "suggested_answer_ids": [
                                Command.create({"value": "One"}),
                                Command.create({"value": "Other"}),
                            ]
                            if "choice" in kind or kind == "matrix"
                            else [],
                            "matrix_row_ids": [Command.create({"value": "Row"})]
                            if kind == "matrix"
                            else [],
                        }
                    )
                    for number, kind in enumerate((*kinds, "numerical_box", "date"))
                ],
            }
        )
        self.questions = dict(self.survey.question_ids.grouped("question_type"))
        choices = {
            kind: question.suggested_answer_ids[:1].id
            for kind, question in self.questions.items()
        }
        self.row = self.questions["matrix"].matrix_row_ids.id
        self.possible = {
            "scale": "5",
            "simple_choice": str(choices["simple_choice"]),
            "multiple_choice": [str(choices["multiple_choice"]), {"comment": "so"}],
            "matrix": {str(self.row): [str(choices["matrix"])], "comment": "so"},
            "text_box": "Time",
            "numerical_box": "12.5",
            "date": "2026-01-02",
        }

    def begin(self):
        answer = self.survey.sudo()._create_answer(check_attempts=False)
        answer._mark_in_progress()
        return answer

    def send(self, answer, **given):
        values = {str(self.questions[kind].id): v for kind, v in given.items()}
        url = f"/survey/submit/{self.survey.access_token}/{answer.access_token}"
        try:
            self.assertNotIn("error", self.make_jsonrpc_request(url, values)[1])
        finally:
            self.env.invalidate_all()

    def test_what_is_no_answer(self):
        self.prepare()
        self.make_study(survey_ids=self.survey.ids)
        answer = self.begin()
        other = self.questions["multiple_choice"].suggested_answer_ids[:1].id
        for kind, values in {
            "scale": (999, "0", "six", [1, 2], {"a": 1}, "5.5", 10**30),
            "simple_choice": ("x", other, 10**12, [[1]], {"a": 1}, [{"comment": 1}]),
            "multiple_choice": (
                ["x", other],
                [{"comment": ["so"]}],
                [[other], [other]],
            ),
            "matrix": (5, "x", ["x"], {"x": ["1"]}, {str(self.row): 5}, {"comment": 1}),
            "text_box": ([1, 2], {"a": 1}, "a\0b", 5),
            "numerical_box": ("nan", "inf", [1, 2], {"a": 1}, 10**400),
            "date": ({"a": 1}, [1, 2], "a\0b"),
        }.items():
            for value in values:
                with self.subTest(kind=kind, value=str(value)[:20]):
                    with self.assertRaisesRegex(JsonRpcException, "UserError"):
                        self.send(answer, **{**self.possible, kind: value})
                    self.assertFalse(answer.user_input_line_ids)
        self.assertEqual(answer.state, "in_progress")
        self.send(answer, **self.possible)
        self.assertTrue(answer.mkt_is_answered)
        lines = answer.user_input_line_ids
        self.assertEqual(lines.filtered("value_scale").value_scale, 5)
        self.assertEqual(len(lines), 9)

    def test_other_questionnaires_are_the_hosts_affair(self):
        self.prepare()
        answer = self.begin()
        self.send(answer, scale=999)
        self.assertEqual(
            answer.user_input_line_ids.filtered("value_scale").value_scale, 999
        )

    def test_a_page_of_another_questionnaire(self):
        self.prepare()
        self.survey.questions_layout = "page_per_question"
        self.make_study(survey_ids=self.survey.ids)
        answer = self.begin()
        scale = self.questions["scale"]
        for odd in (
            "x",
            10**12,
            [1],
            None,
            self.env["survey.question"].search([])[-1:].id + 1,
        ):
            with self.subTest(odd=odd), self.assertRaises(UserError):
                self.survey._get_survey_questions(answer, question_id=odd)
        found = self.survey._get_survey_questions(answer, question_id=str(scale.id))
        self.assertEqual(found, (scale, scale.id))
        url = f"/survey/submit/{self.survey.access_token}/{answer.access_token}"
        given = {"question_id": scale.id, str(scale.id): "4"}
        for odd in ("x", 10**12, [1], None):
            with self.assertRaisesRegex(JsonRpcException, "UserError"):
                self.make_jsonrpc_request(url, {**given, "previous_page_id": odd})
        self.make_jsonrpc_request(url, {**given, "previous_page_id": scale.id})
        self.env.invalidate_all()
        self.assertEqual(answer.last_displayed_page_id, scale)
        self.assertEqual(answer.user_input_line_ids.value_scale, 4)
        fresh = self.survey._create_answer()
        url = f"/survey/begin/{self.survey.access_token}/{fresh.access_token}"
        with self.assertRaisesRegex(JsonRpcException, "UserError"):
            self.make_jsonrpc_request(url, {"previous_page_id": "x"})
        self.make_jsonrpc_request(url, {"lang_code": ["zh_CN"]})
        self.env.invalidate_all()
        self.assertEqual(fresh.state, "in_progress")


class TestTwoLastRespondents(ConcurrencyCase):
    """Two hand in at the same instant, and one place is left."""

    def setUp(self):
        super().setUp()
        self.addCleanup(self.commit, self.tidy)
        self.survey_id, self.ids = self.commit(self.prepare)

    def prepare(self, env):
        survey = questionnaire(env, "one_page")
        dealer = survey.question_ids[0].suggested_answer_ids[0]
        dealer.mkt_quota = 1
        today = env.company._mkt_today()
        env["mkt.study"].create(
            {
                "name": "Study",
                "date_from": today,
                "date_to": today,
                "state": "fieldwork",
                "survey_ids": survey.ids,
            }
        )
        answers = env["survey.user_input"]
        for _number in range(2):
            answer = survey._create_answer(check_attempts=False)
            answer._mark_in_progress()
            answer._save_lines(dealer.question_id, [dealer.id])
            answers |= answer
        return survey.id, answers.ids

    def tidy(self, env):
        survey = env["survey.survey"].browse(self.survey_id)
        env.cr.execute(
            "DELETE FROM mkt_study WHERE id IN (SELECT mkt_study_id FROM"
            " mkt_study_survey_survey_rel WHERE survey_survey_id = %s)",
            [survey.id],
        )
        env.cr.execute(
            "DELETE FROM survey_user_input WHERE survey_id = %s", [survey.id]
        )
        survey.unlink()
        env.cr.execute("DELETE FROM mail_message WHERE model = 'mkt.study'")
        env.cr.execute("DELETE FROM mail_followers WHERE res_model = 'mkt.study'")

    def test_one_has_the_place(self):
        def hand_in(number):
            return lambda env: env["survey.user_input"].browse(number)._mark_done()

        outcomes = self.together(*map(hand_in, self.ids))
        self.assertEqual(outcomes, [None, None])
        with self.transaction() as env:
            answers = env["survey.user_input"].browse(self.ids)
            self.assertCountEqual(answers.mapped("mkt_is_over_quota"), [False, True])
            self.assertCountEqual(answers.mapped("mkt_is_answered"), [True, False])
