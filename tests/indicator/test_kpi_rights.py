from odoo.exceptions import AccessError, UserError

from ..common import POSTS
from .kpi_case import KpiCase


class TestKpiRights(KpiCase):
    """What each post may open, change and see of others."""

    posts = POSTS

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manual = cls.make_kpi(
            kind="manual", post_ids=[(4, cls.post("sales_manager").id)]
        )
        cls.month = cls.period("month")

    def make_value(self, kpi):
        return self.values.create(
            {
                "kpi_id": kpi.id,
                "period_id": self.month.id,
                "period_kind": "month",
                "date_from": self.month.date_from,
                "has_value": True,
            }
        )

    def test_drill_down_opens_or_refuses_in_words(self):
        """The list opens by the reader's own rights, or the post is told why not."""
        refused = set()
        for kpi in self.env["mkt.kpi"].search([]):
            value = self.make_value(kpi)
            for code, user in self.users.items():
                with self.subTest(kpi=kpi.name, post=code):
                    try:
                        action = value.with_user(user).action_drill_down()
                    except AccessError as error:
                        self.assertIn(kpi.name, str(error))
                        refused.add(code)
                        continue
                    documents = self.env[action["res_model"]].with_user(user)
                    documents.get_views(action["views"])
                    context = action.get("context", {})
                    documents.with_context(**context).web_search_read(
                        action["domain"], {"display_name": {}}
                    )
        self.assertIn("sales_staff", refused, "answers of customers are not for all")
        self.assertNotIn("director", refused)

    def test_entries_about_a_colleague(self):
        entry = self.env["mkt.kpi.entry"].create(
            {
                "kpi_id": self.manual.id,
                "period_id": self.month.id,
                "user_id": self.users["sales_staff"].id,
                "value": 3,
                "source": "Count",
            }
        )
        hidden = {
            code
            for code, user in self.users.items()
            if not entry.with_user(user).has_access("read")
        }
        self.assertEqual(
            hidden,
            {
                "market_researcher",
                "account_manager",
                "finance_manager",
                "product_manager",
                "service_clerk",
                "member",
            },
        )
        entry.with_user(self.users["sales_manager"]).value = 4
        entry.with_user(self.users["director"]).value = 5
        for code in ("sales_staff", "finance_manager", "leadership", "member"):
            with self.assertRaises(AccessError):
                entry.with_user(self.users[code]).value = 99

    def test_a_shared_indicator_is_kept_by_settings(self):
        shared = self.kpi("sales_ordered").with_user(self.users["director"])
        for change in (
            lambda: shared.write({"red_below": 60}),
            lambda: shared.write({"company_id": self.company.id}),
            self.kpi("cases_closed").with_user(self.users["director"]).unlink,
        ):
            with self.assertRaises(AccessError):
                change()
        own = shared.copy()
        self.assertEqual(own.company_id, self.company)
        own.red_below = 60

    def test_growth_is_in_percent(self):
        growth = self.make_kpi(kind="growth", base_id=self.kpi("cases_closed").id)
        self.assertEqual(growth.unit, "percent")

    def test_answers_of_invited_customers_stay(self):
        """Nobody improves the satisfaction that the post is judged by."""
        questionnaire = self.env.ref("marketing_office.survey_satisfaction")
        survey = self.env["mkt.satisfaction.survey"].create(
            {"name": "Satisfaction", "survey_id": questionnaire.id}
        )
        wave = self.env["mkt.satisfaction.wave"].create(
            {"survey_id": survey.id, "period_id": self.month.id}
        )
        answer = questionnaire._create_answer(
            partner=self.customer, mkt_wave_id=wave.id
        )
        for code in ("customer_service_manager", "director"):
            mine = answer.with_user(self.users[code])
            for change in (
                lambda mine=mine: mine.write({"test_entry": True}),
                lambda mine=mine: mine.write({"state": "done"}),
                mine.unlink,
            ):
                with self.assertRaises(UserError):
                    change()
