from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.notification import notification

RETURNING_POSTS = "finance_manager", "director"


class BudgetLineReturn(models.Model):
    """Money that a department does not need: given back, the line plans less."""

    _inherit = "mkt.budget.line"

    can_give_back = fields.Boolean(compute="_compute_can_give_back")

    @api.depends("state", "available", "overrun", "planned", "active")
    @api.depends_context("uid")
    def _compute_can_give_back(self):
        for line in self:
            line.can_give_back = line._may_give_back() and line._unused() > 0

    def _unused(self):
        """What is neither reserved nor spent of the plan; an overrun is no money."""
        return max(0, min(self.planned, self.available - self.overrun))

    def _may_give_back(self):
        user = self.env.user
        # sudo: who drew the budget up may give back what it gave them
        is_own = user in self.sudo().budget_id.submitted_by_id
        return self.state == "approved" and (
            is_own or user._mkt_holds(self.company_id, *RETURNING_POSTS)
        )

    def action_give_back(self):
        """Give back all that is unused of the lines; the ledger says who did, and when."""
        # sudo: whoever gives back has the lines alone, whatever they may read
        self.sudo()._take_turn()
        self.check_access("read")
        given_back = []
        for line in self:
            if not line._may_give_back():
                raise AccessError(
                    self.env._(
                        "%(line)s: whoever submitted the budget, the Finance Manager or"
                        " the Director gives money back. Ask one of them.",
                        line=line.display_name,
                    )
                )
            amount = line._unused()
            if not amount:
                raise UserError(
                    self.env._(
                        "%(line)s has nothing left to give back.",
                        line=line.display_name,
                    )
                )
            # sudo: the ledger, after the checks above
            line.sudo()._give_back(amount, self.env.user)
            given_back.append(
                self.env._(
                    "%(line)s: %(amount)s given back.",
                    line=line.display_name,
                    amount=line.currency_id.format(amount),
                )
            )
        return notification("\n".join(given_back))

    def _give_back(self, amount, user):
        self._check_may_spend()
        count = self.env["mkt.budget.entry"].search_count(
            [("res_model", "=", self._name), ("res_id", "=", self.id)]
        )
        self._book(
            "give_back",
            -amount,
            f"{self._name},{self.id}:back:{count}",
            res_model=self._name,
            res_id=self.id,
            user_id=user.id,
        )
        self._tell_of_giving_back(amount)
        self.budget_id._message_log(
            body=self.env._(
                "%(user)s gave back %(amount)s of %(category)s.",
                user=user.name,
                amount=self.currency_id.format(amount),
                category=self.category_id.name,
            )
        )

    def _tell_of_giving_back(self, amount):
        """One message to whoever answers for the department and drew up its budget."""
        budget = self.budget_id
        heads = self.env["mkt.post.assignment"]._heads(
            self.company_id, self.department_id
        )
        told = (heads | budget.submitted_by_id) - self.env.user
        budget._tell_of_documents(
            dict.fromkeys(told, budget),
            lambda env: env._(
                "Given back, %(amount)s of %(category)s",
                amount=self.currency_id.format(amount),
                category=self.with_env(env).category_id.name,
            ),
        )
