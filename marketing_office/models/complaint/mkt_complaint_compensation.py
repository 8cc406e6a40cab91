from odoo import api, fields, models
from odoo.exceptions import UserError


class ComplaintCompensation(models.Model):
    """A compensation that is decided is paid from the budget, by an expense request."""

    _inherit = "mkt.complaint"

    expense_request_ids = fields.One2many(
        "mkt.expense.request",
        "complaint_id",
        readonly=True,
        copy=False,
        groups="base.group_user",
    )
    can_request_compensation = fields.Boolean(
        compute="_compute_can_request_compensation", groups="base.group_user"
    )

    @api.depends("decided_at", "compensation_amount", "expense_request_ids.state")
    def _compute_can_request_compensation(self):
        # sudo: whether there is a request already, whoever raised it
        requests = self.sudo().expense_request_ids
        requested = requests.filtered(
            lambda r: r.state not in ("refused", "cancelled")
        ).complaint_id
        for complaint in self:
            complaint.can_request_compensation = (
                complaint.decided_at
                and complaint.compensation_amount
                and complaint not in requested
            )

    def action_request_compensation(self):
        """A draft request for the compensation that was decided."""
        self.ensure_one()
        self.check_access("write")
        if not self.can_request_compensation:
            raise UserError(
                self.env._(
                    "%(case)s: there is no decided compensation that is not asked"
                    " for yet.",
                    case=self.display_name,
                )
            )
        return self.env["mkt.expense.request"]._draft_for(
            self,
            "complaint_id",
            "compensation",
            name=self.env._("Compensation for %(case)s", case=self.number),
            amount=self.compensation_amount,
            description=self.compensation_note,
        )
