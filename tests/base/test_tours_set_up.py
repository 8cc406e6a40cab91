from ..common import OfficeHttpCase


class TestToursSetUp(OfficeHttpCase):
    """A new company, from nothing to its first approved budget and first target."""

    posts = ()

    def test_from_nothing(self):
        company = self.env["res.company"].create({"name": "New Company"})
        people = {
            login: self.make_user(login, groups=groups, companies=company)
            for login, groups in (
                ("setter", "base.group_user,base.group_system"),
                ("founder", "base.group_user"),
                ("treasurer", "base.group_user"),
                ("owner", "base.group_user"),
            )
        }
        for user in people.values():
            # the host's own introductions would lie over the screen
            user.tour_enabled = False
        self.start_tour("/odoo", "marketing_office_set_up_appoint", login="setter")
        self.assertTrue(people["founder"]._mkt_holds(company, "director"))
        # who else decides is appointed in the same way
        self.assign(people["treasurer"], "finance_manager")
        self.assign(people["owner"], "leadership")
        self.start_tour("/odoo", "marketing_office_set_up_budget", login="founder")
        budget = self.env["mkt.budget"].search([("company_id", "=", company.id)])
        for login in ("treasurer", "owner"):
            if people[login]._mkt_holds(company, budget.next_post_id.code):
                self.start_tour("/odoo", "marketing_office_set_up_approve", login=login)
        self.assertEqual((budget.state, budget.planned), ("approved", 1000))
        self.start_tour("/odoo", "marketing_office_set_up_target", login="founder")
        target = self.env["mkt.kpi.target"].search([("company_id", "=", company.id)])
        self.assertEqual(target.target, 500_000)
        self.assertEqual(target.period_id.kind, "year")
