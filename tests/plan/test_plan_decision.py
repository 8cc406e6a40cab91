"""What whoever approves a plan or a positioning sees beside it."""

from odoo.tests import Form

from ..common import OfficeCase
from .plan_case import PlanMixin


class TestPlanDecision(PlanMixin, OfficeCase):
    posts = ("director", "marketing_manager", "product_manager")

    def test_the_plans_before_and_what_they_reached(self):
        last_year = self.period(year=self.today.year - 1)
        values = self.env["mkt.kpi.value"]
        before = self.in_force(self.make_plan(name="Before", period_id=last_year.id))
        self.assertFalse(before.goals_reached)
        for value, said in ((99, "0 of 1"), (100, "1 of 1")):
            values.search([("kpi_id", "=", self.kpi.id)]).unlink()
            values.create(
                {
                    "kpi_id": self.kpi.id,
                    "company_id": self.company.id,
                    "period_id": last_year.id,
                    "period_kind": "year",
                    "date_from": last_year.date_from,
                    "value": value,
                    "has_value": True,
                }
            )
            self.env.invalidate_all()
            self.assertEqual(before.goals_reached, said)
        plan = self.make_plan()
        plan.action_submit()
        approver = plan.with_user(self.users["director"])
        self.assertTrue(approver.can_approve)
        self.assertEqual(approver.similar_ids, before)
        self.assertFalse(before.similar_ids)
        quarter = self.make_plan(
            name="Quarter", period_id=self.period("quarter").id, goal_ids=[]
        )
        self.assertFalse(quarter.similar_ids)

    def test_what_the_segment_is_offered(self):
        segment, other = self.env["mkt.segment"].create(
            [
                {"name": name, "company_id": self.company.id}
                for name in ("Panel builders", "Schools")
            ]
        )
        positionings = self.env["mkt.positioning"].with_user(
            self.users["product_manager"]
        )
        made = {}
        for name, where in (("Relay", segment), ("Lamp", other), ("Switch", segment)):
            made[name] = positionings.create(
                {
                    "product_tmpl_id": self.env["product.template"]
                    .create({"name": name})
                    .id,
                    "segment_id": where.id,
                    "features": "Small",
                    "sales_strategy": "Dealers",
                }
            )
            made[name].action_submit()
            if name != "Switch":
                made[name].with_user(self.users["marketing_manager"]).action_approve()
        approver = made["Switch"].with_user(self.users["marketing_manager"])
        self.assertEqual(approver.similar_ids, made["Relay"])

    def test_new_ones_have_nothing_to_compare(self):
        for model, view in (("plan", "plan"), ("positioning", "positioning")):
            documents = self.env[f"mkt.{model}"].with_user(
                self.users["marketing_manager"]
            )
            with self.subTest(model):
                form = Form(documents, view=f"marketing_office.mkt_{view}_view_form")
                self.assertFalse(form.similar_ids[:])
