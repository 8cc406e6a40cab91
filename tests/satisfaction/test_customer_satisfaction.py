from odoo.fields import Datetime

from ..common import OfficeCase


class TestCustomerSatisfaction(OfficeCase):
    """The customer's profile says how satisfied its people are, to those who may know."""

    posts = ("account_manager", "sales_staff", "customer_service_manager")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer("Mill", is_company=True)
        cls.people = cls.env["res.partner"].create(
            [{"name": name, "parent_id": cls.customer.id} for name in ("Ann", "Bo")]
        )
        cls.standing = cls.env["mkt.customer.standing"]._of(cls.customer, cls.company)
        survey = cls.env["mkt.satisfaction.survey"].create(
            {
                "name": "Survey",
                "survey_id": cls.env.ref("marketing_office.survey_satisfaction").id,
                "state": "running",
                "next_date": "2999-01-01",
            }
        )
        period = cls.env["mkt.period"]._of(
            cls.company, "quarter", Datetime.now().date()
        )
        cls.wave = cls.env["mkt.satisfaction.wave"].create(
            {"survey_id": survey.id, "period_id": period.id}
        )

    def answer(self, person, percent, **vals):
        answer = self.env["survey.user_input"].create(
            {
                "survey_id": self.wave.survey_id.survey_id.id,
                "partner_id": person.id,
                "mkt_wave_id": self.wave.id,
                "mkt_company_id": self.company.id,
                "state": "done",
                "end_datetime": Datetime.now(),
                **vals,
            }
        )
        self.env.flush_all()
        # as if its questions had been answered so
        answer.write({"mkt_csat": percent, "mkt_has_csat": True})
        return answer

    def seen(self, code):
        self.env.flush_all()
        self.env.invalidate_all()
        standing = self.standing.with_user(self.users[code])
        return standing.satisfaction, standing.satisfaction_count

    def test_average_of_its_people(self):
        self.assertEqual(self.seen("account_manager"), (False, 0))
        answers = self.answer(self.people[0], 50) | self.answer(self.people[1], 100)
        self.answer(self.make_customer("Other"), 0)
        self.assertEqual(self.seen("account_manager"), (75, 2))
        standing = self.standing.with_user(self.users["customer_service_manager"])
        self.assertEqual(self.seen("customer_service_manager"), (75, 2))
        action = standing.action_open_satisfaction()
        self.assertEqual(
            self.env["survey.user_input"].search(action["domain"]), answers
        )

    def test_no_satisfaction_at_all_is_zero_and_not_missing(self):
        self.answer(self.people[0], 0)
        self.assertEqual(self.seen("account_manager"), (0, 1))

    def test_old_answers_do_not_count(self):
        self.answer(self.people[0], 50, end_datetime="2020-01-01 08:00:00")
        self.assertEqual(self.seen("account_manager"), (False, 0))

    def test_who_does_not_read_answers_sees_no_figure(self):
        self.answer(self.people[0], 50)
        self.assertEqual(self.seen("sales_staff"), (False, 0))
