from .market_case import MarketCase


class TestCompetitorMerge(MarketCase):
    """Two contacts that are one, both known as competitors: what is known of both stays."""

    def merge(self, target, *sources):
        partners = target.partner_id.union(*(s.partner_id for s in sources))
        self.env["base.partner.merge.automatic.wizard"]._merge(
            partners.ids, target.partner_id
        )
        self.env.invalidate_all()

    def test_both_are_competitors(self):
        other = self.make_competitor("Rival Ltd", strengths="Cheap", active=False)
        self.rival.strengths = "Fast"
        size = self.make_size()
        self.env["mkt.competitor.share"].create(
            [
                {"size_id": size.id, "competitor_id": c.id, "figure": n, "source": "x"}
                for c, n in ((self.rival, 10), (other, 12))
            ]
        )
        products = self.env["mkt.competitor.product"].create(
            [
                {"name": name, "competitor_id": competitor.id}
                for name, competitor in (
                    ("Relay", self.rival),
                    ("Relay", other),
                    ("Fuse", other),
                )
            ]
        )
        seen = self.env["mkt.observation"].create(
            {
                "name": "Seen",
                "kind": "other",
                "competitor_id": other.id,
                "product_id": products[1].id,
            }
        )
        self.merge(self.rival, other)
        self.assertFalse(other.exists())
        self.assertEqual(self.rival.strengths, "Fast\nCheap")
        self.assertEqual(
            sorted(self.rival.product_ids.mapped("name")), ["Fuse", "Relay"]
        )
        self.assertEqual(
            (seen.competitor_id, seen.product_id), (self.rival, products[0])
        )
        shares = self.env["mkt.competitor.share"].search([("size_id", "=", size.id)])
        self.assertEqual(shares.mapped("figure"), [10])
        # what could not be kept is told
        self.assertIn("12", self.rival.message_ids[0].body)

    def test_one_is_a_competitor(self):
        partner = self.env["res.partner"].create({"name": "Rival Group"})
        self.env["base.partner.merge.automatic.wizard"]._merge(
            (partner | self.rival.partner_id).ids, partner
        )
        self.assertEqual(self.rival.partner_id, partner)
        self.assertEqual(self.rival.name, partner.name)
        self.env.flush_all()
        self.assertIn(
            self.rival, self.env["mkt.competitor"].search([("name", "=", partner.name)])
        )

    def test_each_company_keeps_its_own(self):
        other = self.make_competitor("Rival Ltd", company_id=self.company_b.id)
        self.merge(self.rival, other)
        self.assertEqual(other.partner_id, self.rival.partner_id)
