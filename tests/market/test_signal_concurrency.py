"""Two workers escalate signals at the same instant: every signal once."""

from datetime import timedelta

from ..concurrency import ConcurrencyCase

SIGNALS = 20


class TestTwoWorkersSignals(ConcurrencyCase):
    def setUp(self):
        super().setUp()
        self.addCleanup(self.commit, self.tidy)
        self.ids = self.commit(self.prepare)

    def prepare(self, env):
        company = env.company
        env["mkt.post.assignment"].create(
            {
                "user_id": env.ref("base.user_admin").id,
                "post_id": env.ref("marketing_office.post_marketing_manager").id,
                "department_id": env.ref("marketing_office.department_office").id,
            }
        )
        deadline = company._mkt_today() - timedelta(days=2)
        vals = {"deadline": deadline}
        return (
            env["mkt.signal"]
            .create([{"name": f"Signal {i}", **vals} for i in range(SIGNALS)])
            .ids
        )

    def tidy(self, env):
        env["mail.activity"].search([("res_model", "=", "mkt.signal")]).unlink()
        # escalated signals and begun assignments are kept by the rules under test
        for table in ("mkt_signal", "mkt_post_assignment", "mail_message"):
            column = {"mail_message": "model = 'mkt.signal'"}.get(table, "TRUE")
            env.cr.execute(f"DELETE FROM {table} WHERE {column}")
        env["mkt.post.assignment"]._cron_sync_groups()

    def work(self, env):
        signals = env["mkt.signal"]
        due = signals.search(signals._before_today("escalate_on", "<="))
        locked = due.try_lock_for_update()
        locked._escalate()
        return len(locked)

    def test_each_signal_is_told_of_once(self):
        outcomes = self.together(self.work, self.work)
        self.assertEqual(sum(outcomes), SIGNALS, outcomes)
        with self.transaction() as env:
            count = env["mail.activity"].search_count(
                [("res_model", "=", "mkt.signal"), ("res_id", "in", self.ids)]
            )
            self.assertEqual(count, SIGNALS)
