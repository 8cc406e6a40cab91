from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import float_is_zero

from ...tools.allocation import cut


class SalesPlanAllocation(models.Model):
    """From the company to teams and people: nothing is left over, and nothing is lost."""

    _inherit = "mkt.sales.plan"
    _approval_content = ("allocate_by",)

    allocate_by = fields.Selection(
        [
            ("even", "Evenly"),
            ("weight", "By Weight"),
            ("last_year", "By Last Year's Figures"),
        ],
        "Allocate",
        required=True,
        default="last_year",
        help="How each amount is divided among the lines below it. Amounts that are kept"
        " stay as they were entered.",
    )

    def action_allocate(self):
        """Divide the company's target among the lines, level by level."""
        self._check_may_change_lines()
        for plan in self:
            plan._check_company_line()
            plan._allocate(plan._company_line(), plan._last_year())

    def _check_may_change_lines(self):
        self.check_access("write")
        self._check_may_prepare()
        self._check_state("draft")

    def _last_year(self):
        """What the same scopes sold in the same time a year before, {line: amount}."""
        if self.allocate_by != "last_year":
            return {}
        year = {"years": 1}
        # sudo: last year's figures of everybody whom the plan names
        plan = self.sudo()
        figures = plan._figures(
            fields.Date.subtract(self.date_from, **year),
            fields.Date.subtract(self.date_to, **year),
        )
        return {line: figures.actual(line) for line in plan.line_ids}

    def _allocate(self, parent, before):
        parts = parent._parts()
        kept = parts.filtered(lambda part: part.is_kept and part.target is not False)
        taking = parts - kept
        if taking and parent.target is not False:
            weights = taking._weights(self.allocate_by, before)
            targets = self._cut(parent, "target", kept, weights)
            floors, stretches = (
                self._cut_bound(parent, name, kept, weights, targets)
                for name in ("floor", "stretch")
            )
            for part, floor, target, stretch in zip(
                taking, floors, targets, stretches, strict=True
            ):
                # at once: they have to stand in order
                part.write({"floor": floor, "target": target, "stretch": stretch})
        for part in parts:
            self._allocate(part, before)

    def _cut(self, parent, name, kept, weights):
        """What is left of the parent's amount beside the parts kept, cut by the weights."""
        digits = self.currency_id.decimal_places
        rest = parent[name] - sum(part[name] or 0.0 for part in kept)
        if rest < 0 and not float_is_zero(rest, precision_digits=digits):
            raise UserError(
                self.env._(
                    "%(line)s: the amounts kept below it exceed its %(amount)s by"
                    " %(excess)s.",
                    line=parent.display_name,
                    amount=parent._fields[name]._description_string(self.env),
                    excess=self.currency_id.format(-rest),
                )
            )
        return cut(rest, weights, digits)

    def _cut_bound(self, parent, name, kept, weights, targets):
        """Floors or stretches: cut as their distance from the target, so that rounding
        turns no order around.
        """
        if parent[name] is False:
            return [False] * len(weights)
        digits = self.currency_id.decimal_places
        gap = parent[name] - parent.target
        gap -= sum(part[name] - part.target for part in kept if part[name] is not False)
        gaps = cut(gap, weights, digits)
        return [round(t + g, digits) for t, g in zip(targets, gaps, strict=True)]

    def action_fill(self):
        """Lines for the sales teams and their members that have none yet."""
        self._check_may_change_lines()
        for plan in self:
            lines = plan.line_ids
            # sudo: who sells in which team is no secret of whoever prepares the plan
            teams = self.env["crm.team"].sudo()
            teams = teams.search([("company_id", "in", (plan.company_id.id, False))])
            people = lines.user_id
            for team in teams.filtered("member_ids"):
                line = lines.filtered(lambda ln, t=team: ln.team_id == t)[:1]
                if not line:
                    line = lines.create(
                        {
                            "plan_id": plan.id,
                            "kind": "team",
                            "team_id": team.id,
                        }
                    )
                members = team.member_ids - people
                members = members.filtered(
                    lambda u, c=plan.company_id: c in u.company_ids
                )
                people |= members
                lines.create(
                    [
                        {
                            "plan_id": plan.id,
                            "kind": "person",
                            "user_id": user.id,
                            "parent_id": line.id,
                        }
                        for user in members
                    ]
                )
