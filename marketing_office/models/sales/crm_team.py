from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

from ..customer.res_partner import OFFICE

# months in which who has joined a team is new there
NEW_MONTHS = 3


class CrmTeam(models.Model):
    _inherit = "crm.team"

    mkt_place_count = fields.Integer(
        "Places", groups=OFFICE, help="How many people the team should have."
    )
    mkt_vacancy_count = fields.Integer(
        "Vacant Places", compute="_compute_mkt_vacancy_count", groups=OFFICE
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
    def _compute_mkt_vacancy_count(self):
        for team in self:
            members = len(team.sudo().crm_team_member_ids)
            team.mkt_vacancy_count = max(team.mkt_place_count - members, 0)

    @api.depends("crm_team_member_ids.active")
    def _compute_mkt_new_member_ids(self):
        since = fields.Datetime.now() - relativedelta(months=NEW_MONTHS)
        for team in self:
            # sudo: who belongs to a team is shown with the team
            new = team.sudo().crm_team_member_ids.filtered(
                lambda member: member.create_date and member.create_date >= since
            )
            team.mkt_new_member_ids = new.user_id
