"""Customers whose salesperson is an account manager come into that person's hands."""

from odoo import SUPERUSER_ID, api
from odoo.tools import SQL


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    in_force = env["mkt.post.assignment"].search([("is_active", "=", True)])
    # one statement for any number of customers; from the later of the two first days on
    found = env.execute_query_dict(
        SQL(
            """
            SELECT DISTINCT ON (customer.id, post.company_id)
                customer.id AS partner_id, post.company_id, customer.user_id,
                GREATEST(post.date_from, customer.create_date::date) AS date_from
            FROM res_partner customer
            JOIN mkt_post_assignment post ON post.user_id = customer.user_id
            JOIN mkt_post ON mkt_post.id = post.post_id
                AND mkt_post.code = 'account_manager'
            WHERE customer.commercial_partner_id = customer.id
                AND post.company_id = COALESCE(customer.company_id, post.company_id)
                AND %s
                AND NOT EXISTS (
                    SELECT FROM mkt_customer_assignment there
                    WHERE there.partner_id = customer.id
                    AND there.company_id = post.company_id
                )
            ORDER BY customer.id, post.company_id, post.date_from
            """,
            SQL("post.id IN %s", tuple(in_force.ids) or (0,)),
        )
    )
    env["mkt.customer.assignment"].create(found)
