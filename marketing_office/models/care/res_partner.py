from odoo import fields, models
from odoo.exceptions import AccessError

from ..customer.res_partner import OFFICE


class ResPartner(models.Model):
    _inherit = "res.partner"

    mkt_channel_partner_id = fields.Many2one(
        "mkt.channel.partner",
        "Channel Partner",
        index="btree_not_null",
        ondelete="restrict",
        groups=OFFICE,
        help="The firm through which the customer buys.",
    )

    def write(self, vals):
        if "grade_id" in vals and not self.env.su:
            self._mkt_check_level_judged()
        return super().write(vals)

    def _mkt_check_level_judged(self):
        """Raise AccessError for channel partners, whose price list follows their level.

        The host lets everybody who writes contacts give it.
        """
        # sudo: channel partners that the user may not read are judged too
        channels = self.env["mkt.channel.partner"].sudo()
        if channel := channels.search([("partner_id", "in", self.ids)], limit=1):
            raise AccessError(
                self.env._(
                    "%(channel)s is a channel partner: its level is given by the yearly"
                    " judgement.",
                    channel=channel.partner_id.name,
                )
            )

    def _mkt_follow_assignments(self):
        """Planned contacts go with the customer, or end where nobody has the customer."""
        result = super()._mkt_follow_assignments()
        # sudo: who gives a customer need not be somebody who makes the contacts
        self.env["mkt.care.contact"].sudo()._follow_customers(self)
        return result

    def _mkt_end_contacts(self, channels, company):
        """Who refuses calls is called no more, on any list; planned calls become visits."""
        result = super()._mkt_end_contacts(channels, company)
        # sudo: what was refused holds, whoever takes the refusal
        self.env["mkt.call"].sudo()._end_refused(self, channels, company)
        self.env["mkt.care.contact"].sudo()._change_refused(self, channels, company)
        return result
