from datetime import date

from ..common import OfficeTourCase


class TestToursIndicators(OfficeTourCase):
    posts = ("report_analyst", "director")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user in cls.users.values():
            # the host's own introductions would lie over the screen
            user.tour_enabled = False
        order = cls.env["sale.order"].create({"partner_id": cls.make_customer().id})
        order.action_confirm()

    def test_report_analyst(self):
        login = self.users["report_analyst"].login
        self.start_tour(
            "/odoo/mkt-indicators", "marketing_office_report_analyst", login=login
        )
        kpi = self.env["mkt.kpi"].search([("name", "=", "Confirmed orders")])
        self.assertEqual(kpi.author_id, self.users["report_analyst"])

    def test_what_a_definition_offers(self):
        login = self.users["report_analyst"].login
        self.start_tour(
            "/odoo/mkt-indicators", "marketing_office_definition_choices", login=login
        )

    def test_director(self):
        month = self.env["mkt.period"]._of(self.company, "month", date(2026, 10, 1))
        login = self.users["director"].login
        self.start_tour(
            "/odoo/mkt-periods", "marketing_office_close_month", login=login
        )
        self.assertEqual(month.state, "open")
        self.assertEqual(month.reopening_ids.reason, "A late invoice")
