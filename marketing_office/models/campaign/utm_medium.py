from odoo import api, models
from odoo.fields import Domain
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

# channels that the host brings along, and has names for in English alone
CHANNELS = {
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
