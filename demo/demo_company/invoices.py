"""Invoices, a few credit notes, and what the customers paid."""

from datetime import timedelta

from odoo.fields import Command

from .common import UTC_OFFSET

REFUNDS = 6


def load_invoices(env, clock, orders):
    """Invoice most orders some days later, and credit a few; returns the invoices."""
    rng, today = clock.rng, clock.today
    dates = {}
    for order in orders:
        day = (order.date_order + UTC_OFFSET).date()
        invoiced = clock.workday(day, day + timedelta(9))
        if rng.random() < 0.95 and (today - day).days >= 2:
            dates[order] = invoiced
    # as the host prepares them, but with their dates at once: a date written later
    # would compute each invoice again
    invoices = env["account.move"].create(
        [
            order._prepare_invoice()
            | {
                "invoice_date": day,
                "invoice_line_ids": [
                    Command.create(line._prepare_invoice_line())
                    for line in order.order_line
                ],
            }
            for order, day in dates.items()
        ]
    )
    old = [
        pair
        for pair in zip(dates, invoices, strict=True)
        if (today - pair[1].invoice_date).days > 60
    ]
    refunds = env["account.move"].create(
        [
            order._prepare_invoice()
            | {
                "move_type": "out_refund",
                "reversed_entry_id": invoice.id,
                "ref": f"{order.name} 退货",
                "invoice_date": clock.workday(
                    dates[order] + timedelta(10), dates[order] + timedelta(40)
                ),
                "invoice_line_ids": [
                    Command.create(
                        order.order_line[0]._prepare_invoice_line(
                            quantity=max(1, order.order_line[0].product_uom_qty // 10)
                        )
                    )
                ],
            }
            for order, invoice in rng.sample(old, min(REFUNDS, len(old)))
        ]
    )
    (invoices | refunds)._post(soft=False)
    refresh_statistics(env)
    return invoices


def load_payments(env, clock, invoices):
    """Customers pay about when due, one transfer a month for all that is due then."""
    rng, today = clock.rng, clock.today
    paid = {}
    for invoice in invoices:
        delay = rng.choice([-6, -2, 0, 3, 8, 15, 30])
        day = invoice.invoice_date_due + timedelta(delay)
        if day < today and rng.random() < 0.96:
            transfer = invoice.partner_id, day.year, day.month
            paid.setdefault(transfer, []).append((day, invoice))
    batches = [
        (
            max(day for day, _invoice in due),
            invoices.browse().union(*(invoice for _day, invoice in due)),
        )
        for due in paid.values()
    ]
    batches.sort(key=lambda batch: (batch[0], batch[1].ids))
    payments = env["account.payment"].create(
        [
            {
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": due.partner_id.id,
                "amount": sum(due.mapped("amount_residual")),
                "date": day,
                "memo": "货款 " + "、".join(due.mapped("name")),
            }
            for day, due in batches
        ]
    )
    refresh_statistics(env)
    payments.action_post()
    refresh_statistics(env)
    env["account.move.line"]._reconcile_plan(
        [
            (payment.move_id.line_ids | due.line_ids).filtered(
                lambda line: line.account_id.account_type == "asset_receivable"
            )
            for payment, (_day, due) in zip(payments, batches, strict=True)
        ]
    )


def refresh_statistics(env):
    """Tell PostgreSQL how many rows this transaction has written.

    Where autovacuum has just counted none, the host's queries over payments and
    invoices take minutes instead of milliseconds.
    """
    env.flush_all()
    env.cr.execute(
        "ANALYZE account_move, account_move_line, account_payment,"
        " account_partial_reconcile, sale_order, sale_order_line"
    )
