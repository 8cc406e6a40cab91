from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.optional import OptionalFloat, OptionalMonetary
from ...tools.text import is_blank


class ExpenseRequestStandard(models.Model):
    """A request beside the standard of spending of its category."""

    _inherit = "mkt.expense.request"
    _approval_content = ("standard_id", "units", "standard_reason")

    standard_id = fields.Many2one(
        "mkt.expense.standard",
        "Standard of Spending",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        check_company=True,
        domain="[('company_id', '=', company_id), ('category_id', '=', category_id)]",
    )
    standard_unit = fields.Char(related="standard_id.unit")
    units = OptionalFloat("Number of Units", copy=False)
    standard_amount = OptionalMonetary(
        "By the Standard",
        compute="_compute_standard",
        currency_field="company_currency_id",
        help="What the standard allows for so many units.",
    )
    above_standard = OptionalMonetary(
        compute="_compute_standard",
        currency_field="company_currency_id",
        help="What is asked for beyond the standard, in the company's currency.",
    )
    standard_reason = fields.Char("Why More than the Standard", copy=False)
    has_standards = fields.Boolean(compute="_compute_has_standards")

    _units_positive = models.Constraint(
        "CHECK (units IS NULL OR units > 0)", "Enter how many units, above zero."
    )

    @api.depends("category_id", "company_id")
    def _compute_has_standards(self):
        with_standards = self._categories_with_standards()
        for request in self:
            key = request.company_id.id, request.category_id.id
            request.has_standards = key in with_standards

    def _categories_with_standards(self):
        # sudo: which categories have a standard is no secret inside the company
        groups = (
            self.env["mkt.expense.standard"]
            .sudo()
            ._read_group(
                [("company_id", "in", self.company_id.ids)],
                ["company_id", "category_id"],
            )
        )
        return {(company.id, category.id) for company, category in groups}

    @api.depends(
        "standard_id", "units", "amount", "currency_id", "company_amount", "state"
    )
    def _compute_standard(self):
        for request in self:
            request.standard_amount = request.above_standard = False
            if not request.standard_id or not request.units:
                continue
            # sudo: the standard that was chosen, whoever reads the request
            allowed = request.sudo().standard_id.amount * request.units
            asked = request.company_amount
            if request.state == "draft":
                asked = request._in_company_currency(
                    request.amount, request.currency_id
                )
            request.standard_amount = allowed
            request.above_standard = max(0, asked - allowed)

    def _check_reasoned(self):
        super()._check_reasoned()
        if not self.standard_id:
            if self.has_standards:
                raise UserError(
                    self.env._(
                        "%(request)s: %(category)s have standards of spending. Choose"
                        " the one that applies.",
                        request=self.display_name,
                        # sudo: the name of the category that was chosen
                        category=self.sudo().category_id.name,
                    )
                )
            return
        # sudo: what the standard asks for, whoever submits
        standard = self.sudo().standard_id
        if standard.category_id != self.sudo().category_id:
            raise UserError(
                self.env._(
                    "%(standard)s is no standard for this category.",
                    standard=standard.name,
                )
            )
        if not self.units:
            raise UserError(
                self.env._(
                    "%(request)s: say for how many units (%(unit)s) the money is.",
                    request=self.display_name,
                    unit=standard.unit,
                )
            )
        self._check_within_standard(standard)

    def _check_within_standard(self, standard):
        currency = self.company_currency_id
        if currency.compare_amounts(self.above_standard, 0) <= 0:
            return
        if standard.is_strict or is_blank(self.standard_reason or ""):
            way_out = (
                self.env._("Ask for less.")
                if standard.is_strict
                else self.env._("Ask for less, or say why more is needed.")
            )
            raise UserError(
                self.env._(
                    "%(request)s: %(standard)s allows %(allowed)s for %(units)g"
                    " %(unit)s, %(more)s less than you ask for. %(way_out)s",
                    request=self.display_name,
                    standard=standard.name,
                    allowed=currency.format(self.standard_amount),
                    units=self.units,
                    unit=standard.unit,
                    more=currency.format(self.above_standard),
                    way_out=way_out,
                )
            )
