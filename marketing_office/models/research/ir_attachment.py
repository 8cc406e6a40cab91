from odoo import models
from odoo.exceptions import AccessError, UserError


class IrAttachment(models.Model):
    """A file cited as evidence: its author's until the review, nobody's afterwards."""

    _inherit = "ir.attachment"

    def _mkt_check_not_kept(self):
        result = super()._mkt_check_not_kept()
        # sudo: findings that the user may not read cite a file too
        files, findings = self.sudo(), self.env["mkt.finding"].sudo()
        # what belongs to nothing yet is adopted by the draft that cites it
        owned = files.filtered("res_id")
        for finding in findings.search([("attachment_ids", "in", files.ids)]):
            if finding.state != "draft":
                raise UserError(
                    self.env._(
                        "The finding %(finding)s was reviewed on this file: it stays as"
                        " it is.",
                        finding=finding.name,
                    )
                )
            # the user counts, not the rights: the host deletes files by sudo
            if self.env.user != finding.user_id and owned & finding.attachment_ids:
                raise AccessError(
                    self.env._(
                        "The finding %(finding)s cites this file: only its author"
                        " changes it.",
                        finding=finding.name,
                    )
                )
        return result
