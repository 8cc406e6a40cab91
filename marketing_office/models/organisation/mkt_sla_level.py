from odoo import api, fields, models


class SlaLevel(models.Model):
    """A step of the ladder that what nobody settles goes up; rooms add their subjects."""

    _name = "mkt.sla.level"
    _description = "Escalation Level"
    _inherit = ["mkt.written.mixin"]
    _order = "subject, reached_at, id"

    name = fields.Char(required=True, translate=True)
    subject = fields.Selection([], required=True)
    reached_at = fields.Integer(
        required=True, help="In what the subject counts: percent, or days."
    )
    post_id = fields.Many2one(
        "mkt.post",
        string="Notify",
        ondelete="restrict",
        help="Whose holders are told; empty: who handles it.",
    )

    _reached_at_positive = models.Constraint(
        "CHECK (reached_at > 0)", "A level is reached at a number above zero."
    )
    _reached_at_uniq = models.Constraint(
        "UNIQUE(subject, reached_at)",
        "Another level is reached at this number already.",
    )

    @api.model
    def _of(self, subject):
        """The levels of the subject, the lowest first."""
        # sudo: the levels are rules of the office, no secret
        return self.sudo().search([("subject", "=", subject)])

    def _holders(self, company, *stand_ins):
        """The post's holders, or for want of them the next ones responsible."""
        self.ensure_one()
        assignments = self.env["mkt.post.assignment"]
        for code in filter(None, (self.post_id.code, *stand_ins, "director")):
            if users := assignments._holders(company, code):
                return users
        return self.env["res.users"]
