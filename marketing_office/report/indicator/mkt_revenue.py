from odoo import fields, models
from odoo.tools import SQL


class Revenue(models.Model):
    """Untaxed sales revenue by line in the company's currency: the one source of it.

    Ordered: lines of confirmed orders at the order's own rate, at the order's time.
    Invoiced: lines of posted customer invoices and receipts at the invoice's rate
    and date; credit notes are negative.
    """

    _name = "mkt.revenue"
    _description = "Sales Revenue"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "order_id"
    _depends = {
        "account.move": [
            "campaign_id",
            "commercial_partner_id",
            "invoice_date",
            "invoice_user_id",
            "move_type",
            "state",
            "team_id",
        ],
        "account.move.line": [
            "balance",
            "company_id",
            "display_type",
            "product_id",
            "product_uom_id",
            "quantity",
        ],
        "product.product": ["product_tmpl_id"],
        "product.template": ["uom_id"],
        "res.company": ["resource_calendar_id"],
        "res.partner": ["commercial_partner_id"],
        "resource.calendar": ["tz"],
        "sale.order": [
            "campaign_id",
            "company_id",
            "currency_rate",
            "date_order",
            "partner_id",
            "state",
            "team_id",
            "user_id",
        ],
        "sale.order.line": [
            "display_type",
            "price_subtotal",
            "product_id",
            "product_uom_id",
            "product_uom_qty",
        ],
        "uom.uom": ["factor"],
    }

    basis = fields.Selection(
        [("ordered", "Ordered"), ("invoiced", "Invoiced")], readonly=True
    )
    date = fields.Date(
        readonly=True, help="The day where the company works, or of the invoice."
    )
    ordered_at = fields.Datetime("Ordered on", readonly=True)
    invoice_date = fields.Date("Invoiced on", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    campaign_id = fields.Many2one("utm.campaign", readonly=True)
    order_id = fields.Many2one("sale.order", string="Sales Order", readonly=True)
    move_id = fields.Many2one("account.move", string="Invoice", readonly=True)
    amount = fields.Monetary("Untaxed Amount", readonly=True)
    quantity = fields.Float(readonly=True, help="In the unit of the product.")

    @property
    def _table_query(self):
        # one branch alone, for who asks for one basis only: PostgreSQL plans better
        # what it can see through, and it cannot see through a union of joins
        basis = self.env.context.get("mkt_revenue_basis")
        branches = {"ordered": self._ordered(), "invoiced": self._invoiced()}
        return branches.get(basis) or SQL("%s UNION ALL %s", *branches.values())

    def _ordered(self):
        # a rate of zero would be a fault of the order: its amount counts as it stands
        return SQL(
            """
            SELECT line.id::bigint * 2 AS id,
                'ordered' AS basis,
                (sale.date_order AT TIME ZONE 'UTC'
                    AT TIME ZONE COALESCE(calendar.tz, 'UTC'))::date AS date,
                sale.date_order AS ordered_at,
                NULL::date AS invoice_date,
                sale.company_id,
                sale.user_id,
                sale.team_id,
                customer.commercial_partner_id AS partner_id,
                line.product_id,
                sale.campaign_id,
                sale.id AS order_id,
                NULL::integer AS move_id,
                line.price_subtotal / COALESCE(NULLIF(sale.currency_rate, 0), 1)
                    AS amount,
                line.product_uom_qty
                    * COALESCE(unit.factor / NULLIF(own_unit.factor, 0), 1) AS quantity
            FROM sale_order_line line
            JOIN sale_order sale ON sale.id = line.order_id
            LEFT JOIN product_product product ON product.id = line.product_id
            LEFT JOIN product_template template
                ON template.id = product.product_tmpl_id
            LEFT JOIN uom_uom unit ON unit.id = line.product_uom_id
            LEFT JOIN uom_uom own_unit ON own_unit.id = template.uom_id
            LEFT JOIN res_partner customer ON customer.id = sale.partner_id
            LEFT JOIN res_company company ON company.id = sale.company_id
            LEFT JOIN resource_calendar calendar
                ON calendar.id = company.resource_calendar_id
            WHERE sale.state = 'sale' AND line.display_type IS NULL
            """
        )

    def _invoiced(self):
        return SQL(
            """
            SELECT line.id::bigint * 2 + 1 AS id,
                'invoiced' AS basis,
                move.invoice_date AS date,
                NULL::timestamp AS ordered_at,
                move.invoice_date,
                move.company_id,
                move.invoice_user_id AS user_id,
                move.team_id,
                move.commercial_partner_id AS partner_id,
                line.product_id,
                move.campaign_id,
                NULL::integer AS order_id,
                move.id AS move_id,
                -line.balance AS amount,
                line.quantity
                    * COALESCE(unit.factor / NULLIF(own_unit.factor, 0), 1)
                    * CASE WHEN move.move_type = 'out_refund' THEN -1 ELSE 1 END
                    AS quantity
            FROM account_move_line line
            JOIN account_move move ON move.id = line.move_id
            LEFT JOIN product_product product ON product.id = line.product_id
            LEFT JOIN product_template template
                ON template.id = product.product_tmpl_id
            LEFT JOIN uom_uom unit ON unit.id = line.product_uom_id
            LEFT JOIN uom_uom own_unit ON own_unit.id = template.uom_id
            WHERE move.state = 'posted'
                AND move.move_type IN ('out_invoice', 'out_refund', 'out_receipt')
                AND line.display_type = 'product'
            """
        )

    def action_open_document(self):
        """The order or invoice behind the line."""
        self.ensure_one()
        self.check_access("read")
        return (self.move_id or self.order_id)._get_records_action()
