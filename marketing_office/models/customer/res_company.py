from odoo import api, fields, models
from odoo.tools import SQL


class ResCompany(models.Model):
    _inherit = "res.company"

    mkt_new_days = fields.Integer(
        "New Customer For (Days)", default=90, help="From the first order on."
    )
    mkt_dormant_days = fields.Integer(
        "Dormant After (Days)",
        default=180,
        help="Days without an order; for whoever buys more rarely, until overdue against the"
        " own rhythm.",
    )
    mkt_lost_days = fields.Integer(
        "Lost After (Days)",
        default=365,
        help="Days without an order; for whoever buys more rarely, twice the time until overdue"
        " against the own rhythm.",
    )
    mkt_rhythm_percent = fields.Integer(
        "Overdue After (% of the Rhythm)",
        default=150,
        help="Half of all intervals are longer than the median: only what is clearly"
        " longer is overdue.",
    )
    mkt_holding_cap = fields.Integer(
        "Customers in One's Hands",
        default=150,
        help="Nobody picks more; customers with a running agreement do not count.",
    )
    mkt_picks_a_day = fields.Integer("Picks a Day", default=10)
    mkt_pick_lock_days = fields.Integer(
        "Not Again For (Days)",
        default=30,
        help="Whoever had the customer last does not pick it again for so long.",
    )

    _mkt_customer_days = models.Constraint(
        "CHECK (mkt_new_days > 0 AND mkt_dormant_days > 0"
        " AND mkt_lost_days > mkt_dormant_days AND mkt_rhythm_percent >= 100"
        " AND mkt_holding_cap >= 0 AND mkt_picks_a_day >= 0 AND mkt_pick_lock_days >= 0)",
        "Enter positive days, the lost later than the dormant, and a rhythm of at least"
        " 100 %.",
    )

    @api.model
    def _mkt_days_query(self):
        """SQL (company_id, today): which day it is in each company."""
        # sudo: which companies there are, and which day it is there, is no secret
        companies = self.sudo().search([("active", "=", True)])
        return SQL(
            "SELECT * FROM unnest(%s::integer[], %s::date[]) AS day (company_id, today)",
            companies.ids,
            [company._mkt_today() for company in companies],
        )
