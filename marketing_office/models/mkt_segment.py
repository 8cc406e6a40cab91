from odoo import fields, models


class Segment(models.Model):
    """A part of the market with needs of its own."""

    _name = "mkt.segment"
    _description = "Market Segment"
    _order = "sequence, name, id"

    name = fields.Char("Segment", required=True, translate=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    description = fields.Text(translate=True)
    active = fields.Boolean(default=True)

    _name_uniq = models.UniqueIndex(
        "(company_id, (name->>'en_US')) WHERE active", "This segment exists already."
    )
