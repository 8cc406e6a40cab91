from ..common import OfficeTourCase
from .market_case import OwnSalesMixin


class TestToursMarket(OwnSalesMixin, OfficeTourCase):
    """From an observation to a signal, and from a market size to the share."""

    posts = ("market_researcher", "marketing_manager")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user in cls.users.values():
            # the host's own introductions would lie over the screen
            user.tour_enabled = False
        partner = cls.make_customer("Rival")
        cls.env["mkt.competitor"].create({"partner_id": partner.id})

    def tour(self, path, name, code):
        self.start_tour(
            f"/odoo/{path}",
            f"marketing_office_{name}",
            login=self.users[code].login,
        )

    def test_observation_becomes_a_signal(self):
        self.tour("mkt-observations", "observation", "market_researcher")
        signal = self.env["mkt.signal"].search([])
        self.assertEqual(signal.observation_id.price, 42)
        self.assertEqual(signal.user_id, self.users["market_researcher"])
