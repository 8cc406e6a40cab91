"""Two workers raise the next study at the same instant: it is raised once."""

from dateutil.relativedelta import relativedelta

from odoo.tools import mute_logger

from ..concurrency import ConcurrencyCase

STUDIES = 6


class TestTwoWorkersStudies(ConcurrencyCase):
    def setUp(self):
        super().setUp()
        self.addCleanup(self.commit, self.tidy)
        self.ids = self.commit(self.prepare)

    def prepare(self, env):
        start = env.company._mkt_today() - relativedelta(months=4)
        return (
            env["mkt.study"]
            .create(
                [
                    {
                        "name": f"Study {number}",
                        "user_id": env.ref("base.user_admin").id,
                        "date_from": start,
                        "date_to": start + relativedelta(days=20),
                        "frequency": "quarter",
                        "state": "reported",
                    }
                    for number in range(STUDIES)
                ]
            )
            .ids
        )

    def tidy(self, env):
        env.cr.execute("DELETE FROM mkt_study WHERE previous_id IS NOT NULL")
        env.cr.execute("DELETE FROM mkt_study")
        env.cr.execute("DELETE FROM mail_message WHERE model = 'mkt.study'")
        env.cr.execute("DELETE FROM mail_followers WHERE res_model = 'mkt.study'")

    def work(self, env):
        env["mkt.study"]._cron_raise_next()

    def assertRaisedOnce(self):
        with self.transaction() as env:
            raised = env["mkt.study"].search([("previous_id", "in", self.ids)])
            self.assertCountEqual(raised.previous_id.ids, self.ids)
            self.assertEqual(len(raised), STUDIES)

    def test_both_at_once(self):
        self.assertEqual(self.together(self.work, self.work), [None, None])
        self.assertRaisedOnce()

    def test_one_that_still_sees_yesterday(self):
        """A worker that began before the other one was done raises nothing again."""
        with self.transaction() as late:
            # the first query takes the snapshot
            self.assertFalse(late["mkt.study"].browse(self.ids).next_ids)
            self.commit(self.work)
            late.invalidate_all()
            self.assertFalse(late["mkt.study"].browse(self.ids).next_ids)
            self.work(late)
        self.assertRaisedOnce()

    @mute_logger("odoo.sql_db")
    def test_one_that_has_the_lock_too_late(self):
        with self.transaction() as late:
            study = late["mkt.study"].browse(self.ids[0])
            self.assertFalse(study.next_ids)
            self.commit(self.work)
            self.assertTrue(study.try_lock_for_update())
            study._raise_next_once()
        self.assertRaisedOnce()
