from odoo import models
from odoo.exceptions import UserError


class BudgetRevision(models.Model):
    """A revision takes over what the version before it has reserved and spent."""

    _inherit = "mkt.budget"

    def _check_submission(self):
        result = super()._check_submission()
        # sudo: the version in force and its lines, which the rules show as well
        self.sudo()._check_previous_in_force()
        self.sudo()._check_takes_over()
        return result

    def _on_approved(self):
        self._check_takes_over()
        self._supersede_previous()
        result = super()._on_approved()
        if self.previous_id:
            self._take_over(self.previous_id)
        return result

    def _check_takes_over(self):
        """Raise UserError where the revision has no room for what the old version owes."""
        new_lines = self.line_ids.grouped("category_id")
        for line in self.previous_id.line_ids:
            used = line.reserved + line.spent - line.overrun
            new = new_lines.get(line.category_id)
            room = new.planned if new else 0.0
            if self.currency_id.compare_amounts(used, room) > 0 or (
                not new and (line.reserved or line.spent)
            ):
                raise UserError(
                    self.env._(
                        "%(category)s: %(used)s is reserved or spent already; plan at"
                        " least as much.",
                        category=line.category_id.name,
                        used=self.currency_id.format(line.reserved + line.spent),
                    )
                )

    def _take_over(self, old):
        """Move what the old version has reserved and spent to this one, in the ledger."""
        by_category = self.line_ids.grouped("category_id")
        for line in old.line_ids:
            new = by_category.get(line.category_id)
            if new:
                line._move_to(new, self, f"mkt.budget,{self.id}:take:{line.id}")
