from odoo import fields, models

from ...tools.appraisal import MOST
from ...tools.optional import OptionalFloat


class AppraisalGrade(models.Model):
    """A grade of the table: from which score on it is reached, and what it brings."""

    _name = "mkt.appraisal.grade"
    _description = "Appraisal Grade"
    _inherit = ["mkt.shared.mixin"]
    _order = "score_from desc, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    score_from = fields.Float("From Score", required=True, digits=(16, 2))
    coefficient = fields.Float(required=True, default=1, digits=(16, 2))
    amount = OptionalFloat(
        "Amount",
        digits=(16, 2),
        groups="marketing_office.group_director,marketing_office.group_leadership,"
        "base.group_system",
        help="In the company's currency, where incentives are an amount by grade.",
    )
    is_top = fields.Boolean(
        "Top Grade", help="Counts for the share of top grades in the calibration."
    )
    shared_id = fields.Many2one(
        "mkt.appraisal.grade",
        "Adapted From",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    adapted_ids = fields.One2many(
        "mkt.appraisal.grade", "shared_id", context={"active_test": False}
    )

    _score_possible = models.Constraint(
        f"CHECK (score_from BETWEEN 0 AND {MOST:.0f})",
        "A score lies between 0 and 120.",
    )
    _coefficient_sensible = models.Constraint(
        "CHECK (coefficient BETWEEN 0 AND 10)",
        "A coefficient lies between 0 and 10.",
    )
    _amount_positive = models.Constraint(
        "CHECK (amount IS NULL OR amount >= 0)", "An amount is not negative."
    )

    def _of_company(self, company):
        """The grades that hold in the company, the highest first."""
        return self.search(self._domain_of(company), order="score_from desc, id")
