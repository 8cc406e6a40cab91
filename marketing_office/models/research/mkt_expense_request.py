from odoo import fields, models


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
        self._check_not_cancelled(self.study_id)
        return result
