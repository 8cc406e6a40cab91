from odoo import api, fields, models
from odoo.exceptions import UserError


class SalesPlanProposal(models.Model):
    """From below: people propose their own targets while the plan is in draft."""

    _inherit = "mkt.sales.plan"

    asked_count = fields.Integer("Proposals Asked For", compute="_compute_asked_count")
    unasked_count = fields.Integer("To Be Asked", compute="_compute_asked_count")

    @api.depends("line_ids.proposal_ids", "line_ids.kind")
    def _compute_asked_count(self):
        counts = dict(
            self.env["mkt.sales.proposal"]._read_group(
                [("plan_id", "in", self.ids)], ["plan_id"], ["__count"]
            )
        )
        for plan in self:
            plan.asked_count = counts.get(plan._origin, 0)
            plan.unasked_count = len(plan._unasked_lines())

    def _unasked_lines(self):
        return self.line_ids.filtered(
            lambda line: line.kind == "person" and not line.proposal_ids
        )

    def action_ask_proposals(self):
        """Ask the people of the plan who have not been asked yet what they will sell."""
        self._check_may_change_lines()
        for plan in self:
            lines = plan._unasked_lines()
            if not lines:
                raise UserError(
                    self.env._(
                        "%(plan)s: nobody is left to ask. Fill the plan with people first.",
                        plan=plan.display_name,
                    )
                )
            # sudo: last year's figures of everybody whom the plan names
            before = plan.sudo()._sold_last_year()
            self.env["mkt.sales.proposal"].sudo().create(
                [
                    {"line_id": line.id, "sold_before": before[line.sudo()]}
                    for line in lines
                ]
            )

    def action_view_proposals(self):
        """What the people of the plan have proposed."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_office.mkt_sales_proposal_action"
        )
        return {**action, "domain": [("plan_id", "=", self.id)], "context": {}}
