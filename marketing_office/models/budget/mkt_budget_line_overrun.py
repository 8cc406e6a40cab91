from odoo import models

GRANTED = "mkt.expense.request"


class BudgetLineOverrun(models.Model):
    """What a line uses beyond its plan: granted by approvals, or taken by bills.

    The document of an `adjust` entry says which: the request, or the line of a bill. It
    is no money: it ends where it is not needed any more, whatever has made room.
    """

    _inherit = "mkt.budget.line"

    def _overruns(self):
        """Tuples of request, model and id of the document, entries, and what is left."""
        self.ensure_one()
        entries = self.env["mkt.budget.entry"]
        return entries._read_group(
            [("line_id", "=", self.id), ("kind", "=", "adjust")],
            ["request_id", "res_model", "res_id"],
            ["__count", "amount:sum"],
            having=[("amount:sum", ">", 0)],
            order="id:max desc",
        )

    def _free_overrun(self):
        """End what is not needed: of bills, and what was granted to ended requests."""
        if self.overrun <= 0 or self.available <= 0:
            return
        overruns = sorted(self._overruns(), key=lambda m: m[1] != GRANTED)
        for request, model, res_id, count, amount in overruns:
            if model == GRANTED and request.state == "approved":
                continue
            freed = min(amount, self.available)
            if freed <= 0:
                break
            self._book_overrun(-freed, f"{self.id}:{count}", request, model, res_id)

    def _hand_overrun(self, new, most, key):
        """Hand what goes beyond the plan to another line, up to an amount; how much."""
        left = most
        overruns = sorted(
            self._overruns(), key=lambda m: (m[1] != GRANTED, m[0].state != "approved")
        )
        for request, model, res_id, _count, amount in overruns:
            moved = min(amount, left)
            if moved <= 0:
                break
            self._book_overrun(-moved, f"{key}:out", request, model, res_id)
            new._book_overrun(moved, f"{key}:in", request, model, res_id)
            left -= moved
        return most - left

    def _book_overrun(self, amount, key, request, model, res_id):
        self._book(
            "adjust",
            amount,
            f"{model},{res_id}:{key}:adjust",
            request_id=request.id,
            user_id=request.user_id.id,
            rate_date=request.rate_date,
            res_model=model,
            res_id=res_id,
        )
