from ..common import OfficeTourCase
from .campaign_case import CampaignMixin


class TestToursMaterial(CampaignMixin, OfficeTourCase):
    """A forbidden word is found by whoever writes it, before anybody decides."""

    posts = ("director", "marketing_manager", "promotion_manager", "finance_manager")

    def test_forbidden_word(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.promoter.write({"lang": "zh_CN", "tour_enabled": False})
        self.env["mkt.brand"].create({"name": "澄砺"})
        self.env["utm.medium"].create({"name": "行业媒体"})
        self.env.flush_all()
        self.start_tour("/odoo", "marketing_office_material", login=self.promoter.login)
        self.env.invalidate_all()
        material = self.env["mkt.material"].search([("name", "=", "春季海报")])
        self.assertEqual(material.state, "submitted")
        self.assertEqual(material.next_post_id, self.post("marketing_manager"))
        self.assertFalse(material.figure_ids)
