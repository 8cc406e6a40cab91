from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

# channels that have names in English alone: the office's own, and the host's
CHANNELS = {
    "WeChat Official Account": _lt("WeChat Official Account"),
    "WeCom": _lt("WeCom"),
    "Douyin": _lt("Douyin"),
    "Xiaohongshu": _lt("Xiaohongshu"),
    "Weibo": _lt("Weibo"),
    "Baidu Search": _lt("Baidu Search"),
    "Trade Fair": _lt("Trade Fair"),
    "Online Shop": _lt("Online Shop"),
    "Banner": _lt("Banner"),
    "Direct": _lt("Direct"),
    "Email": _lt("Email"),
    "Google Adwords": _lt("Google Adwords"),
    "Phone": _lt("Phone"),
    "Television": _lt("Television"),
    "Website": _lt("Website"),
}


class UtmMedium(models.Model):
    _inherit = "utm.medium"
    _order = "mkt_sequence, name"

    # empty with the host's own channels: they stand last
    mkt_sequence = fields.Integer("Sequence")

    @api.depends("name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for medium in self:
            word = CHANNELS.get(medium.name)
            medium.display_name = self.env._(word) if word else medium.name

    @api.model
    def _search_display_name(self, operator, value):
        domain = super()._search_display_name(operator, value)
        if operator != "ilike" or not isinstance(value, str):
            return domain
        said = [name for name, word in CHANNELS.items() if value in self.env._(word)]
        return domain | Domain("name", "in", said)
