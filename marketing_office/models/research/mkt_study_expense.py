from odoo import api, fields, models
from odoo.exceptions import UserError


class StudyExpense(models.Model):
    """What a study really costs is asked for and settled by expense requests."""

    _inherit = "mkt.study"

    expense_request_ids = fields.One2many(
        "mkt.expense.request", "study_id", readonly=True, copy=False
    )
    actual_cost = fields.Monetary(compute="_compute_actual_cost", compute_sudo=True)

    @api.depends("expense_request_ids.spent")
    def _compute_actual_cost(self):
        spent = dict(
            self.env["mkt.expense.request"]._read_group(
                [("study_id", "in", self.ids)], ["study_id"], ["spent:sum"]
            )
        )
        for study in self:
            study.actual_cost = spent.get(study._origin, 0)

    def action_request_expense(self):
        """A draft request for what the study costs and is not asked for yet."""
        self.ensure_one()
        self.check_access("write")
        self._check_open()
        # sudo: what was asked for already, by whomever
        asked = self.sudo().expense_request_ids.filtered(
            lambda r: r.state not in ("refused", "cancelled")
        )
        rest = self.planned_cost - sum(
            r._in_company_currency(r.amount, r.currency_id) for r in asked
        )
        if self.currency_id.compare_amounts(rest, 0) <= 0:
            raise UserError(
                self.env._(
                    "%(study)s: its planned cost of %(cost)s has been asked for already."
                    " Where it costs more, enlarge a request that is still a draft, or"
                    " enter an expense request of your own.",
                    study=self.display_name,
                    cost=self.currency_id.format(self.planned_cost),
                )
            )
        return self.env["mkt.expense.request"]._draft_for(
            self,
            "study_id",
            "research",
            name=self.name,
            amount=rest,
            description=self.question,
        )
