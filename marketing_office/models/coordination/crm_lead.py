from odoo import api, fields, models


class CrmLead(models.Model):
    _name = "crm.lead"
    _inherit = ["crm.lead", "mkt.coordination.mixin"]

    mkt_coordination_ids = fields.One2many(
        "mkt.coordination",
        "about_id",
        "Requests about the Opportunity",
        domain=[("about_model", "=", "crm.lead")],
        groups="marketing_office.group_member,marketing_office.group_leadership",
    )
    mkt_has_presales = fields.Boolean(
        "Pre-Sales Support Given",
        compute="_compute_mkt_has_presales",
        store=True,
        help="A sample, a solution, a tender or the like was asked for and delivered.",
    )

    @api.depends("mkt_coordination_ids.state", "mkt_coordination_ids.kind_id")
    def _compute_mkt_has_presales(self):
        """Whether support was given then: what kinds count as support later changes nothing."""
        # sudo: that support was given counts, whoever may read the request
        given = (
            self.env["mkt.coordination"]
            .sudo()
            ._read_group(
                [
                    ("about_model", "=", "crm.lead"),
                    ("about_id", "in", self.ids),
                    ("state", "in", ("answered", "confirmed")),
                    ("kind_id.is_presales", "=", True),
                ],
                ["about_id"],
            )
        )
        supported = {number for [number] in given}
        for lead in self:
            lead.mkt_has_presales = lead._origin.id in supported
