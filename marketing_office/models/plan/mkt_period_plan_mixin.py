from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_list

from ...tools.text import is_blank


class PeriodPlan(models.AbstractModel):
    """A plan for a month, a quarter or a year, whose versions are about the same.

    The plan has `name` and `previous_id`, and says who prepares it
    (`_check_may_prepare`).
    """

    _name = "mkt.period.plan.mixin"
    _description = "Plan for a Period"
    _inherit = ["mkt.period.document.mixin", "mkt.coordination.mixin"]
    _approval_content = ("user_id",)

    user_id = fields.Many2one(
        "res.users",
        "Prepared by",
        required=True,
        default=lambda self: self.env.user,
        tracking=True,
    )
    version_count = fields.Integer("Versions", compute="_compute_version_count")

    @api.depends("name", "version")
    def _compute_display_name(self):
        for plan in self:
            plan.display_name = f"{plan.name or ''}{plan._version_suffix()}"

    @api.depends(lambda self: self._same_in_versions())
    def _compute_version_count(self):
        names = self._same_in_versions()
        counts = {
            tuple(about): count
            for *about, count in self._read_group(
                [("period_id", "in", self.period_id.ids)], names, ["__count"]
            )
        }
        for plan in self:
            about = tuple(plan[name] for name in names)
            plan.version_count = counts.get(about, 0)

    def _approval_requesters(self):
        return super()._approval_requesters() | self.user_id

    def _check_filled(self, *names):
        """Raise UserError with the labels of all these fields that say nothing."""
        missing = [
            self._fields[name]._description_string(self.env)
            for name in names
            if not self[name] or (isinstance(self[name], str) and is_blank(self[name]))
        ]
        if missing:
            raise UserError(
                self.env._(
                    "%(plan)s: fill in %(fields)s first.",
                    plan=self.display_name,
                    fields=format_list(self.env, missing),
                )
            )

    def action_close(self):
        """Close plans whose period is over: nothing is revised any more."""
        self.check_access("write")
        self._check_may_prepare()
        self._check_state("approved")
        for plan in self:
            if not plan.period_id.is_past:
                raise UserError(
                    self.env._(
                        "%(period)s is not over yet.",
                        period=plan.period_id.display_name,
                    )
                )
        self._set_state("closed")

    def action_view_versions(self):
        """All versions of the plan."""
        self.ensure_one()
        self.check_access("read")
        about = {name: self[name] for name in self._same_in_versions()}
        return self.search(
            [
                (name, "=", value)
                for name, value in self._convert_to_write(about).items()
            ]
        )._get_records_action(name=self.env._("Versions"))
