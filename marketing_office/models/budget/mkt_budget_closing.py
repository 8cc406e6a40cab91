from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain


class BudgetClosing(models.Model):
    """The end of a budget: what is still reserved goes to the next period's."""

    _inherit = "mkt.budget"

    def action_close(self):
        """Close budgets whose period is over; open reservations go to the next period's."""
        self._before_decision()
        self.check_access("read")
        for budget in self:
            budget._check_state("approved")
            if not self.env.user._mkt_holds(budget.company_id, "finance_manager"):
                raise AccessError(
                    self.env._(
                        "Only the Finance Manager can close budgets: ask for it to be"
                        " done."
                    )
                )
            if not budget.period_id.is_past:
                raise UserError(
                    self.env._(
                        "%(period)s is not over yet.",
                        period=budget.period_id.display_name,
                    )
                )
            # sudo: governed fields, written after the checks above
            budget.sudo()._carry_over()

    def _carry_over(self):
        self._hand_back_what_waits()
        lines = self.line_ids.filtered("reserved")
        following = self._following() if lines else self
        by_category = following.line_ids.grouped("category_id")
        for line in lines:
            new = by_category.get(line.category_id) or line._twin(following)
            line._carry_to(new, self)
        self.state = "closed"

    def _hand_back_what_waits(self):
        """Set back to draft what nobody could approve any more, and tell who asked."""
        lines = self.line_ids.ids
        waiting = {
            "mkt.expense.request": Domain("line_id", "in", lines),
            "mkt.budget.transfer": Domain("from_line_id", "in", lines)
            | Domain("to_line_id", "in", lines),
            "mkt.budget": Domain("previous_id", "=", self.id),
        }
        for model, domain in waiting.items():
            submitted = Domain("state", "=", "submitted")
            for document in self.env[model].search(submitted & domain):
                asked_by = document._approval_requesters().partner_id
                document._withdraw()
                document.message_post(
                    body=self.env._(
                        "%(budget)s was closed before this was decided on: change it or"
                        " give it up.",
                        budget=self.name,
                    ),
                    partner_ids=asked_by.ids,
                )

    def _following(self):
        """The department's approved budget for the next period of the kind."""
        period = self.period_id
        following = self.search(
            [
                ("company_id", "=", self.company_id.id),
                ("department_id", "=", self.department_id.id),
                ("period_id.kind", "=", period.kind),
                ("date_from", ">", period.date_to),
                ("state", "=", "approved"),
            ],
            order="date_from",
            limit=1,
        )
        if not following:
            raise UserError(
                self.env._(
                    "%(budget)s has open reservations: approve the budget of the next"
                    " period first, it takes them over.",
                    budget=self.name,
                )
            )
        return following
