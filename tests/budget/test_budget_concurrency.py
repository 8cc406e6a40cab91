"""Eight processes decide and spend against five lines: nothing is spent twice."""

import os
import signal
import time

from odoo.tests.common import get_db_name

from ..concurrency import ConcurrencyCase
from .budget_workers import (
    MIXED,
    in_process,
    make_competition,
    state_of,
    tidy_up,
    work,
)

WORKERS = 8
REQUESTS_EACH = 20  # bench/budget_approvals.py has 200


class TestBudgetConcurrency(ConcurrencyCase):
    def compete(self):
        competition = self.commit(
            lambda env: make_competition(env, WORKERS, REQUESTS_EACH)
        )
        self.addCleanup(self.commit, lambda env: tidy_up(env, competition))
        pids = [
            in_process(work, get_db_name(), competition, number, MIXED)
            for number in range(WORKERS)
        ]
        return competition, pids

    def assertSound(self, state):
        for name in ("overspent", "differences", "lines", "without_reason"):
            self.assertFalse(state[name], name)

    def test_everybody_gets_an_answer(self):
        competition, pids = self.compete()
        statuses = [os.waitstatus_to_exitcode(os.waitpid(p, 0)[1]) for p in pids]
        self.assertEqual(statuses, [0] * WORKERS)
        state = self.commit(lambda env: state_of(env, competition))
        self.assertSound(state)
        # what a bill has settled stays open for further ones
        self.assertEqual(
            set(state["states"]), {"settled", "cancelled", "approved", "refused"}
        )
        self.assertEqual(sum(state["states"].values()), WORKERS * REQUESTS_EACH)

    def test_killed_in_the_middle(self):
        competition, pids = self.compete()
        time.sleep(0.8)
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        statuses = [os.waitstatus_to_exitcode(os.waitpid(p, 0)[1]) for p in pids]
        self.assertIn(-signal.SIGKILL, statuses)
        state = self.commit(lambda env: state_of(env, competition))
        self.assertSound(state)
        # what was left waiting is decided afterwards as if nothing had happened
        self.assertIn("submitted", state["states"])
        rest = self.commit(lambda env: self.waiting(env, competition))
        again = {**competition, "shares": [rest]}
        pid = in_process(work, get_db_name(), again, 0)
        self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), 0)
        state = self.commit(lambda env: state_of(env, competition))
        self.assertSound(state)
        self.assertNotIn("submitted", state["states"])

    def waiting(self, env, competition):
        requests = env["mkt.expense.request"].search(
            [("company_id", "=", competition["company"]), ("state", "=", "submitted")]
        )
        return requests.ids
