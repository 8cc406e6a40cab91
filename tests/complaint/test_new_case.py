"""A new case finds whoever takes it up; once it has a handler, the others are left alone."""

from ..common import OfficeCase


class TestNewCase(OfficeCase):
    posts = ("customer_service_manager", "service_clerk", "account_manager", "director")

    def reminded(self, case):
        return case.sudo().activity_ids.user_id

    def test_the_service_staff_until_it_is_acknowledged(self):
        case = self.make_complaint()
        clerk = self.users["service_clerk"]
        self.assertEqual(
            self.reminded(case), clerk + self.users["customer_service_manager"]
        )
        desk = self.env["mkt.desk.card"].with_user(clerk).get_desk()
        [item] = [i for i in desk["todo"] if i["id"] == case.id]
        self.assertEqual(item["why"], "To acknowledge")
        case.with_user(clerk).action_acknowledge()
        self.assertFalse(self.reminded(case))

    def test_until_it_is_given_to_somebody(self):
        case = self.make_complaint()
        case.with_user(self.users["customer_service_manager"]).user_id = self.users[
            "service_clerk"
        ]
        self.assertFalse(self.reminded(case))

    def test_nobody_where_there_is_a_handler(self):
        case = self.make_complaint(user_id=self.users["service_clerk"].id)
        self.assertFalse(self.reminded(case))

    def test_until_it_is_cancelled(self):
        case = self.make_complaint()
        case.with_user(self.users["customer_service_manager"]).action_cancel("Twice")
        self.assertFalse(self.reminded(case))

    def test_nobody_of_another_company(self):
        other = self.make_holder(
            "service_clerk", login="clerk_b", companies=self.company_b
        )
        self.assertNotIn(other, self.reminded(self.make_complaint()))

    def test_many_cost_as_many_queries_as_few(self):
        def queries(number):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.cr.sql_log_count
            vals = [{"name": "Relay fails"} for _number in range(number)]
            cases = self.env["mkt.complaint"].create(vals)
            self.env.flush_all()
            start = self.cr.sql_log_count
            cases.sudo()._forget_reminders(
                "marketing_office.mail_activity_type_new_case"
            )
            self.env.flush_all()
            cases.sudo()._remind_service()
            self.env.flush_all()
            return self.cr.sql_log_count - start

        queries(2)
        self.assertEqual(queries(2), queries(40))
