"""Two workers escalate at the same instant: every case once."""

from datetime import timedelta

from odoo import fields

from ..concurrency import ConcurrencyCase

CASES = 20


class TestTwoWorkers(ConcurrencyCase):
    def setUp(self):
        super().setUp()
        self.addCleanup(self.commit, self.tidy)
        self.ids = self.commit(self.prepare)

    def prepare(self, env):
        received = fields.Datetime.now() - timedelta(days=300)
        user = env.ref("base.user_admin")
        env["mkt.post.assignment"].create(
            {
                "user_id": user.id,
                "post_id": env.ref("marketing_office.post_customer_service_manager").id,
            }
        )
        cases = env["mkt.complaint"].create(
            [{"name": f"Case {i}", "received_at": received} for i in range(CASES)]
        )
        # one clock each, so that each case is told of once
        cases.clock_ids.filtered(lambda c: c.metric != "resolve").unlink()
        return cases.ids

    def tidy(self, env):
        env["mail.activity"].search([("res_model", "=", "mkt.complaint")]).unlink()
        # cases and begun assignments are kept by the rules under test
        for table in ("mkt_complaint", "mkt_post_assignment", "mail_message"):
            column = {"mail_message": "model = 'mkt.complaint'"}.get(table, "TRUE")
            env.cr.execute(f"DELETE FROM {table} WHERE {column}")
        env["mkt.post.assignment"]._cron_sync_groups()

    def work(self, env):
        clocks = env["mkt.sla.clock"].search(
            [("next_alert_at", "<=", fields.Datetime.now())]
        )
        locked = clocks.try_lock_for_update()
        locked._alert(fields.Datetime.now())
        return len(locked)

    def test_each_case_is_told_of_once(self):
        outcomes = self.together(self.work, self.work)
        self.assertEqual(sum(outcomes), CASES, outcomes)
        with self.transaction() as env:
            count = env["mail.activity"].search_count(
                [
                    ("res_model", "=", "mkt.complaint"),
                    ("res_id", "in", self.ids),
                    (
                        "activity_type_id",
                        "=",
                        env.ref("marketing_office.mail_activity_type_time_limit").id,
                    ),
                ]
            )
            self.assertEqual(count, CASES)
