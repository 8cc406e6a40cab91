from odoo import api, fields, models


class ExpenseRequestDecision(models.Model):
    """What the approval of a request does, for whoever is asked to give it."""

    _inherit = "mkt.expense.request"

    available_after = fields.Monetary(
        "Left on the Line Afterwards",
        compute="_compute_after",
        currency_field="company_currency_id",
        help="What the budget line still has once the request is approved.",
    )
    used_after = fields.Float(
        "Line Used Afterwards",
        compute="_compute_after",
        help="Share of the budget line that is reserved or spent once it is approved.",
    )
    similar_ids = fields.Many2many(
        "mkt.expense.request",
        string="Last Similar Requests",
        compute="_compute_similar_ids",
        help="Settled requests of the same department and category, and their cost.",
    )

    @api.depends("line_id.available", "line_id.planned", "company_amount", "state")
    @api.depends_context("uid")
    def _compute_after(self):
        readable = self.line_id._filtered_access("read")
        for request in self:
            line = request.line_id & readable
            limit = line.planned + line.overrun
            request.available_after = line and line.available - request.company_amount
            request.used_after = limit and 1 - request.available_after / limit

    @api.depends("department_id", "category_id")
    @api.depends_context("uid")
    def _compute_similar_ids(self):
        for request in self:
            request.similar_ids = request._last_similar(
                [
                    ("department_id", "=", request.department_id.id),
                    ("category_id", "=", request.category_id.id),
                    ("state", "=", "settled"),
                ],
                "date desc, id desc",
            )
