from datetime import timedelta

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

    def test_days_left(self):
        reader = self.users["marketing_manager"]
        reader.lang = "zh_CN"
        today = self.company._mkt_today()
        self.env["mkt.signal"].create(
            [
                {
                    "name": name,
                    "company_id": self.company.id,
                    "deadline": today + timedelta(days=days),
                }
                for name, days in (("One day", 1), ("Five days", 5), ("Many days", 100))
            ]
        )
        self.tour("mkt-signals", "days_left", "marketing_manager")
