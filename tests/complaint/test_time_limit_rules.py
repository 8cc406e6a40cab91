"""Whoever sets the rules of the clocks sets them for the own company, and breaks none."""

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.tools import mute_logger

from ..common import OfficeCase


class TestTimeLimitRules(OfficeCase):
    posts = ()

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.make_holder(
            "customer_service_manager", companies=cls.company + cls.company_b
        )
        cls.policy = cls.make_policy(company_id=cls.company.id).with_user(cls.manager)

    @classmethod
    def make_policy(cls, **vals):
        return cls.env["mkt.sla.policy"].create(
            {"name": "Resolve", "metric": "resolve", "hours": 4, **vals}
        )

    def test_time_limit_does_not_move_to_another_company(self):
        for company in (self.company_b, False):
            with self.assertRaises(AccessError):
                self.policy.company_id = company

    def test_makeup_workday_does_not_move_to_another_company(self):
        workdays = self.env["mkt.makeup.workday"].with_user(self.manager)
        workday = workdays.create({"date": "2099-01-03", "company_id": self.company.id})
        for company in (self.company_b, False):
            with self.assertRaises(AccessError):
                workday.company_id = company

    @mute_logger("odoo.sql_db")
    def test_time_limit_without_a_second_is_refused(self):
        for hours in (0, 0.0001, -1, 1e9):
            with (
                self.subTest(hours=hours),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self.policy.hours = hours
                self.policy.flush_recordset()

    def test_level_far_away_costs_nothing(self):
        self.env["mkt.sla.level"].create(
            {"name": "Never", "subject": "case", "reached_at": 2_000_000_000}
        )
        case = self.make_complaint()
        self.assertTrue(case.deadline_at)
