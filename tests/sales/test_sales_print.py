from .sales_case import SalesCase


class TestSalesPrint(SalesCase):
    def test_the_printed_plan(self):
        self.sell(100, user=self.seller)
        plan = self.make_plan(1000, strategy="Trials first", measures="Two visits")
        category = self.env["product.category"].create({"name": "Cabinets"})
        plan.line_ids.create(
            {
                "plan_id": plan.id,
                "kind": "category",
                "category_id": category.id,
                "target": 300,
            }
        )
        self.approve(plan)
        report = self.env["ir.actions.report"].with_user(self.manager)
        html, _kind = report._render_qweb_html(
            "marketing_office.report_sales_plan", plan.ids
        )
        text = html.decode()
        for words in ("Trials first", "Two visits", "Cabinets", "sales_staff", "20.0"):
            self.assertIn(words, text)
