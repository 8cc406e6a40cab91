from datetime import date

from odoo.fields import Command

from .common import OfficeHttpCase


class TestToursMarket(OfficeHttpCase):
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
        cls.segment = cls.env["mkt.segment"].create({"name": "All relays"})
        cls.env["mkt.period"]._of(cls.company, "quarter", date(2026, 10, 1))
        product = cls.env["product.product"].create({"name": "Relay"})
        cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": cls.make_customer().id,
                "invoice_date": date(2026, 10, 5),
                "invoice_line_ids": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "price_unit": 150,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
            }
        ).action_post()

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

    def test_share_with_both_sources(self):
        self.tour("mkt-market-sizes", "market_size", "market_researcher")
        self.tour("mkt-market-sizes", "market_share", "marketing_manager")
        size = self.env["mkt.market.size"].search([])
        self.assertEqual(size.state, "validated")
        self.assertEqual(size.source, "Yearbook of the association")
        self.assertIn("Posted Invoices", size.own_source)
