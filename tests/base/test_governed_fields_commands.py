from odoo.exceptions import AccessError
from odoo.fields import Command

from ..common import OfficeCase


class TestGovernedFieldsCommands(OfficeCase):
    """Commands on a parent reach the fields of its lines no more than a direct write."""

    posts = ("director", "customer_service_manager")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.director = cls.users["director"]
        cls.newcomer = cls.make_user("newcomer")
        cls.assignment = cls.assign(cls.newcomer, "sales_staff")
        cls.post_sales_staff = cls.post("sales_staff").with_user(cls.director)

    def command(self, command):
        self.post_sales_staff.write({"assignment_ids": [command]})

    def test_assignment_changed_through_its_post(self):
        for vals in (
            {"user_id": self.director.id},
            {"post_id": self.post("director").id},
            {"company_id": self.company_b.id},
            {"role": "deputy"},
        ):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                self.command(Command.update(self.assignment.id, vals))

    def test_assignment_moved_to_another_post(self):
        other = self.post("member").with_user(self.director)
        with self.assertRaises(AccessError):
            other.write({"assignment_ids": [Command.link(self.assignment.id)]})

    def test_oneself_assigned_through_the_post(self):
        vals = self.assignment_vals(self.director, "sales_staff")
        with self.assertRaises(AccessError):
            self.command(Command.create(vals))

    def test_nobody_assigned_through_the_post(self):
        """Posts are shared, and kept by Settings; people are assigned by assignments."""
        vals = self.assignment_vals(
            self.users["customer_service_manager"], "sales_staff"
        )
        with self.assertRaises(AccessError):
            self.command(Command.create(vals))
        self.assertNotIn(
            self.users["customer_service_manager"],
            self.post_sales_staff.assignment_ids.user_id,
        )

    def test_group_changed_through_its_post(self):
        group = self.env.ref("base.group_system")
        for command in (
            Command.update(self.post_sales_staff.group_id.id, {"name": "x"}),
            Command.link(group.id),
        ):
            with self.subTest(command=command), self.assertRaises(AccessError):
                self.post_sales_staff.write({"group_id": command[1:]})

    def test_case_changed_through_a_dialog(self):
        complaint = self.make_complaint()
        wizards = self.env["mkt.complaint.step"].with_user(
            self.users["customer_service_manager"]
        )
        command = Command.update(complaint.id, {"state": "closed"})
        with self.assertRaises(AccessError):
            wizards.create({"reason": "x", "complaint_ids": [command]})
