from odoo import api, fields, models
from odoo.tools import SQL


class CustomerStanding(models.Model):
    """Contacts made and contracts signed keep a customer out of the pool."""

    _inherit = "mkt.customer.standing"

    presales_count = fields.Integer(
        "Won with Support",
        compute="_compute_presales_count",
        help="Opportunities won for which pre-sales support was delivered before.",
    )

    @api.depends("partner_id", "company_id")
    @api.depends_context("uid")
    def _compute_presales_count(self):
        found = self._count_documents("crm.lead", self._presales_domain())
        for standing in self:
            standing.presales_count = found.get(standing, 0)

    def _presales_domain(self):
        return [("won_status", "=", "won"), ("mkt_has_presales", "=", True)]

    def action_open_presales(self):
        """The opportunities won with pre-sales support."""
        self.check_access("read")
        name = self.env._("Won with Pre-Sales Support")
        return self._open_documents("crm.lead", name, self._presales_domain())

    @api.model
    def _contacts_query(self, company):
        return SQL(
            """
            %(before)s
            UNION ALL
            SELECT made.partner_id, made.settled_on
            FROM mkt_care_contact made
            WHERE made.company_id = %(company)s AND made.state = 'done'
            UNION ALL
            SELECT customer.commercial_partner_id, %(called_on)s
            FROM mkt_call call
            JOIN res_partner customer ON customer.id = call.partner_id
            WHERE call.company_id = %(company)s AND call.reached
            """,
            before=super()._contacts_query(company),
            company=company.id,
            called_on=company._mkt_day_of(
                SQL("call.called_at"), SQL("call.company_id")
            ),
        )

    @api.model
    def _agreements_query(self, company):
        # what has no end holds for a year ahead, whenever it is asked
        return SQL(
            """
            %(before)s
            UNION ALL
            SELECT customer.commercial_partner_id,
                COALESCE(contract.ended_on, contract.date_to, %(today)s::date + 365)
            FROM mkt_contract contract
            JOIN res_partner customer ON customer.id = contract.partner_id
            WHERE contract.company_id = %(company)s AND contract.state <> 'draft'
            """,
            before=super()._agreements_query(company),
            company=company.id,
            today=company._mkt_today(),
        )
