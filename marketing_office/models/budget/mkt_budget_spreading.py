from odoo import fields, models


class BudgetSpreading(models.Model):
    """The months among which a budget's lines are divided: in one click, and checked."""

    _inherit = "mkt.budget"

    def _months(self):
        """The first days of the months of the period."""
        months = []
        if self.date_from and self.date_to:
            month = self.date_from.replace(day=1)
            while month <= self.date_to:
                months.append(month)
                month = fields.Date.add(month, months=1)
        return months

    def action_spread(self):
        """Divide evenly what is not divided among the months, or does not add up."""
        self.check_access("write")
        lines = self.line_ids
        undivided = lines.filtered(lambda m: not m.share_ids or m.is_shared_wrong)
        undivided.action_spread()

    def action_view_months(self):
        """Plan and ledger of the budget by month, side by side."""
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_office.mkt_budget_month_action"
        )
        return {**action, "domain": [("budget_id", "in", self.ids)], "context": {}}

    def action_open_import(self):
        """The dialog that takes the lines from a workbook."""
        self.ensure_one()
        self._check_may_change_lines()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import Lines"),
            "res_model": "mkt.budget.import",
            "views": [[False, "form"]],
            "target": "new",
            "context": {"default_budget_id": self.id},
        }

    def _check_may_change_lines(self):
        """Raise AccessError or UserError unless the user may change the budget's lines."""
        self.check_access("write")
        self.line_ids.check_access("create")
        self._check_may_prepare()
        self._check_state("draft")

    def _check_submission(self):
        result = super()._check_submission()
        self.line_ids._check_shares()
        return result
