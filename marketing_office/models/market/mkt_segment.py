from odoo import fields, models


class Segment(models.Model):
    """A part of the market with needs of its own."""

    _name = "mkt.segment"
    _description = "Market Segment"
    _inherit = ["mkt.written.mixin"]
    _order = "sequence, name, id"

    name = fields.Char("Segment", required=True, translate=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    description = fields.Text("Details", translate=True)
    category_ids = fields.Many2many(
        "product.category",
        string="Own Product Categories",
        help="What the company sells to this segment, with the categories below; "
        "empty: everything it sells.",
        ondelete="restrict",
    )
    is_overall = fields.Boolean(
        "Overall Market",
        help="The company's share of this market is its indicator of market share.",
    )
    active = fields.Boolean(default=True)

    _name_uniq = models.UniqueIndex(
        "(company_id, (name->>'en_US')) WHERE active", "This segment exists already."
    )
    _overall_uniq = models.UniqueIndex(
        "(company_id) WHERE is_overall AND active",
        "The company has an overall market already.",
    )
