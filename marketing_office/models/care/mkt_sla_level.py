from odoo import api, fields, models


class SlaLevel(models.Model):
    """What is to come for planned contacts follows the levels as they are today."""

    _inherit = "mkt.sla.level"

    subject = fields.Selection(
        selection_add=[("care", "Care contacts: days after their date")],
        ondelete={"care": "cascade"},
    )

    @api.model_create_multi
    def create(self, vals_list):
        levels = super().create(vals_list)
        levels._plan_care()
        return levels

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"subject", "reached_at"}:
            self._plan_care()
        return result

    def unlink(self):
        result = super().unlink()
        self._plan_care()
        return result

    @api.model
    def _plan_care(self):
        # sudo: contacts of all companies, whoever changes the levels
        contacts = self.env["mkt.care.contact"].sudo()
        field = contacts._fields["escalate_on"]
        self.env.add_to_compute(field, contacts.search([("state", "=", "planned")]))
