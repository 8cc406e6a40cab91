from odoo import fields, models


class Competitor(models.Model):
    """A contact that competes with the company, and what is known about it."""

    _name = "mkt.competitor"
    _description = "Competitor"
    _inherit = ["mail.thread"]
    _order = "name, id"
    _check_company_auto = True

    partner_id = fields.Many2one(
        "res.partner",
        "Contact",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    name = fields.Char(related="partner_id.name", store=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    active = fields.Boolean(default=True)

    _partner_uniq = models.UniqueIndex(
        "(company_id, partner_id)", "This contact is a competitor already."
    )
