"""The board by subject, the figures of the reader's own post first."""

from ..common import OfficeCase


class TestKpiSubjects(OfficeCase):
    posts = ("finance_manager", "customer_service_manager")

    def test_what_comes_with_the_addon_has_a_subject(self):
        ids = self.env["ir.model.data"].search(
            [("module", "=", "marketing_office"), ("model", "=", "mkt.kpi")]
        )
        kpis = self.env["mkt.kpi"].browse(ids.mapped("res_id"))
        self.assertFalse(kpis.filtered(lambda kpi: not kpi.subject).mapped("name"))

    def test_the_figures_of_my_post(self):
        user = self.users["finance_manager"]
        cards = self.env["mkt.desk.card"].search([("part", "=", "figure")])
        own = cards.filtered(lambda c: self.post("finance_manager") in c.post_ids)
        self.assertTrue(own)
        kpis = self.env["mkt.kpi"].with_user(user)
        found = kpis.search([("is_of_my_post", "=", True)])
        self.assertEqual(set(found.ids), set(own.kpi_id.ids))
        others = kpis.search([("is_of_my_post", "=", False)])
        self.assertEqual(found + others, (found + others) & kpis.search([]))
        self.assertTrue(others)
        self.assertTrue(found[:1].is_of_my_post)
        self.assertFalse(others[:1].is_of_my_post)

    def test_a_post_without_figures_sees_all(self):
        own = self.env["mkt.desk.card"].search(
            [
                ("part", "=", "figure"),
                ("post_ids", "in", self.post("finance_manager").ids),
            ]
        )
        own.post_ids -= self.post("finance_manager")
        kpis = self.env["mkt.kpi"].with_user(self.users["finance_manager"])
        self.assertEqual(kpis.search([("is_of_my_post", "=", True)]), kpis.search([]))
