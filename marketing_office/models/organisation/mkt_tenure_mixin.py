from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...tools.deletion import guards_deletion


class TenureMixin(models.AbstractModel):
    """What a person holds in a company from a day to a day, and who gives it.

    The days that are over stay as they were: only a Settings administrator corrects
    them. The model says who gives it (`_check_may_give`).
    """

    _name = "mkt.tenure.mixin"
    _description = "Held by a Person"
    _inherit = ["mkt.governed.mixin"]
    _fixed_after_creation = ("company_id", "user_id")
    _kept_once_begun = ()

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one(
        "res.users",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    date_from = fields.Date(
        "From",
        required=True,
        default=lambda self: self.env.company._mkt_today(),
        tracking=True,
    )
    date_to = fields.Date(
        "Until", tracking=True, help="Last day of the assignment; empty: no end yet."
    )
    is_active = fields.Boolean(
        string="In Force", compute="_compute_is_active", search="_search_is_active"
    )

    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "An assignment cannot end before it begins.",
    )

    @api.depends("date_from", "date_to", "user_id.active", "company_id.active")
    def _compute_is_active(self):
        # sudo: which companies there are, and which day it is there, is no secret
        tenures = self.sudo()
        in_force = tenures.filtered_domain(self._in_force(tenures.company_id))
        for tenure in self:
            tenure.is_active = tenure in in_force

    def _search_is_active(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._in_force(self.env["res.company"]._mkt_active())

    @api.model
    def _in_force(self, companies):
        """Domain of what is in force today in the companies."""
        on_its_days = self._on_its_days(companies.filtered("active"))
        # who has left holds nothing, whatever the reader may see of colleagues
        is_there = Domain("user_id", "any!", Domain("active", "=", True))
        return is_there & on_its_days

    @api.model
    def _on_its_days(self, companies):
        """Domain: today is one of the days in the companies."""
        return companies._mkt_today_domain(
            lambda day: (
                Domain("date_from", "<=", day)
                & (Domain("date_to", "=", False) | Domain("date_to", ">=", day))
            )
        )

    def _overlaps(self, other):
        latest = max(self.date_from, other.date_from)
        return all(not a.date_to or a.date_to >= latest for a in (self, other))

    @api.constrains("user_id")
    def _check_user_is_internal(self):
        for user in self.user_id:
            if user.share or not user.active or user.id == SUPERUSER_ID:
                raise ValidationError(
                    self.env._(
                        "%(user)s is not an active employee's user and cannot hold a"
                        " post.",
                        user=user.name,
                    )
                )

    @api.constrains("user_id", "company_id")
    def _check_user_company(self):
        for tenure in self:
            if tenure.company_id not in tenure.user_id.company_ids:
                raise ValidationError(
                    self.env._(
                        "%(user)s does not work for %(company)s.",
                        user=tenure.user_id.name,
                        company=tenure.company_id.name,
                    )
                )

    # ------------------------------------------------------------- giving and ending

    @api.model_create_multi
    def create(self, vals_list):
        tenures = super().create(vals_list)
        tenures._check_may_give()
        tenures._check_begins_today()
        return tenures

    def write(self, vals):
        self._check_may_give()
        before = [tenure._past() for tenure in self]
        result = super().write(vals)
        for tenure, past in zip(self, before, strict=True):
            tenure._check_past_kept(**past)
        return result

    def unlink(self):
        self._check_may_give()
        return super().unlink()

    @guards_deletion
    def _unlink_except_begun(self):
        for tenure in self:
            if tenure.date_from <= tenure.company_id._mkt_today():
                raise UserError(
                    self.env._(
                        "%(assignment)s has begun and stays on record: end it instead.",
                        assignment=tenure.display_name,
                    )
                )

    def action_end(self):
        """End the assignments today."""
        for tenure in self:
            tenure.date_to = tenure.company_id._mkt_today()

    def _check_may_give(self):
        """Raise AccessError where the current user may not give, change or take these."""
        raise NotImplementedError

    def _past(self):
        names = self._declared("_kept_once_begun")
        kept = {name: self[name] for name in ("date_from", *names)}
        return {"date_to": self.date_to, "kept": kept}

    def _check_past_kept(self, date_to, kept):
        """Raise UserError where a change has touched days that are over.

        The arguments are what was there before.
        """
        today = self.company_id._mkt_today()
        if self._corrects_the_past() or kept["date_from"] > today:
            self._check_begins_today()
            return
        days = (date_to, self.date_to)
        if any(self[name] != value for name, value in kept.items()) or (
            date_to != self.date_to and any(day and day < today for day in days)
        ):
            raise UserError(
                self.env._(
                    "%(assignment)s has begun and its past stays on record: end it today"
                    " and make a new assignment, or ask a Settings administrator.",
                    assignment=self.display_name,
                )
            )

    def _check_begins_today(self):
        """Raise UserError where the current user gives what begins on a day that is over."""
        if self._corrects_the_past():
            return
        for tenure in self:
            if tenure.date_from < tenure.company_id._mkt_today():
                raise UserError(
                    self.env._(
                        "%(assignment)s begins today at the earliest: only a Settings"
                        " administrator enters what was before.",
                        assignment=tenure.display_name,
                    )
                )

    def _corrects_the_past(self):
        return self.env.su or self.env.user.has_group("base.group_system")
