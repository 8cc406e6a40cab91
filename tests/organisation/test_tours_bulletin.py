from ..common import OfficeTourCase


class TestBulletinTour(OfficeTourCase):
    """A must-read, from publishing to the last reader chased."""

    posts = ("sales_manager", "sales_staff", "service_clerk")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user in cls.users.values():
            # the host's own introductions would lie over the screen
            user.tour_enabled = False

    def tour(self, path, name, code):
        name = f"marketing_office_bulletin_{name}"
        self.start_tour(path, name, login=self.users[code].login)
        self.env.invalidate_all()

    def test_published_read_chased_read(self):
        self.tour("/odoo/mkt-bulletins/new", "publishes", "sales_manager")
        bulletin = self.env["mkt.bulletin"].search([])
        self.assertEqual((bulletin.state, bulletin.receipt_count), ("published", 2))
        self.tour("/odoo/desk", "reads", "sales_staff")
        self.assertEqual(bulletin.read_count, 1)
        self.tour(f"/odoo/mkt-bulletins/{bulletin.id}", "chases", "sales_manager")
        receipt = bulletin.receipt_ids.filtered(lambda r: not r.read_at)
        self.assertEqual(receipt.user_id, self.users["service_clerk"])
        self.assertEqual(receipt.chase_count, 1)
        self.tour("/odoo/desk", "reads", "service_clerk")
        self.assertEqual(bulletin.unread_count, 0)
