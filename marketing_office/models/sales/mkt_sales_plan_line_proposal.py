from odoo import api, fields, models

from ...tools.optional import OptionalMonetary


class SalesPlanLineProposal(models.Model):
    """What the person has proposed, and what became of it."""

    _inherit = "mkt.sales.plan.line"

    proposal_ids = fields.One2many("mkt.sales.proposal", "line_id", copy=False)
    proposed = OptionalMonetary(
        compute="_compute_proposed",
        help="What the person has handed in, or what the parts have together.",
    )
    off_proposal = OptionalMonetary(
        "Target Less Proposal",
        compute="_compute_proposed",
        help="Above zero, more is asked for than was proposed.",
    )

    @api.depends("target", "proposal_ids.state", "proposal_ids.amount", "child_ids")
    def _compute_proposed(self):
        self.proposed = self.off_proposal = False
        handed_in = {}
        for proposal in self.env["mkt.sales.proposal"].search(
            [("plan_id", "in", self.plan_id.ids), ("state", "=", "handed_in")]
        ):
            line = proposal.line_id
            while line:
                handed_in[line] = handed_in.get(line, 0.0) + proposal.amount
                line = line.parent_id
        for line in self:
            proposed = handed_in.get(line._origin, False)
            line.proposed = proposed
            if proposed is not False and line.target is not False:
                line.off_proposal = line.currency_id.round(line.target - proposed)

    def _take_proposal(self, amount):
        """The amount becomes the target that dividing leaves alone; as superuser."""
        self.ensure_one()
        bounds = {}
        if self.floor is not False:
            bounds["floor"] = min(self.floor, amount)
        if self.stretch is not False:
            bounds["stretch"] = max(self.stretch, amount)
        self.write({"target": amount, "is_kept": True, **bounds})
