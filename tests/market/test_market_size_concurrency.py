"""Two managers put two figures for one market in force at the same instant."""

from odoo.exceptions import ValidationError

from odoo.addons.base.tests.common import DISABLED_MAIL_CONTEXT

from ..concurrency import ConcurrencyCase


class TestTwoManagersSizes(ConcurrencyCase):
    def setUp(self):
        super().setUp()
        self.addCleanup(self.commit, self.tidy)
        self.ids = self.commit(self.prepare)

    def prepare(self, env):
        env = env(context=DISABLED_MAIL_CONTEXT)
        env["mkt.post.assignment"].create(
            {
                "user_id": env.ref("base.user_admin").id,
                "post_id": env.ref("marketing_office.post_marketing_manager").id,
                "department_id": env.ref("marketing_office.department_office").id,
            }
        )
        segment = env["mkt.segment"].create({"name": "Contended"})
        period = env["mkt.period"]._of(env.company, "quarter", env.company._mkt_today())
        vals = {
            "segment_id": segment.id,
            "period_id": period.id,
            "source": "Yearbook",
        }
        sizes = env["mkt.market.size"]
        return sizes.create([{**vals, "size": size} for size in (1000, 2000)]).ids

    def tidy(self, env):
        env.cr.execute("DELETE FROM mkt_market_size")
        env.cr.execute("DELETE FROM mail_message WHERE model = 'mkt.market.size'")
        env.cr.execute("DELETE FROM mkt_post_assignment")
        env["mkt.segment"].search([("name", "=", "Contended")]).unlink()
        env["mkt.post.assignment"]._cron_sync_groups()

    def validate(self, size_id):
        def work(env):
            admin = env.ref("base.user_admin")
            size = env["mkt.market.size"].with_user(admin).browse(size_id)
            size.action_validate()

        return work

    def test_one_is_in_force(self):
        outcomes = self.together(*map(self.validate, self.ids))
        with self.transaction() as env:
            sizes = env["mkt.market.size"].browse(self.ids)
            in_force = sizes.filtered(lambda size: size.state == "validated")
            self.assertEqual(len(in_force), 1)
            # the other one was refused, or superseded where it came first
            for size, outcome in zip(sizes, outcomes, strict=True):
                if outcome is None:
                    self.assertIn(size.state, ("validated", "superseded"))
                else:
                    self.assertIsInstance(outcome, ValidationError)
                    self.assertIn("There is a validated market size", str(outcome))
                    self.assertEqual(size.state, "draft")
