from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command, Domain
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
        """Nobody marks themselves as attended in the host, and here nothing changes."""
        session = self.scheduled()
        event = session.sudo().event_id
        rows = session.sudo().participation_ids
        before = {row: self.facts(row) for row in rows}
        hosts = self.env["event.event"].create(
            {
                "name": "Fair",
                "date_begin": f"{self.today} 01:00:00",
                "date_end": f"{self.today} 02:00:00",
            }
        )
        opened = 0
        for code, user in self.users.items():
            registrations = self.env["event.registration"].with_user(user)

            def register(registrations=registrations, user=user):
                vals = {"event_id": event.id, "partner_id": user.partner_id.id}
                registrations.create(vals).action_set_done()

            def register_done(registrations=registrations, user=user):
                vals = {"event_id": event.id, "partner_id": user.partner_id.id}
                registrations.create({**vals, "state": "done"})

            def move(registrations=registrations, user=user):
                vals = {"event_id": hosts.id, "partner_id": user.partner_id.id}
                found = registrations.create(vals)
                found.action_set_done()
                found.event_id = event

            def register_at_the_hosts(registrations=registrations, user=user):
                vals = {"event_id": hosts.id, "partner_id": user.partner_id.id}
                registrations.create(vals).action_set_done()

            theirs = event.with_user(user)
            with self.subTest(code=code):
                self.try_doors(
                    [
                        register,
                        register_done,
                        move,
                        register_at_the_hosts,
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
                done = Domain("partner_id", "=", user.partner_id.id) & Domain(
                    "state", "=", "done"
                )
                registered = self.env["event.registration"].search(done)
                self.assertNotIn(event, registered.event_id)
                opened += len(registered)
        self.assertEqual(session.name, "Handling complaints")
        # the host's own events are the host's affair
        self.assertGreater(opened, 0)

    def test_who_records_the_session_may_say_it_in_the_host_too(self):
        session = self.scheduled()
        trainer = self.users["market_researcher"]
        for code in ("market_researcher", "sales_staff"):
            self.users[code].group_ids |= self.env.ref(
                "event.group_event_registration_desk"
            )
        [theirs, own] = self.env["event.registration"].create(
            [
                {"event_id": session.sudo().event_id.id, "partner_id": partner.id}
                for partner in (
                    self.users["sales_staff"].partner_id,
                    trainer.partner_id,
                )
            ]
        )
        with self.assertRaises(AccessError):
            self.by(theirs, "sales_staff").action_set_done()
        with self.assertRaises(AccessError):
            self.by(own, "market_researcher").action_set_done()
        self.by(theirs, "market_researcher").action_set_done()
        self.assertEqual(theirs.state, "done")

    def test_registrations_of_other_events_cost_nothing(self):
        hosts = self.env["event.event"].create(
            {
                "name": "Fair",
                "date_begin": f"{self.today} 01:00:00",
                "date_end": f"{self.today} 02:00:00",
            }
        )
        user = self.users["sales_staff"]
        user.group_ids |= self.env.ref("event.group_event_registration_desk")
        found = self.env["event.registration"].create({"event_id": hosts.id})
        theirs = found.with_user(user)
        theirs.action_set_done()
        with self.assertQueryCount(0):
            theirs._mkt_check_recorder()

    def test_skills_and_resume_lines(self):
        """Everybody edits their own skills; our certifications are written by nobody."""
        session = self.held(survey_id=self.make_survey().id)
        hosts = self.make_survey()
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
                        lambda env=env, line=line: env["hr.resume.line"].create(line),
                        lambda env=env, line=line: env["hr.resume.line"].create(
                            {**line, "survey_id": hosts.id}
                        ),
                        lambda env=env, line=line: (
                            env["hr.resume.line"]
                            .create({**line, "survey_id": False})
                            .write({"survey_id": session.survey_id.id})
                        ),
                        lambda env=env, line=line: (
                            env["hr.employee"]
                            .browse(line["employee_id"])
                            .write({"resume_line_ids": [Command.create(line)]})
                        ),
                    ]
                )
                self.assertEqual({row: self.facts(row) for row in rows}, before)
                self.assertNotIn(session.survey_id, employee.resume_line_ids.survey_id)
                entered += len(employee.resume_line_ids)
        # nobody is certified by what they write of themselves
        self.assertTrue(all(row.is_to_certify for row in rows))
        # but for the host's own certifications, where the host lets them
        self.assertGreater(entered, 0)

    def test_who_has_passed_has_it_in_the_resume(self):
        session = self.held(survey_id=self.make_survey().id)
        user = self.users["sales_staff"]
        employee = self.env["hr.employee"].create({"name": "Staff", "user_id": user.id})
        self.take(self.by(self.row(session, "sales_staff"), "sales_staff"))
        [line] = employee.resume_line_ids
        self.assertEqual(line.survey_id, session.survey_id)
        theirs = self.by(line, "sales_staff")
        for vals in (
            {"date_end": "2099-01-01"},
            {"employee_id": self.env["hr.employee"].create({"name": "x"}).id},
        ):
            with self.assertRaises(AccessError):
                theirs.write(vals)
        # what they say about it is theirs
        theirs.description = "Two days"

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
                    lambda theirs=theirs: theirs.write({"scoring_percentage": 100}),
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
        # whoever wrote it still sees it
        answer.survey_id.user_id = self.users["promotion_manager"]
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

    def with_survey_rights(self, group="survey.group_survey_user"):
        for user in self.users.values():
            user.group_ids |= self.env.ref(group)

    def seen(self, survey, code):
        """What is right, as the person reads it, whatever the way."""
        answers = self.env["survey.question.answer"].with_user(self.users[code])
        right = Domain("question_id.survey_id", "=", survey.id) & Domain(
            "is_correct", "=", True
        )
        found = answers.search(right)
        theirs = self.by(survey, code)
        # what others have looked up before is none of theirs
        self.env.invalidate_all()
        self.assertEqual(found, theirs.question_ids.suggested_answer_ids & found)
        self.assertEqual(bool(found), bool(theirs.question_ids))
        if not found:
            with self.assertRaises(AccessError):
                self.by(survey.question_ids, code).read(["answer_numerical_box"])
            with self.assertRaises(AccessError):
                self.by(survey.question_ids.suggested_answer_ids, code).read(
                    ["is_correct", "answer_score"]
                )
        return bool(found)

    def test_what_is_right_is_seen_by_who_examines(self):
        survey, hosts = self.make_survey(), self.make_survey()
        self.scheduled(survey_id=survey.id)
        for group in ("survey.group_survey_user", "survey.group_survey_manager"):
            self.with_survey_rights(group)
            for code in self.users:
                with self.subTest(group=group, code=code):
                    examines = code in (
                        *("director", "marketing_manager", "market_researcher"),
                    )
                    self.assertEqual(self.seen(survey, code), examines)
                    self.assertTrue(self.seen(hosts, code))

    def test_who_has_to_pass_sees_nothing_even_as_the_author(self):
        survey = self.make_survey()
        people = [self.users[c].id for c in ("sales_staff", "marketing_manager")]
        self.with_survey_rights()
        survey.user_id = self.users["sales_staff"]
        self.scheduled(survey_id=survey.id, participant_ids=[Command.set(people)])
        for code in ("sales_staff", "marketing_manager"):
            with self.subTest(code):
                self.assertFalse(self.seen(survey, code))

    def test_nobody_begins_it_for_a_colleague(self):
        survey, hosts = self.make_survey(), self.make_survey()
        self.held(survey_id=survey.id)
        self.with_survey_rights()
        colleague = self.users["service_clerk"]
        for code, user in self.users.items():
            answers = self.env["survey.user_input"].with_user(user)
            vals = {"partner_id": colleague.partner_id.id}
            with self.subTest(code):
                with self.assertRaises(AccessError):
                    answers.create({**vals, "survey_id": survey.id})
                with self.assertRaises(AccessError):
                    self.by(survey, code)._create_answer(user=colleague)
                self.assertTrue(answers.create({**vals, "survey_id": hosts.id}))
        self.assertFalse(survey.user_input_ids)

    def test_what_others_have_handed_in(self):
        """Which of their answers were right tells which are."""
        row, answer = self.certified()
        self.with_survey_rights()
        for code, user in self.users.items():
            answers = self.env["survey.user_input"].with_user(user)
            lines = self.env["survey.user_input.line"].with_user(user)
            mine = Domain("survey_id", "=", answer.survey_id.id)
            with self.subTest(code):
                reads = code in ("director", "marketing_manager")
                self.assertEqual(bool(answers.search(mine)), reads)
                self.assertEqual(bool(lines.search(mine)), reads)
        self.assertEqual(row.score, 0)

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

    def test_what_shows_the_answers_certifies_nobody(self):
        """The host prints what is right even for who has not handed in anything."""
        shown, anybody, hidden = (self.make_survey() for _number in range(3))
        shown.scoring_type = "scoring_with_answers"
        anybody.users_login_required = False
        plain = self.env["survey.survey"].create({"title": "Plain"})
        for survey in (shown, anybody, plain):
            with self.subTest(survey=survey.title), self.assertRaises(ValidationError):
                self.make_session(survey_id=survey.id)
        session = self.make_session(survey_id=hidden.id)
        self.approve(session.plan_id)
        hidden.scoring_type = "scoring_with_answers"
        with self.assertRaises(ValidationError):
            session.action_schedule()

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
