from odoo.exceptions import AccessError

from ..common import OfficeCase


class TestDepartmentChannels(OfficeCase):
    """Channels and roles follow the assignments, both ways."""

    posts = ("director", "sales_manager", "sales_staff")

    def sync(self):
        with self.enter_registry_test_mode():
            self.env.ref(
                "marketing_office.ir_cron_sync_channels"
            ).method_direct_trigger()
        self.env.invalidate_all()

    def assignment(self, code):
        return self.env["mkt.post.assignment"].search(
            [("user_id", "=", self.users[code].id)]
        )

    def test_who_comes_and_who_goes(self):
        sales = self.env.ref("marketing_office.department_sales")
        office = self.env.ref("marketing_office.department_office")
        self.assignment("sales_staff").department_id = sales
        self.sync()
        staff = self.users["sales_staff"].partner_id
        director = self.users["director"].partner_id
        channel = sales.mkt_channel_id
        self.assertEqual(channel.subscription_department_ids, sales)
        self.assertIn(staff, channel.channel_member_ids.partner_id)
        self.assertNotIn(director, channel.channel_member_ids.partner_id)
        self.assertIn(director, office.mkt_channel_id.channel_member_ids.partner_id)
        # who was invited by hand stays
        channel._add_members(partners=director, post_joined_message=False)
        self.env.cr.execute(
            "UPDATE mkt_post_assignment SET date_from = date_from - 9,"
            " date_to = date_from - 1 WHERE id = %s",
            [self.assignment("sales_staff").id],
        )
        self.env.invalidate_all()
        for _n in range(2):
            self.sync()
            self.assertNotIn(staff, channel.channel_member_ids.partner_id)
            self.assertIn(director, channel.channel_member_ids.partner_id)

    def test_a_post_is_mentioned_by_its_role(self):
        self.sync()
        post = self.post("sales_manager")
        self.assertEqual(post.role_id.user_ids, self.users["sales_manager"])
        with self.assertRaises(AccessError):
            post.role_id.with_user(self.users["director"]).user_ids = False
        self.env.cr.execute(
            "UPDATE mkt_post_assignment SET date_from = date_from - 9,"
            " date_to = date_from - 1 WHERE id = %s",
            [self.assignment("sales_manager").id],
        )
        self.env.invalidate_all()
        self.sync()
        self.assertFalse(post.role_id.user_ids)
