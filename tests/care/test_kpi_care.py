from datetime import date, timedelta

from ..indicator.kpi_case import KpiCase
from .care_case import CareMixin


class TestKpiCare(CareMixin, KpiCase):
    posts = ("director", "account_manager", "sales_staff", "sales_manager")

    def month(self):
        return self.period("month", self.today)

    def test_contacts_kept(self):
        self.make_plan(grace_days=14)
        for n in range(3):
            contact = self.make_contact(self.make_buyer(f"F{n}", held_by=self.manager))
            contact.deadline = self.today
            contact._settle("done" if n else "missed")
        self.compute(self.kpi("care_kept"))
        self.assertFigure(
            self.kpi("care_kept"), self.month(), 200 / 3, user_id=self.manager
        )

    def test_coverage(self):
        self.make_plan()
        held = self.env["mkt.customer.assignment"].search_count(
            [("company_id", "=", self.company.id), ("is_active", "=", True)]
        )
        self.assertFalse(held)
        customers = [self.make_buyer(f"F{n}", held_by=self.manager) for n in range(4)]
        self.make_buyer("Other", held_by=self.users["sales_staff"])
        self.make_contact(customers[0])._settle("done")
        self.make_contact(customers[1])._settle("missed")
        kpi = self.kpi("care_coverage")
        self.compute(kpi)
        self.assertFigure(kpi, self.month(), 25, user_id=self.manager)
        self.assertFigure(kpi, self.month(), 0, user_id=self.users["sales_staff"])
        self.assertFigure(kpi, self.month(), 20)
        value = self.value(kpi, self.month(), user_id=self.manager)
        behind = kpi._drill_down(value)
        found = self.env["mkt.care.contact"].search(behind["domain"])
        self.assertEqual(found.partner_id, customers[0])

    def test_won_with_presales_support(self):
        staff = self.users["sales_staff"]
        leads = self.env["crm.lead"].create(
            [
                {
                    "name": "Cabinets",
                    "type": "opportunity",
                    "user_id": staff.id,
                    "company_id": self.company.id,
                }
                for _n in range(4)
            ]
        )
        for lead in leads[2:]:
            self.env["mkt.coordination"].create(
                {
                    "name": "Drawings",
                    "kind_id": self.env.ref(
                        "marketing_office.coordination_kind_solution"
                    ).id,
                    "post_id": self.post("product_manager").id,
                    "company_id": self.company.id,
                    "about_model": "crm.lead",
                    "about_id": lead.id,
                }
            ).state = "confirmed"
        leads[:3].action_set_won()
        self.compute(self.kpi("presales_share"))
        self.assertFigure(
            self.kpi("presales_share"), self.month(), 100 / 3, user_id=staff
        )

    def test_no_customers_no_value(self):
        kpi = self.kpi("care_coverage")
        self.compute(kpi)
        self.assertFigure(kpi, self.month(), None)

    def test_calls(self):
        staff = self.users["sales_staff"]
        customers = self.env["res.partner"].union(
            *(self.make_buyer(f"F{n}") for n in range(4))
        )
        call_list = self.make_list(customers)
        for n in range(3):
            call = self.next_call(call_list)
            call.write(
                {
                    "outcome_id": self.outcome("no_need" if n else "interested").id,
                    "note": "said",
                }
            )
            call.action_record()
        kpis = self.kpi("calls_made"), self.kpi("calls_to_leads")
        self.compute(*kpis)
        week = self.period("week", self.today)
        self.assertFigure(kpis[0], week, 3, user_id=staff)
        self.assertFigure(kpis[1], self.month(), 100 / 3, user_id=staff)

    def test_contracts(self):
        order = self.make_order(self.customer)
        contract = self.env["mkt.contract"].create(
            {
                "number": "HT-1",
                "order_id": order.id,
                "user_id": self.manager.id,
                "date_from": date(2026, 1, 1),
                "file": "UERG",
            }
        )
        contract.action_sign()
        draft = contract.copy({"number": "HT-2", "file": "UERG"})
        self.assertEqual(draft.state, "draft")
        kpi = self.kpi("contracts_signed")
        self.compute(kpi)
        self.assertFigure(kpi, self.month(), 1, user_id=self.manager)
        self.assertFalse(
            self.value(kpi, self.period("month", self.today - timedelta(days=62)))
        )
