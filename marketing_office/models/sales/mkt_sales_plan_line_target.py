from odoo import models
from odoo.exceptions import UserError

from .mkt_sales_plan_line import ORGANISATION


class SalesPlanLine(models.Model):
    """The targets that the lines of an approved plan set."""

    _inherit = "mkt.sales.plan.line"

    def _target_key(self):
        """The indicator, period and scope whose target the line sets."""
        plan = self.plan_id
        names = ("department_id", "team_id", "user_id")
        return plan._kpi(), plan.period_id, *(self[name] for name in names)

    def _targets(self):
        """The targets of the lines' indicators and periods, by their keys."""
        plans = self.plan_id
        targets = self.env["mkt.kpi.target"].search(
            [
                ("kpi_id", "in", [plan._kpi().id for plan in plans]),
                ("period_id", "in", plans.period_id.ids),
            ]
        )
        names = "kpi_id", "period_id", "department_id", "team_id", "user_id"
        return {tuple(target[name] for name in names): target for target in targets}

    def _of_people(self):
        return self.filtered(lambda line: line.kind in ORGANISATION)

    def _check_targets_free(self):
        """Raise UserError where a line cannot become the target; called as superuser."""
        targets = self._targets()
        for line in self._of_people():
            target = targets.get(line._target_key())
            if target and target.parent_id and target.target != line.target:
                raise UserError(
                    self.env._(
                        "%(line)s: the target of %(period)s is a part of that of"
                        " %(whole)s: plan that period.",
                        line=line.display_name,
                        period=target.period_id.display_name,
                        whole=target.parent_id.period_id.display_name,
                    )
                )

    def _set_targets(self, old_lines):
        """Make the lines the targets; those given up end. Called as superuser."""
        targets = (self | old_lines)._targets()
        wanted = {line._target_key(): line for line in self._of_people()}
        gone = self.env["mkt.kpi.target"]
        for line in old_lines._of_people():
            key = line._target_key()
            if key not in wanted and key in targets:
                gone |= targets[key]
        gone._end()
        missing = []
        for key, line in wanted.items():
            vals = {
                "target": line.target,
                "floor": line.floor,
                "stretch": line.stretch,
                "sales_plan_id": self.plan_id.id,
            }
            target = targets.get(key)
            if target and not target.parent_id:
                target.write(vals)
            elif not target:
                names = "department_id", "team_id", "user_id"
                missing.append(
                    {
                        **vals,
                        "kpi_id": key[0].id,
                        "period_id": key[1].id,
                        "company_id": line.company_id.id,
                        **{name: line[name].id for name in names},
                    }
                )
        for target in self.env["mkt.kpi.target"].create(missing):
            target._split()
