from odoo import fields, models


class CustomerGrade(models.Model):
    """How much a customer matters: the best first. All companies have the same names;
    by which rules a customer has a grade is each company's own (`mkt.grade.rule`).
    """

    _name = "mkt.customer.grade"
    _description = "Customer Grade"
    _inherit = ["mkt.written.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10, help="The best grade comes first.")
    active = fields.Boolean(default=True)

    _unique_name = models.UniqueIndex(
        "((name->>'en_US'))", "There is a grade of this name already."
    )
