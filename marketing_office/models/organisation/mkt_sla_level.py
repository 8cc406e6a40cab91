from odoo import api, fields, models


class SlaLevel(models.Model):
    """A step of the ladder that what nobody settles goes up; rooms add their subjects.

    What is to come for documents that wait follows the levels as they are today.
    """

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

    @api.model_create_multi
    def create(self, vals_list):
        levels = super().create(vals_list)
        levels._plan_escalations()
        return levels

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"subject", "reached_at"}:
            self._plan_escalations()
        return result

    def unlink(self):
        result = super().unlink()
        self._plan_escalations()
        return result

    @api.model
    def _plan_escalations(self):
        """The documents that wait are planned anew, in all companies."""
        escalating = self.env.registry.descendants(["mkt.escalation.mixin"], "_inherit")
        for name in escalating:
            # sudo: documents of all companies, whoever changes the levels
            documents = self.env[name].sudo()
            if not documents._abstract:
                waiting = [("state", "in", documents._waiting_states)]
                field = documents._fields["escalate_on"]
                self.env.add_to_compute(field, documents.search(waiting))

    @api.model
    def _of(self, subject):
        """The levels of the subject, the lowest first."""
        # sudo: the levels are rules of the office, no secret
        return self.sudo().search([("subject", "=", subject)])

    def _holders(self, company, *stand_ins):
        """The post's holders, or for want of them the next ones responsible."""
        self.ensure_one()
        codes = [self.post_id.code, *stand_ins]
        return self.env["mkt.post.assignment"]._responsible(company, *codes)
