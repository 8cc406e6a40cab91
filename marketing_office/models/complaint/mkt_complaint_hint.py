from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.fields import Domain

from ...tools.optional import OptionalInteger
from .mkt_complaint import KINDS
from .mkt_complaint_dispute import FILINGS, FORUMS


class ComplaintHint(models.Model):
    """What law or our own terms say to whoever decides on a case; nothing is enforced."""

    _name = "mkt.complaint.hint"
    _description = "Hint for Decisions"
    _inherit = ["mkt.shared.mixin", "mkt.written.mixin"]
    _order = "sequence, id"

    name = fields.Char("Hint", required=True, translate=True)
    note = fields.Text("What It Says", translate=True)
    source = fields.Char(
        required=True, translate=True, help="The article of a law, or our own terms."
    )
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    shared_id = fields.Many2one(
        "mkt.complaint.hint",
        "Adapted From",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    adapted_ids = fields.One2many(
        "mkt.complaint.hint", "shared_id", context={"active_test": False}
    )
    purpose = fields.Selection(
        [("return", "Return of Goods"), ("warranty", "Warranty"), ("other", "Other")],
        required=True,
        default="other",
    )
    months = OptionalInteger(
        "Term (Months)", help="Counted from the day the goods were received."
    )
    days = OptionalInteger(
        "Term (Days)", help="Counted from the day the goods were received."
    )
    kind = fields.Selection(KINDS, "Kind of Case", help="Empty: every kind of case.")
    forum = fields.Selection(FORUMS, help="Of disputes; empty: every forum.")
    filing = fields.Selection(FILINGS, "Filed as", help="Of disputes; empty: either.")
    consumers_only = fields.Boolean(help="Not for customers that are companies.")
    category_ids = fields.Many2many(
        "product.category",
        "mkt_complaint_hint_category_rel",
        string="Products",
        ondelete="restrict",
        help="With the categories below them; empty: every product.",
    )
    excepted_category_ids = fields.Many2many(
        "product.category",
        "mkt_complaint_hint_excepted_rel",
        string="Exceptions",
        ondelete="restrict",
        help="Products to which it does not apply, with the categories below them.",
    )

    _terms_sensible = models.Constraint(
        "CHECK (COALESCE(months, 0) BETWEEN 0 AND 1200"
        " AND COALESCE(days, 0) BETWEEN 0 AND 36500)",
        "Enter a term from zero to a hundred years.",
    )

    def _of(self, complaints):
        """The hints that apply to each case, in their order."""
        # sudo: hints hold for a case whoever reads it
        hints = {
            company: self.sudo().search(
                self._domain_of(company) & Domain("active", "=", True)
            )
            for company in complaints.company_id
        }
        none = self.browse()
        return {
            case: hints.get(case.company_id, none).filtered(
                lambda hint, case=case: hint._applies(case)
            )
            for case in complaints
        }

    def _applies(self, case):
        # sudo: what kind of customer and product it is, whoever may read them
        case = case.sudo()
        above = case.product_id.categ_id.parent_path or ""
        categories = {int(number) for number in above.split("/") if number}
        company_buys = case.partner_id.commercial_partner_id.is_company
        return (
            (not self.kind or self.kind == case.kind)
            and (not self.forum or self.forum == case.dispute_forum)
            and (not self.filing or self.filing == case._filed_as())
            and not (self.consumers_only and company_buys)
            and (not self.category_ids or categories & set(self.category_ids.ids))
            and not categories & set(self.excepted_category_ids.ids)
        )

    def _until(self, day):
        """The last day of the term that began on the day; False without either."""
        if not day or not (self.months or self.days):
            return False
        # the day from which it is counted does not count itself
        return day + relativedelta(months=self.months or 0, days=self.days or 0)
