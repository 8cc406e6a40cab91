from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.optional import OptionalInteger, OptionalMonetary
from ..customer.res_partner import OFFICE

# months in which who has joined a team is new there
NEW_MONTHS = 3
# who sees what others sell
READERS = (
    *("director", "sales_manager", "finance_manager", "leadership"),
    *("marketing_manager", "report_analyst"),
)
READER_GROUPS = ",".join(f"marketing_office.group_{code}" for code in READERS)


class CrmTeamMember(models.Model):
    """How people new in a team do in their first months there."""

    _inherit = "crm.team.member"

    mkt_joined_on = fields.Date(
        "Joined on",
        compute="_compute_mkt_joined_on",
        store=True,
        readonly=False,
        groups=OFFICE,
        help="The first months are counted from this day.",
    )
    mkt_is_new = fields.Boolean(
        "New in the Team",
        compute="_compute_mkt_is_new",
        search="_search_mkt_is_new",
        groups=OFFICE,
        help="Joined within the last three months.",
    )
    mkt_currency_id = fields.Many2one(related="crm_team_id.currency_id", groups=OFFICE)
    mkt_first_month = OptionalMonetary(
        "Sold in Month 1",
        compute="_compute_mkt_first_months",
        currency_field="mkt_currency_id",
        groups=READER_GROUPS,
    )
    mkt_second_month = OptionalMonetary(
        "Sold in Month 2",
        compute="_compute_mkt_first_months",
        currency_field="mkt_currency_id",
        groups=READER_GROUPS,
    )
    mkt_third_month = OptionalMonetary(
        "Sold in Month 3",
        compute="_compute_mkt_first_months",
        currency_field="mkt_currency_id",
        groups=READER_GROUPS,
    )
    mkt_opportunity_count = OptionalInteger(
        "Opportunities Opened",
        compute="_compute_mkt_opportunity_count",
        groups=READER_GROUPS,
        help="In the first three months.",
    )

    @api.depends("create_date")
    def _compute_mkt_joined_on(self):
        for member in self:
            moment = member.create_date or fields.Datetime.now()
            member.mkt_joined_on = member.mkt_joined_on or moment.date()

    @api.depends("mkt_joined_on")
    def _compute_mkt_is_new(self):
        since = self._mkt_new_since()
        for member in self:
            joined = member.mkt_joined_on
            member.mkt_is_new = bool(joined) and joined > since

    def _search_mkt_is_new(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("mkt_joined_on", ">", self._mkt_new_since())]

    @api.model
    def _mkt_new_since(self):
        return self.env.company._mkt_today() - relativedelta(months=NEW_MONTHS)

    def _mkt_company(self):
        return self.crm_team_id.company_id or self.env.company

    def _mkt_shown(self):
        """Members of the companies where the user sees what others sell."""
        if self.env.su:
            return self
        companies = self.env.user.mkt_companies(*READERS)
        return self.filtered(lambda member: member._mkt_company().id in companies)

    @api.depends("mkt_joined_on", "user_id", "crm_team_id")
    def _compute_mkt_first_months(self):
        names = "mkt_first_month", "mkt_second_month", "mkt_third_month"
        self.update(dict.fromkeys(names, False))
        for company, members in (
            self._mkt_shown().grouped(lambda member: member._mkt_company()).items()
        ):
            sold = members._mkt_sold(company)
            for member in members.filtered("mkt_joined_on"):
                for number, name in enumerate(names):
                    begin = member.mkt_joined_on + relativedelta(months=number)
                    if begin <= company._mkt_today():
                        member[name] = sold.get((member.id, number), 0.0)

    def _mkt_sold(self, company):
        """Ordered revenue by the members' months in the team, {(member, month): amount}."""
        # raw, to count all members in one query, each from another day on
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT member.id, month.number, SUM(sold.amount)
                FROM crm_team_member member
                CROSS JOIN generate_series(0, %(last)s) month (number)
                JOIN (%(revenue)s) sold ON sold.user_id = member.user_id
                    AND sold.date >= member.mkt_joined_on
                        + month.number * interval '1 month'
                    AND sold.date < member.mkt_joined_on
                        + (month.number + 1) * interval '1 month'
                WHERE member.id = ANY(%(members)s) AND sold.company_id = %(company)s
                GROUP BY 1, 2
                """,
                last=NEW_MONTHS - 1,
                revenue=self.env["mkt.revenue"]._ordered(),
                members=self.ids,
                company=company.id,
            )
        )
        return {
            (member, number): company.currency_id.round(amount)
            for member, number, amount in rows
        }

    @api.depends("mkt_joined_on", "user_id", "crm_team_id")
    def _compute_mkt_opportunity_count(self):
        self.mkt_opportunity_count = False
        shown = self._mkt_shown().filtered("mkt_joined_on")
        if not shown:
            return
        # raw, as what they sold
        self.env.flush_all()
        counts = dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT member.id, COUNT(lead.id)
                    FROM crm_team_member member
                    JOIN crm_lead lead ON lead.user_id = member.user_id
                        AND lead.team_id = member.crm_team_id
                        AND lead.type = 'opportunity'
                        AND lead.create_date >= member.mkt_joined_on
                        AND lead.create_date < member.mkt_joined_on
                            + %s * interval '1 month'
                    WHERE member.id = ANY(%s) GROUP BY 1
                    """,
                    NEW_MONTHS,
                    shown.ids,
                )
            )
        )
        for member in shown:
            member.mkt_opportunity_count = counts.get(member.id, 0)
