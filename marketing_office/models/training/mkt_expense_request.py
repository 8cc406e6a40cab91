from odoo import fields, models
from odoo.exceptions import UserError


class ExpenseRequest(models.Model):
    _inherit = "mkt.expense.request"
    _governed = ("training_session_id",)

    training_session_id = fields.Many2one(
        "mkt.training.session",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        readonly=True,
        check_company=True,
    )

    def _check_charge(self):
        result = super()._check_charge()
        if self.training_session_id.state == "cancelled":
            raise UserError(
                self.env._(
                    "%(session)s was cancelled: nothing is spent on it any more.",
                    session=self.training_session_id.name,
                )
            )
        return result
