from functools import partial

from odoo import api, fields, models
from odoo.fields import Domain


class ComplaintPart(models.AbstractModel):
    """What the system records about a case: nobody sets it, whoever sees the case sees it.

    A record rule cannot say "whoever sees the case": rules are evaluated with sudo.
    """

    _name = "mkt.complaint.part"
    _description = "Record Kept with a Case"
    _inherit = ["mkt.governed.mixin"]
    _governed = ("complaint_id",)

    complaint_id = fields.Many2one(
        "mkt.complaint", string="Case", required=True, index=True, ondelete="cascade"
    )

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if result or self.env.su or not any(self._ids):
            return result
        # sudo: to learn which case it is, whose access is then checked
        case_of = {part: part.sudo().complaint_id.with_env(self.env) for part in self}
        cases = self.env["mkt.complaint"].union(*case_of.values())
        visible = cases._filtered_access("read")
        forbidden = self.filtered(lambda part: case_of[part] not in visible)
        if forbidden:
            rules = self.env["ir.rule"]
            return forbidden, partial(rules._make_access_error, operation, forbidden)
        return None

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not (self.env.su or bypass_access):
            visible = self.env["mkt.complaint"]._search([])
            domain = Domain(domain) & Domain("complaint_id", "in", visible)
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)
