from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class PeriodPlan(models.AbstractModel):
    """A plan for a month, a quarter or a year, whose versions are about the same.

    The plan has `name` and `previous_id`, and says who prepares it
    (`_check_may_prepare`).
    """

    _name = "mkt.period.plan.mixin"
    _description = "Plan for a Period"
    _inherit = ["mkt.revision.mixin", "mail.thread", "mkt.coordination.mixin"]
    _finished = {"approved": (), "superseded": (), "closed": ()}
    _check_company_auto = True
    _fixed_after_creation = ("company_id",)
    _approval_content = ("period_id", "user_id")
    _same_in_revisions = ("period_id",)

    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    period_id = fields.Many2one(
        "mkt.period",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('kind', '!=', 'week'), ('company_id', '=', company_id)]",
        tracking=True,
    )
    date_from = fields.Date(related="period_id.date_from", store=True)
    date_to = fields.Date(related="period_id.date_to", store=True)
    is_past = fields.Boolean(related="period_id.is_past")
    user_id = fields.Many2one(
        "res.users",
        "Prepared by",
        required=True,
        default=lambda self: self.env.user,
        tracking=True,
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Submitted"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("superseded", "Superseded"),
            ("closed", "Closed Out"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
        index=True,
    )
    version_count = fields.Integer("Versions", compute="_compute_version_count")

    @api.depends("name", "version")
    def _compute_display_name(self):
        for plan in self:
            plan.display_name = f"{plan.name or ''}{plan._version_suffix()}"

    @api.model
    def _same_in_versions(self):
        return "company_id", *self._same_in_revisions

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

    @api.constrains("period_id")
    def _check_period_kind(self):
        for plan in self:
            if plan.period_id.kind == "week":
                raise ValidationError(
                    self.env._("A plan is for a month, a quarter or a year.")
                )

    def _approval_requesters(self):
        return super()._approval_requesters() | self.user_id

    def _check_submission(self):
        result = super()._check_submission()
        self._check_may_prepare()
        if self.period_id.state == "closed":
            raise UserError(
                self.env._("%(period)s is closed.", period=self.period_id.display_name)
            )
        return result

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
