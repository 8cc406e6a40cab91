from odoo.exceptions import UserError

from ..concurrency import ConcurrencyCase


class TestKpiConcurrency(ConcurrencyCase):
    """Two workers at the same instant, on committed data."""

    def setUp(self):
        super().setUp()
        self.kpi_id = self.commit(self._make_kpi)
        self.addCleanup(self.commit, self._tidy_up)

    def _make_kpi(self, env):
        kpi = env["mkt.kpi"].create(
            {
                "name": "Partners of two workers",
                "source_model": "project.task",
                "date_field": "create_date",
            }
        )
        self.task_id = env["project.task"].create({"name": "A task"}).id
        # the row is there before the two begin, as it is every hour
        env["mkt.kpi.run"]._all_runs(kpi, env.ref("base.main_company"))
        return kpi.id

    def _tidy_up(self, env):
        env["mkt.kpi"].browse(self.kpi_id).unlink()
        env["project.task"].browse(self.task_id).unlink()

    def compute(self, env):
        kpi = env["mkt.kpi"].browse(self.kpi_id)
        run = env["mkt.kpi.run"]._all_runs(kpi, env.ref("base.main_company"))
        run.action_compute()
        return run.written

    def test_one_computes_and_the_other_is_told(self):
        outcomes = self.together(self.compute, self.compute, self.compute)
        refused = [o for o in outcomes if isinstance(o, UserError)]
        written = [o for o in outcomes if isinstance(o, int)]
        self.assertEqual(len(refused) + len(written), 3, outcomes)
        # whoever comes later finds nothing to do
        values = self.count_values()
        self.assertEqual(sorted(written)[-1:], [values])
        self.assertEqual(sum(written), values)

    def test_no_row_twice(self):
        self.together(*[self.compute] * 4)
        self.count_values()

    def count_values(self):
        """Values of the indicator, one for each of its periods."""
        with self.transaction() as env:
            values = env["mkt.kpi.value"].search([("kpi_id", "=", self.kpi_id)])
            self.assertEqual(len(values), len(values.period_id))
            # month, quarter and year; in a month's first days the one before as well
            self.assertGreaterEqual(len(values), 3)
            return len(values)
