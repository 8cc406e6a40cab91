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
        for name in ("floor", "target", "stretch"):
            if taking and parent[name] is not False:
                rest = parent[name] - sum(part[name] or 0.0 for part in kept)
                self._check_rest(parent, name, rest)
                self._give(taking, name, parent, kept, before)
        for part in parts:
            self._allocate(part, before)

    def _check_rest(self, parent, name, rest):
        digits = self.currency_id.decimal_places
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

    def _give(self, parts, name, parent, kept, before):
        """Cut what is left of the parent's amount into the parts.

        Floor and stretch are cut as their distance from the target: rounding turns no
        order around.
        """
        digits = self.currency_id.decimal_places
        weights = parts._weights(self.allocate_by, before)
        whole = parent.target - sum(kept.mapped("target"))
        targets = cut(whole, weights, digits)
        if name == "target":
            amounts = targets
        else:
            gap = parent[name] - parent.target
            gap -= sum(
                part[name] - part.target for part in kept if part[name] is not False
            )
            gaps = cut(gap, weights, digits)
            amounts = [t + g for t, g in zip(targets, gaps, strict=True)]
        for part, amount in zip(parts, amounts, strict=True):
            part[name] = round(amount, digits)

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
