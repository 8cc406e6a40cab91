from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tools import mute_logger

from .training_case import TrainingCase


class TestTrainingAttacks(TrainingCase):
    """Attendance and results change by their own checked steps alone, whatever the door."""

    def facts(self, row):
        row.invalidate_recordset()
        return row.sudo().read(
            ["state", "hours", "score", "certified_on", "valid_until", "effect"]
        )

    def test_rows_of_attendance(self):
        session = self.held()
        row = self.row(session, "sales_staff")
        before = self.facts(row)
        for code, user in self.users.items():
            theirs = row.with_user(user)
            sessions = session.with_user(user)
            doors = (
                lambda theirs=theirs: theirs.write({"hours": 99}),
                lambda theirs=theirs: theirs.write({"certified_on": "2026-01-01"}),
                lambda theirs=theirs: theirs.unlink(),
                lambda theirs=theirs, user=user: theirs.create(
                    {"session_id": session.id, "user_id": user.id, "state": "attended"}
                ),
                lambda sessions=sessions: sessions.write(
                    {"participation_ids": [Command.update(row.id, {"effect": 5})]}
                ),
                lambda sessions=sessions: sessions.write({"state": "scheduled"}),
            )
            for number, door in enumerate(doors):
                with self.subTest(code=code, door=number):
                    with self.assertRaises(UserError):
                        door()
        self.assertEqual(self.facts(row), before)

    def try_doors(self, doors):
        """Open each door; the host may refuse it or not."""
        for number, door in enumerate(doors):
            with self.subTest(door=number):
                try:
                    with self.cr.savepoint(), mute_logger("odoo.sql_db"):
                        door()
                except (AccessError, UserError, ValidationError):
                    pass

    def test_the_registration_desk(self):
        """Staff mark themselves as attended in the host: here nothing changes."""
        session = self.scheduled()
        event = session.sudo().event_id
        rows = session.sudo().participation_ids
        before = {row: self.facts(row) for row in rows}
        opened = 0
        for code, user in self.users.items():
            registrations = self.env["event.registration"].with_user(user)

            def register(registrations=registrations, user=user):
                vals = {"event_id": event.id, "partner_id": user.partner_id.id}
                found = registrations.create(vals)
                found.write({"state": "done"})
                found.action_set_done()

            theirs = event.with_user(user)
            with self.subTest(code=code):
                self.try_doors(
                    [
                        register,
                        lambda theirs=theirs: theirs.write({"name": "Something else"}),
                        lambda theirs=theirs: theirs.write(
                            {"date_begin": "2020-01-01", "date_end": "2020-01-02"}
                        ),
                        lambda theirs=theirs: theirs.write({"stage_id": False}),
                        lambda theirs=theirs: theirs.unlink(),
                    ]
                )
                self.assertEqual(session.sudo().participation_ids, rows)
                self.assertEqual({row: self.facts(row) for row in rows}, before)
                self.assertTrue(event.exists())
                opened += self.env["event.registration"].search_count(
                    [("partner_id", "=", user.partner_id.id), ("state", "=", "done")]
                )
        self.assertEqual(session.name, "Handling complaints")
        # the test tries something: the host does let some in by this door
        self.assertGreater(opened, 0)

    def test_skills_and_resume_lines(self):
        """Everybody edits their own in the host: the record here is another one."""
        session = self.held(survey_id=self.make_survey().id)
        rows = session.sudo().participation_ids
        before = {row: self.facts(row) for row in rows}
        kind = self.env["hr.skill.type"].create(
            {
                "name": "Complaints",
                "is_certification": True,
                "skill_ids": [Command.create({"name": "Handling complaints"})],
                "skill_level_ids": [
                    Command.create(
                        {
                            "name": "Certified",
                            "level_progress": 100,
                            "default_level": True,
                        }
                    )
                ],
            }
        )
        entered = 0
        for code, user in self.users.items():
            employee = self.env["hr.employee"].create(
                {"name": code, "user_id": user.id}
            )
            skill = {
                "employee_id": employee.id,
                "skill_type_id": kind.id,
                "skill_id": kind.skill_ids.id,
                "skill_level_id": kind.skill_level_ids.id,
                "valid_from": "2026-01-01",
            }
            line = {
                "name": "Handling complaints",
                "employee_id": employee.id,
                "date_start": self.today,
                "event_id": session.sudo().event_id.id,
                "survey_id": session.survey_id.id,
            }
            env = self.env(user=user)
            with self.subTest(code=code):
                self.try_doors(
                    [
                        lambda env=env, skill=skill: env["hr.employee.skill"].create(
                            skill
                        ),
                        lambda env=env, line=line: env["hr.resume.line"].create(
                            {
                                k: v
                                for k, v in line.items()
                                if k in env["hr.resume.line"]._fields
                            }
                        ),
                    ]
                )
                self.assertEqual({row: self.facts(row) for row in rows}, before)
                entered += len(employee.resume_line_ids)
        # nobody is certified by what they write of themselves
        self.assertTrue(all(row.is_to_certify for row in rows))
        self.assertGreater(entered, 0)

    def certified(self):
        session = self.held(survey_id=self.make_survey().id)
        row = self.row(session, "sales_staff")
        return row, self.take(self.by(row, "sales_staff"), right=False)

    def test_answers_handed_in(self):
        row, answer = self.certified()
        before = self.facts(row)
        right = answer.survey_id.question_ids.suggested_answer_ids[0]
        for code, user in self.users.items():
            theirs = answer.with_user(user)
            for number, door in enumerate(
                (
                    lambda theirs=theirs: theirs.write({"state": "in_progress"}),
                    lambda theirs=theirs: theirs.write({"scoring_success": True}),
                    lambda theirs=theirs: theirs.write(
                        {
                            "user_input_line_ids": [
                                Command.update(
                                    theirs.sudo().user_input_line_ids.id,
                                    {"suggested_answer_id": right.id},
                                )
                            ]
                        }
                    ),
                    lambda theirs=theirs: (
                        theirs.sudo()
                        .user_input_line_ids.with_user(theirs.env.user)
                        .write({"answer_score": 10})
                    ),
                    lambda theirs=theirs: theirs.unlink(),
                )
            ):
                with self.subTest(code=code, door=number):
                    try:
                        with self.cr.savepoint(), mute_logger("odoo.sql_db"):
                            door()
                    except (AccessError, UserError):
                        pass
                    self.assertEqual(self.facts(row), before)

    def test_what_it_takes_to_pass(self):
        _row, answer = self.certified()
        survey = answer.survey_id.with_user(self.users["promotion_manager"])
        question = survey.question_ids
        other = self.make_survey().with_user(self.users["promotion_manager"])
        easy = {
            "title": "1 + 1",
            "question_type": "numerical_box",
            "is_scored_question": True,
            "answer_numerical_box": 2,
            "answer_score": 1000,
        }
        for number, door in enumerate(
            (
                lambda: survey.write({"scoring_success_min": 0}),
                lambda: question.suggested_answer_ids[1].write({"answer_score": 10}),
                lambda: survey.write(
                    {
                        "question_and_page_ids": [
                            Command.update(
                                question.id,
                                {
                                    "suggested_answer_ids": [
                                        Command.update(
                                            question.suggested_answer_ids[1].id,
                                            {"is_correct": True},
                                        )
                                    ]
                                },
                            )
                        ]
                    }
                ),
                lambda: question.suggested_answer_ids[1].unlink(),
                # one easy question more
                lambda: survey.write({"question_and_page_ids": [Command.create(easy)]}),
                lambda: question.create({**easy, "survey_id": survey.id}),
                # a hard question less
                lambda: question.write({"survey_id": other.id}),
                lambda: question.write({"is_page": True}),
                lambda: question.copy(),
                lambda: other.question_ids.write({"survey_id": survey.id}),
                lambda: other.question_ids.suggested_answer_ids.write(
                    {"question_id": question.id}
                ),
                lambda: survey.write({"questions_selection": "random"}),
            )
        ):
            with self.subTest(door=number), self.assertRaises(UserError):
                door()
        # the wording of a question may be mended
        question.write({"title": "Within how many working days?"})

    def test_nobody_takes_it_for_somebody_else(self):
        session = self.held(survey_id=self.make_survey().id)
        row = self.row(session, "sales_staff")
        for code in ("market_researcher", "director", "leadership"):
            with self.subTest(code=code), self.assertRaises(AccessError):
                self.by(row, code).action_start_certification()
        # an answer of one's own to the same questionnaire is none to the certification
        user = self.users["promotion_manager"]
        survey = row.sudo().survey_id
        answer = survey.sudo()._create_answer(user=user, check_attempts=False)
        right = survey.question_ids.suggested_answer_ids[0]
        answer._save_lines(survey.question_ids, str(right.id))
        answer._mark_done()
        self.assertTrue(answer.scoring_success)
        self.assertFalse(row.certified_on)

    def test_participants_do_not_choose_what_they_have_to_pass(self):
        people = [self.users[code].id for code in ("sales_staff", "marketing_manager")]
        hard, easy = self.make_survey(), self.make_survey()
        session = self.scheduled(
            survey_id=hard.id, participant_ids=[Command.set(people)]
        )
        for vals in ({"survey_id": easy.id}, {"valid_months": 99}):
            with self.assertRaises(AccessError):
                self.by(session, "marketing_manager").write(vals)
        self.by(session, "director").survey_id = easy
        self.assertEqual(session.survey_id, easy)

    def test_defaults_of_the_caller_make_no_answer(self):
        """The answer is made with all rights: the caller's context says nothing of it."""
        session = self.held(survey_id=self.make_survey().id)
        row = self.row(session, "sales_staff")
        question = session.survey_id.question_ids
        forged = {
            "default_state": "done",
            "default_scoring_percentage": 100,
            "default_scoring_success": True,
            "default_user_input_line_ids": [
                Command.create(
                    {
                        "question_id": question.id,
                        "answer_type": "suggestion",
                        "suggested_answer_id": question.suggested_answer_ids[0].id,
                        "answer_score": 1000,
                    }
                )
            ],
        }
        theirs = self.by(row, "sales_staff").with_context(**forged)
        theirs.action_start_certification()
        answer = row.sudo().answer_id
        self.assertEqual(answer.state, "new")
        self.assertFalse(answer.user_input_line_ids)
        self.assertFalse(answer.scoring_success)
        answer._save_lines(question, str(question.suggested_answer_ids[1].id))
        answer._mark_done()
        self.assertEqual((row.score, row.certified_on), (0, False))
