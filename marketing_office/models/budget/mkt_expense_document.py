from odoo import api, models


class ExpenseRequest(models.Model):
    """Requests that are drawn up from the document whose cost they pay."""

    _inherit = "mkt.expense.request"

    @api.model
    def _draft_for(self, document, link, category, **vals):
        """A draft of the user's for what a document costs, and the action that shows it.

        `link` is the governed field that names the document, `category` the code of the
        budget category. The caller has checked that the user may spend on it.
        """
        request = self.create(
            {
                "company_id": document.company_id.id,
                "currency_id": document.currency_id.id,
                "line_id": self._line_of_today(document.company_id, category).id,
                **vals,
            }
        )
        # sudo: only the document's action says what a request pays for
        request.sudo()[link] = document
        return request._get_records_action()

    def _line_of_today(self, company, category):
        """The category's line that the user may spend on today, if there is one."""
        today = company._mkt_today()
        return self.env["mkt.budget.line"].search(
            [
                ("company_id", "=", company.id),
                ("category_id.code", "=", category),
                ("state", "=", "approved"),
                ("date_from", "<=", today),
                ("date_to", ">=", today),
            ],
            limit=1,
        )
