from odoo.fields import Command

from ..common import OfficeTourCase


class TestGroupMinutesTour(OfficeTourCase):
    """Minutes of a working group, to the task that is done."""

    posts = ("director", "product_manager", "sales_staff", "finance_manager")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user in cls.users.values():
            # the host's own introductions would lie over the screen
            user.tour_enabled = False
        staff = cls.env["mkt.post.assignment"].search(
            [("user_id", "=", cls.users["sales_staff"].id)]
        )
        staff.department_id = cls.env.ref("marketing_office.department_sales")
        members = [cls.users[code].id for code in ("sales_staff", "finance_manager")]
        cls.project = cls.env["project.project"].create(
            {
                "name": "Spring fair",
                "mkt_kind": "group",
                "mkt_charter": "Prepare the fair",
                "user_id": cls.users["product_manager"].id,
                "mkt_member_ids": [Command.set(members)],
                "company_id": cls.company.id,
            }
        )

    def tour(self, path, name, code):
        name = f"marketing_office_minutes_{name}"
        self.start_tour(path, name, login=self.users[code].login)
        self.env.invalidate_all()

    def test_minutes_to_a_done_task(self):
        self.tour("/odoo/group-minutes/new", "issues", "product_manager")
        decision = self.env["mkt.group.decision"].search([])
        self.assertEqual((decision.state, decision.done_on), ("issued", False))
        self.assertEqual(decision.task_id.project_id, self.project)
        self.assertEqual(decision.task_id.user_ids, self.users["finance_manager"])
        self.tour("/odoo/desk", "does", "finance_manager")
        self.assertEqual(decision.task_id.state, "1_done")
        self.assertEqual(decision.done_on, self.company._mkt_today())
        self.tour("/odoo/mkt-followups", "checks", "director")
