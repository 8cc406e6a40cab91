from odoo import api, fields, models


class SlaLevel(models.Model):
    _name = "mkt.sla.level"
    _description = "Escalation Level"
    _order = "percent, id"

    name = fields.Char(required=True, translate=True)
    percent = fields.Integer(
        "Share of the Time Limit",
        required=True,
        help="Percent of the time limit that must have passed; 100 is the breach.",
    )
    post_id = fields.Many2one(
        "mkt.post",
        string="Notify",
        ondelete="restrict",
        help="Whose holders are told; empty: the handler.",
    )

    _percent_positive = models.Constraint(
        "CHECK (percent > 0)", "The share of the time limit must be more than zero."
    )
    _percent_uniq = models.Constraint(
        "UNIQUE(percent)", "Another level is reached at this share already."
    )

    @api.model
    def _all(self):
        """Every level, the lowest first."""
        # sudo: the levels are rules of the office, no secret
        return self.sudo().search([("percent", ">", 0)])

    def _holders(self, company):
        """The post's holders, or for want of them the next ones responsible."""
        self.ensure_one()
        assignments = self.env["mkt.post.assignment"]
        codes = self.post_id.code, "customer_service_manager", "director"
        for code in filter(None, codes):
            if users := assignments._holders(company, code):
                return users
        return self.env["res.users"]
