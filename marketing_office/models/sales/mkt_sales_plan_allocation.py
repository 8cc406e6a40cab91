from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import float_compare

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
        # sudo: last year's figures of everybody whom the plan names
        return self.sudo()._sold_last_year()

    def _sold_last_year(self):
        year = {"years": 1}
        figures = self._figures(
            fields.Date.subtract(self.date_from, **year),
            fields.Date.subtract(self.date_to, **year),
        )
        return {line: figures.actual(line) for line in self.line_ids}

    def _allocate(self, parent, before):
        parts = parent._parts()
        kept = parts.filtered(lambda part: part.is_kept and part.target is not False)
        taking = parts - kept
        if taking and parent.target is not False:
            weights = taking._weights(self.allocate_by, before)
            targets = self._cut_targets(parent, kept, taking, weights)
            floors, stretches = (
                self._cut_bound(parent, name, kept, targets)
                for name in ("floor", "stretch")
            )
            for part, floor, target, stretch in zip(
                taking, floors, targets, stretches, strict=True
            ):
                # at once: they have to stand in order
                part.write({"floor": floor, "target": target, "stretch": stretch})
        for part in parts:
            self._allocate(part, before)

    def _cut_targets(self, parent, kept, taking, weights):
        """What is left of the parent's target beside the parts kept, cut by the weights.

        No part takes less than what is kept below it.
        """
        digits = self.currency_id.decimal_places
        rest = parent.target - sum(kept.mapped("target"))
        needs, given = [part._kept_below() for part in taking], {}
        while True:
            left = rest - sum(given.values())
            self._check_not_exceeded(parent, left)
            free = [n for n in range(len(taking)) if n not in given]
            shares = cut(left, [weights[n] for n in free], digits)
            shares = dict(zip(free, shares, strict=True))
            short = {
                n: needs[n]
                for n, share in shares.items()
                if float_compare(share, needs[n], precision_digits=digits) < 0
            }
            if not short:
                return [(shares | given)[n] for n in range(len(taking))]
            given |= short

    def _check_not_exceeded(self, parent, rest):
        """Raise UserError where what is kept below the line is more than its target."""
        if float_compare(rest, 0, precision_digits=self.currency_id.decimal_places) < 0:
            raise UserError(
                self.env._(
                    "%(line)s: the amounts kept below it exceed its target by %(excess)s.",
                    line=parent.display_name,
                    excess=self.currency_id.format(-rest),
                )
            )

    def _cut_bound(self, parent, name, kept, targets):
        """Floors or stretches: cut as their distance from the target, so that rounding
        turns no order around.
        """
        if parent[name] is False:
            return [False] * len(targets)
        digits = self.currency_id.decimal_places
        whole = sum(targets)
        # a part kept without a bound counts with that of the parent
        ratio = parent[name] / parent.target if parent.target else 0.0
        rest = parent[name] - sum(
            part.target * ratio if part[name] is False else part[name] for part in kept
        )
        rest = max(rest, whole) if name == "stretch" else min(max(rest, 0.0), whole)
        gaps = cut(rest - whole, targets, digits)
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
