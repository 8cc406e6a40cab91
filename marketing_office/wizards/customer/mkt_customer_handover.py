from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...models.customer.mkt_customer_assignment import GIVERS


class CustomerHandover(models.TransientModel):
    """Somebody leaves or changes the post: all customers in one list, one decision."""

    _name = "mkt.customer.handover"
    _description = "Hand-Over of Customers"
    _inherit = ["mkt.reading.mixin"]

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    assignment_ids = fields.Many2many(
        "mkt.customer.assignment",
        string="Customers",
        required=True,
        domain="[('company_id', '=', company_id)]",
    )
    to_pool = fields.Boolean("Back to the Pool")
    user_id = fields.Many2one(
        "res.users",
        "New Account Manager",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    contact_count = fields.Integer(
        "Open Contacts",
        compute="_compute_contact_count",
        help="Planned contacts and activities with these customers, their opportunities"
        " and quotations: they go to the new account manager too.",
    )

    @api.depends("assignment_ids")
    def _compute_contact_count(self):
        for handover in self:
            # sudo: how much is open is no secret to whoever hands over
            assignments = handover.sudo().assignment_ids._origin
            handover.contact_count = assignments._count_open_contacts()

    def action_hand_over(self):
        """Hand the customers over, and what is open with them."""
        self.ensure_one()
        self._check_may_hand_over()
        assignments = self.assignment_ids
        if not self.to_pool and not self.user_id:
            raise UserError(
                self.env._("Choose the new account manager, or give back to the pool.")
            )
        user = self.user_id.browse() if self.to_pool else self.user_id
        contact_count = self.contact_count
        # sudo: who may has been checked; the past of what is ended stays on record
        assignments.sudo()._hand_over(user)
        if user and user != self.env.user:
            assignments.sudo()._tell_new_holder(user, contact_count)
        return {"type": "ir.actions.act_window_close"}

    def _check_may_hand_over(self):
        user = self.env.user
        self.assignment_ids.check_access("write")
        for assignment in self.assignment_ids:
            if not user._mkt_holds(assignment.company_id, *GIVERS):
                raise AccessError(
                    self.env._(
                        "Customers are handed over by the Director, the Marketing Manager"
                        " and the Sales Manager."
                    )
                )
        if user in self.user_id and not self.to_pool:
            raise AccessError(self.env._("Nobody gives customers to themselves."))
