from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.deletion import guards_deletion


class SalesTarget(models.Model):
    """A target that an approved sales plan has set changes by a revision of the plan alone."""

    _inherit = "mkt.kpi.target"
    _governed = ("sales_plan_id",)

    sales_plan_id = fields.Many2one(
        "mkt.sales.plan",
        "Set by the Sales Plan",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    def write(self, vals):
        if not self.env.su and vals.keys() & {"target", "floor", "stretch", "weight"}:
            self._check_unlocked()
        return super().write(vals)

    @guards_deletion
    def _unlink_except_locked(self):
        self._check_unlocked()

    def _check_unlocked(self):
        # sudo: what the plan has set counts, whether the user reads the plan or not
        for target in self.sudo():
            if plan := target._whole().sales_plan_id:
                raise UserError(
                    self.env._(
                        "%(target)s is locked by %(plan)s: revise the sales plan.",
                        target=target.display_name,
                        plan=plan.display_name,
                    )
                )

    def _whole(self):
        return self.parent_id._whole() if self.parent_id else self

    # ------------------------------------------------------------- given up

    def _end(self):
        """Nobody pursues the targets any more; closed periods keep theirs. As superuser."""
        self.sales_plan_id = False
        for target in self:
            if target._closed_parts():
                target._shrink()
                target.write(
                    {"target": target._closed_sum(), "floor": False, "stretch": False}
                )
            else:
                target.unlink()

    def _closed_parts(self):
        parts = self.search([("id", "child_of", self.ids)])
        return parts.filtered(lambda part: part.period_id.state == "closed")

    def _shrink(self):
        """Weigh the open parts by what closed periods within them have."""
        for part in self.child_ids.filtered(lambda p: p.period_id.state == "open"):
            part._shrink()
            part.weight = part._closed_sum()

    def _closed_sum(self):
        """The targets of closed periods within the target's, none counted twice."""
        if self.period_id.state == "closed":
            return self.target or 0.0
        return sum(part._closed_sum() for part in self.child_ids)
