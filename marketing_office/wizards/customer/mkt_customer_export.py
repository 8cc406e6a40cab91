import base64

from odoo import api, fields, models
from odoo.exceptions import AccessError


class CustomerExport(models.TransientModel):
    """A workbook of customers on its way to whoever asked for it: as an import takes it."""

    _name = "mkt.customer.export"
    _description = "Export of Customers"

    file = fields.Binary(readonly=True, attachment=False)

    @api.model
    def _of(self, standings):
        """The action that downloads the customers; raise AccessError where one may not."""
        if not self.env.user.has_group("base.group_allow_export"):
            raise AccessError(
                self.env._(
                    "You are not allowed to export data: ask an administrator for the"
                    " right."
                )
            )
        # searched, not browsed: the user's rules leave out what is not the user's to see
        standings = standings.search([("id", "in", standings.ids)])
        self._log(standings)
        content = self.env["mkt.customer.xlsx"]._render(standings)
        # sudo: made here alone, for whoever may export
        export = self.sudo().create({"file": base64.b64encode(content)})
        name = self.env._("Customers")
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{export.id}/file/{name}.xlsx"
            "?download=true",
            "target": "download",
        }

    def _log(self, standings):
        """Record who has taken whose data away, for administrators."""
        # sudo: nobody but the system writes what is logged
        self.env["ir.logging"].sudo().create(
            {
                "name": self._name,
                "type": "server",
                "dbname": self.env.cr.dbname,
                "level": "INFO",
                "message": f"{self.env.user.login} has exported {len(standings)}"
                f" customers (contacts {standings.partner_id.ids})",
                "path": __name__,
                "func": "action_export_xlsx",
                "line": "0",
            }
        )
