from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class SharedMixin(models.AbstractModel):
    """What all companies share, or one company's own.

    What is shared is a default that Settings keeps. A post adapts a copy for its own
    company, which holds there in place of the default, archived ones too. The model has
    `shared_id` (the default a copy was made of) and its inverse `adapted_ids`.
    """

    _name = "mkt.shared.mixin"
    _description = "Shared by Companies"
    _inherit = ["mkt.governed.mixin"]
    _governed = ("shared_id",)

    company_id = fields.Many2one(
        "res.company",
        index=True,
        ondelete="cascade",
        default=lambda self: self._default_company_id(),
        help="Empty: every company.",
    )
    is_in_force = fields.Boolean(
        "Holds in This Company",
        compute="_compute_is_in_force",
        search="_search_is_in_force",
    )

    def _default_company_id(self):
        # what the addon ships is shared
        return False if self.env.su else self.env.company

    @api.depends("company_id", "adapted_ids.company_id")
    @api.depends_context("company")
    def _compute_is_in_force(self):
        company = self.env.company
        for record in self:
            # sudo: which companies keep a copy of their own is no secret
            adapted = company in record.sudo().adapted_ids.company_id
            record.is_in_force = record.company_id == company or (
                not record.company_id and not adapted
            )

    def _search_is_in_force(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._domain_of(self.env.company)

    @api.model
    def _domain_of(self, company):
        """Domain of what holds in the company: its own, and the defaults it has not adapted."""
        # sudo: what a company has adapted holds there whoever asks
        adapted = self.sudo().with_context(active_test=False)
        replaced = adapted.search(
            [("company_id", "=", company.id), ("shared_id", "!=", False)]
        ).shared_id
        return Domain("company_id", "=", company.id) | (
            Domain("company_id", "=", False) & Domain("id", "not in", replaced.ids)
        )

    def write(self, vals):
        result = super().write(vals)
        # the host checks the rules before: nobody hands a record to another company
        self.check_access("write")
        return result

    def action_adapt(self):
        """Copies of the defaults for the current company, which hold there from now on."""
        company = self.env.company
        shared = self._to_adapt()
        if not shared:
            raise UserError(
                self.env._(
                    "Choose what all companies share: your own you change directly."
                )
            )
        there = self.with_context(active_test=False).search(
            [("company_id", "=", company.id), ("shared_id", "in", shared.ids)]
        )
        copies = there
        for record in shared - there.shared_id:
            copy = record.copy({"company_id": company.id})
            # sudo: governed field; the user was let make the copy
            copy.sudo().shared_id = record
            copies |= copy
        return copies._get_records_action(
            name=self.env._("Adapted for %s", company.name)
        )

    def _to_adapt(self):
        return self.filtered(lambda record: not record.company_id)
