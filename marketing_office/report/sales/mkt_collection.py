from odoo import fields, models
from odoo.tools import SQL


class Collection(models.Model):
    """What customers have paid on invoices, untaxed, in the company's currency.

    A payment counts on its own day, for whom the invoice counts, by the untaxed share of
    the invoice: an invoice that is paid has collected what it had invoiced. What is paid
    back on a credit note is negative. A credit note set against an invoice, and
    differences of exchange, bring no money.
    """

    _name = "mkt.collection"
    _description = "Money Collected"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "move_id"
    _depends = {
        "account.move": [
            "amount_total_signed",
            "amount_untaxed_signed",
            "commercial_partner_id",
            "company_id",
            "invoice_user_id",
            "move_type",
            "state",
            "team_id",
        ],
        "account.move.line": ["move_id", "date"],
        "account.partial.reconcile": [
            "amount",
            "credit_move_id",
            "debit_move_id",
            "exchange_move_id",
        ],
    }

    date = fields.Date("Paid on", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    move_id = fields.Many2one("account.move", string="Invoice", readonly=True)
    amount = fields.Monetary("Untaxed Amount", readonly=True)

    @property
    def _table_query(self):
        return SQL("%s UNION ALL %s", self._paid(), self._paid_back())

    def _paid(self):
        return self._part(
            SQL("debit_move_id"),
            SQL("credit_move_id"),
            SQL("'out_invoice', 'out_receipt'"),
            SQL("1"),
        )

    def _paid_back(self):
        return self._part(
            SQL("credit_move_id"), SQL("debit_move_id"), SQL("'out_refund'"), SQL("-1")
        )

    def _part(self, own, other, kinds, sign):
        return SQL(
            """
            SELECT partial.id::bigint * 2 + (%(sign)s + 1) / 2 AS id,
                payment.date,
                move.company_id,
                move.invoice_user_id AS user_id,
                move.team_id,
                move.commercial_partner_id AS partner_id,
                move.id AS move_id,
                NULL::integer AS product_id,
                %(sign)s * partial.amount * COALESCE(ABS(
                    move.amount_untaxed_signed / NULLIF(move.amount_total_signed, 0)
                ), 1) AS amount
            FROM account_partial_reconcile partial
            JOIN account_move_line line ON line.id = partial.%(own)s
            JOIN account_move move ON move.id = line.move_id
            JOIN account_move_line payment ON payment.id = partial.%(other)s
            JOIN account_move paying ON paying.id = payment.move_id
            WHERE move.state = 'posted' AND move.move_type IN (%(kinds)s)
                AND paying.move_type = 'entry'
                AND NOT EXISTS (
                    SELECT FROM account_partial_reconcile exchange
                    WHERE exchange.exchange_move_id = paying.id
                )
            """,
            own=own,
            other=other,
            kinds=kinds,
            sign=sign,
        )

    def action_open_document(self):
        """The invoice behind the payment."""
        self.ensure_one()
        self.check_access("read")
        return self.move_id._get_records_action()
