from odoo import api, fields, models

from ..customer.res_partner import OFFICE


class CrmTeam(models.Model):
    _inherit = "crm.team"

    mkt_place_count = fields.Integer(
        "Places", groups=OFFICE, help="How many people the team should have."
    )
    mkt_member_count = fields.Integer(
        "Members", compute="_compute_mkt_members", groups=OFFICE
    )
    mkt_vacancy_count = fields.Integer(
        "Vacant Places", compute="_compute_mkt_members", groups=OFFICE
    )
    mkt_new_member_ids = fields.Many2many(
        "res.users",
        string="New Members",
        compute="_compute_mkt_new_member_ids",
        groups=OFFICE,
        help="Who joined the team within the last three months.",
    )

    _mkt_places = models.Constraint(
        "CHECK (COALESCE(mkt_place_count, 0) >= 0)", "A team has no negative places."
    )

    @api.depends("mkt_place_count", "crm_team_member_ids.active")
    def _compute_mkt_members(self):
        for team in self:
            # sudo: how many belong to a team is shown with the team
            team.mkt_member_count = len(team.sudo().crm_team_member_ids)
            vacant = team.mkt_place_count - team.mkt_member_count
            team.mkt_vacancy_count = max(vacant, 0)

    @api.depends("crm_team_member_ids.active", "crm_team_member_ids.mkt_joined_on")
    def _compute_mkt_new_member_ids(self):
        for team in self:
            # sudo: who belongs to a team is shown with the team
            members = team.sudo().crm_team_member_ids
            team.mkt_new_member_ids = members.filtered("mkt_is_new").user_id

    def action_mkt_view_new_members(self):
        """The first months of those who are new in the team."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_office.crm_team_member_action_new"
        )
        return {**action, "domain": [("crm_team_id", "=", self.id)]}
