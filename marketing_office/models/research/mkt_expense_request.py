from odoo import fields, models
from odoo.exceptions import UserError


class ExpenseRequest(models.Model):
    _inherit = "mkt.expense.request"
    _governed = ("study_id",)

    study_id = fields.Many2one(
        "mkt.study",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        readonly=True,
        check_company=True,
    )

    def _check_charge(self):
        result = super()._check_charge()
        if self.study_id.state == "cancelled":
            raise UserError(
                self.env._(
                    "%(study)s was cancelled: nothing is spent on it any more.",
                    study=self.study_id.name,
                )
            )
        return result
