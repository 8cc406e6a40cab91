from odoo import fields, models
from odoo.exceptions import AccessError

from ...tools.deletion import guards_deletion
from ..base.mkt_governed_mixin import MODULE


class ActivityType(models.Model):
    """The notices of the office rest on types that all companies share: Settings keep them.

    The host lets its managers of sales and projects change and delete all types.
    """

    _inherit = "mail.activity.type"

    mkt_has_card = fields.Boolean(
        "Shown by a Card",
        help="The desk names the documents of such activities under a card of their own:"
        " they do not count among the other activities once more.",
    )

    def write(self, vals):
        if not self.env.user._is_system():
            self._mkt_refuse_change()
        return super().write(vals)

    @guards_deletion
    def _unlink_except_of_the_office(self):
        self._mkt_refuse_change()

    def _mkt_refuse_change(self):
        """Raise AccessError where one of the types is ours."""
        if self.env.su:
            return
        # sudo: whose type it is, is no secret
        names = self.sudo().get_external_id()
        for kind in self:
            if names[kind.id].startswith(f"{MODULE}."):
                raise AccessError(
                    self.env._(
                        "%(kind)s: the marketing office gives notice by activities of"
                        " this type. It is not deleted, and changed by Settings alone.",
                        kind=kind.name,
                    )
                )
