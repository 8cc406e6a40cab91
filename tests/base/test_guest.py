"""A guest costs the house nothing, and breaks nothing in it."""

from odoo.tests import TransactionCase, new_test_user
from odoo.tools import SQL


class TestGuest(TransactionCase):
    def test_rows_are_made_without_the_addon(self):
        """While the host loads, its code runs beside columns that it does not know."""
        found = self.env.execute_query(
            SQL(
                """
                SELECT field.model, field.name
                FROM ir_model_data data
                JOIN ir_model_fields field ON field.id = data.res_id
                JOIN ir_model model ON model.id = field.model_id
                JOIN pg_class ON relname = replace(field.model, '.', '_')
                    AND relnamespace = 'public'::regnamespace
                JOIN pg_attribute ON attrelid = pg_class.oid AND attname = field.name
                WHERE data.module = 'marketing_office'
                    AND data.model = 'ir.model.fields'
                    AND attnotnull AND NOT atthasdef
                """
            )
        )
        hosts = [
            (model, name)
            for model, name in found
            if self.env[model]._original_module != "marketing_office"
        ]
        self.assertFalse(hosts)

    def test_no_rule_on_a_host_model_names_our_fields(self):
        """While the host loads, its records are asked by our rules, without our code."""
        known = self.env["ir.model.data"].search(
            [("module", "=", "marketing_office"), ("model", "=", "ir.rule")]
        )
        rules = self.env["ir.rule"].browse(known.mapped("res_id"))
        hosts = rules.filtered(
            lambda rule: (
                self.env[rule.model_id.model]._original_module != "marketing_office"
            )
        )
        self.assertTrue(rules - hosts)
        for rule in hosts:
            with self.subTest(rule.name):
                self.assertNotIn("mkt_", rule.domain_force)

    def test_a_company_made_without_the_addon_has_its_defaults(self):
        known = {
            name
            for name, field in self.env["res.company"]._fields.items()
            if field.store and field.column_type and not name.startswith("mkt_")
        }
        columns = SQL(", ").join(map(SQL.identifier, sorted(known - {"id", "name"})))
        [[company_id]] = self.env.execute_query(
            SQL(
                """
                INSERT INTO res_company (name, %(columns)s)
                SELECT 'Made meanwhile', %(columns)s FROM res_company ORDER BY id LIMIT 1
                RETURNING id
                """,
                columns=columns,
            )
        )
        made = self.env["res.company"].browse(company_id)
        fields = [
            name
            for name, field in made._fields.items()
            if name.startswith("mkt_") and field.store and field.default
        ]
        self.assertTrue(fields)
        self.assertEqual(
            {name: made[name] for name in fields}, made.default_get(fields)
        )

    def test_files_of_others_are_told_without_a_query(self):
        files = self.env["ir.attachment"].create(
            [
                {"name": "a.txt", "raw": b"a", "res_model": "res.partner", "res_id": 1},
                {"name": "b.txt", "raw": b"b"},
            ]
        )
        files.mapped("res_model")
        with self.assertQueryCount(0):
            files._mkt_check_not_kept(moving=True)
            files._mkt_check_customer_file()

    def test_answers_that_are_not_handed_in_are_not_read(self):
        survey = self.env["survey.survey"].create({"title": "Anything"})
        answer = self.env["survey.user_input"].create({"survey_id": survey.id})
        self.env.flush_all()
        self.env.invalidate_all()
        answer.mapped("state")
        with self.assertQueryCount(0):
            answer._compute_mkt_measures()
            answer._compute_mkt_awareness()

    def test_answers_to_others_questionnaires_are_told_without_a_query(self):
        user = new_test_user(
            self.env, "surveyor", "base.group_user,survey.group_survey_manager"
        )
        survey = self.env["survey.survey"].create({"title": "Anything"})
        answer = self.env["survey.user_input"].create({"survey_id": survey.id})
        question = self.env["survey.question"].create(
            {"title": "What?", "survey_id": survey.id}
        )
        choice = question.suggested_answer_ids.create(
            {"value": "This", "question_id": question.id}
        )
        for record, path in (
            (answer, "survey_id.title"),
            (question, "survey_id.title"),
            (choice, "question_id.survey_id.title"),
        ):
            self.assertTrue(record.with_user(user).has_access("read"))
            self.env.flush_all()
            self.env.invalidate_all()
            record.mapped(path)
            with self.subTest(model=record._name), self.assertQueryCount(0):
                self.assertTrue(record.with_user(user).has_access("read"))

    def test_mails_to_others_do_not_hasten_what_waits_for_the_commit(self):
        """Else the host posts what it tracks in between, and its own tests count that."""
        done = []
        self.env.cr.precommit.add(lambda: done.append(True))
        mail = (
            "From: somebody@elsewhere.example.com",
            "To: contacts@office.example.com",
            "Message-Id: <1.guest@elsewhere.example.com>",
            "Subject: A contact",
            "",
            "Hello",
        )
        made = self.env["mail.thread"].message_process(
            "res.partner", "\r\n".join(mail), custom_values={"name": "A contact"}
        )
        self.assertTrue(self.env["res.partner"].browse(made).exists())
        self.assertFalse(done)
