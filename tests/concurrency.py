"""Several people at the same instant: real transactions on committed data."""

import threading
from contextlib import contextmanager

from odoo import SUPERUSER_ID
from odoo.api import Environment
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests.common import BaseCase, get_db_name
from odoo.tools import mute_logger

TIMEOUT = 30  # seconds for all to arrive at the barrier, and then to finish


class ConcurrencyCase(BaseCase):
    """Nothing is rolled back here: what a test commits, it tidies up.

    `self.addCleanup(self.commit, function)` runs `function(env)` afterwards.
    The e-mails that its steps left waiting go with it.
    """

    def setUp(self):
        super().setUp()
        waiting = self.commit(lambda env: env["mail.mail"].search([]).ids)
        self.addCleanup(
            self.commit,
            lambda env: env["mail.mail"].search([("id", "not in", waiting)]).unlink(),
        )

    @contextmanager
    def transaction(self, user_id=SUPERUSER_ID):
        """An environment whose changes are committed at the end."""
        with Registry(get_db_name()).cursor() as cr:
            yield Environment(cr, user_id, {})

    def commit(self, function):
        """Return `function(env)`, committed."""
        with self.transaction() as env:
            return function(env)

    def together(self, *functions, user_ids=None):
        """Run each function(env) in its own thread and transaction, all at once.

        Each runs as an RPC call does, retried after a serialization failure. All
        have their snapshot of the database before the first one goes on. The
        outcomes come back in the functions' order: what it returned or raised.
        """
        barrier = threading.Barrier(len(functions))
        outcomes = [None] * len(functions)
        user_ids = user_ids or [SUPERUSER_ID] * len(functions)

        def run(index):
            try:
                with self.transaction(user_ids[index]) as env:
                    # the first query takes the snapshot
                    env.cr.execute("SELECT 1")
                    barrier.wait(TIMEOUT)
                    outcomes[index] = retrying(lambda: functions[index](env), env)
            except Exception as error:  # whatever it is, the test looks at it
                outcomes[index] = error

        threads = [
            threading.Thread(target=run, args=[i], daemon=True)
            for i in range(len(functions))
        ]
        with mute_logger("odoo.sql_db", "odoo.service.model"):
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(TIMEOUT)
        self.assertFalse([t for t in threads if t.is_alive()], "still running")
        return outcomes
