from odoo import fields, models
from odoo.exceptions import UserError


class ExpenseRequest(models.Model):
    _inherit = "mkt.expense.request"
    _governed = ("complaint_id",)

    complaint_id = fields.Many2one(
        "mkt.complaint",
        "Case",
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
        copy=False,
        check_company=True,
        groups="base.group_user",
    )

    _complaint_uniq = models.UniqueIndex(
        "(complaint_id) WHERE complaint_id IS NOT NULL"
        " AND state NOT IN ('refused', 'cancelled')",
        "The compensation of this case is asked for already.",
    )

    def _check_charge(self):
        result = super()._check_charge()
        case = self.complaint_id
        if not case:
            return result
        asked = self._in_company_currency(self.amount, self.currency_id)
        decided = case._compensation_to_pay()
        if self.company_currency_id.compare_amounts(asked, decided) > 0:
            raise UserError(
                self.env._(
                    "%(case)s: no compensation of %(amount)s has been decided, or has to"
                    " be approved.",
                    case=case.display_name,
                    amount=self.currency_id.format(self.amount),
                )
            )
        return result
