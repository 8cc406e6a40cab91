from psycopg2.errors import SerializationFailure

from odoo import models
from odoo.tools import SQL

# of all who wait for a line one gets it at a time, and the others begin anew
ATTEMPTS = 1000


class BudgetTurn(models.Model):
    """One after the other books on a line, and sees what those before have booked.

    The host tries a call five times, which is not enough for the slower of many who
    want the same line: it would end in an error that explains nothing.
    """

    _inherit = "mkt.budget.line"

    def _take_turn(self):
        """Have the lines alone until the end of the transaction.

        Called first of all: a transaction that has waited for another one keeps its old
        snapshot, and fails. While it has written nothing it begins anew at once.
        """
        if not self:
            return
        self.env.flush_all()
        # in one order, so that nobody waits for one who waits for them
        turn = SQL(
            "SELECT id FROM mkt_budget_line WHERE id = ANY(%s) ORDER BY id"
            " FOR NO KEY UPDATE",
            self.ids,
        )
        cr = self.env.cr
        cr.execute("SELECT pg_current_xact_id_if_assigned() IS NOT NULL")
        if cr.fetchone()[0]:
            return cr.execute(turn)
        for _attempt in range(ATTEMPTS - 1):
            try:
                return cr.execute(turn, log_exceptions=False)
            except SerializationFailure:
                cr.rollback()
        cr.execute(turn)
