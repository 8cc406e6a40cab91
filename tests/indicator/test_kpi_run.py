from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tools import mute_logger

from .kpi_case import KpiCase

LOGGER = "odoo.addons.marketing_office.models.indicator.mkt_kpi_run"


class TestKpiRun(KpiCase):
    posts = ("director", "report_analyst", "sales_manager", "leadership")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["mkt.kpi"].search([]).active = False
        cls.good = cls.make_kpi(
            source_model="sale.order", date_field="date_order", sequence=2
        )
        cls.bad = cls.make_kpi(
            source_model="sale.order",
            date_field="date_order",
            function="sum",
            source_field="amount_untaxed",
            sequence=1,
        )
        cls.make_order(user_id=cls.users["sales_manager"].id)
        # as if the field went with an update of another addon
        cls.env.cr.execute(
            "UPDATE mkt_kpi SET source_field = 'gone' WHERE id = %s", [cls.bad.id]
        )
        cls.env.invalidate_all()

    def run_of(self, kpi):
        return self.env["mkt.kpi.run"].search([("kpi_id", "=", kpi.id)])

    def cron(self):
        with self.enter_registry_test_mode():
            self.env.ref(
                "marketing_office.ir_cron_compute_indicators"
            ).method_direct_trigger()

    @mute_logger(LOGGER)
    def test_one_that_fails_stops_no_other(self):
        self.cron()
        self.assertEqual(self.run_of(self.bad).state, "failed")
        self.assertIn("gone", self.run_of(self.bad).error)
        self.assertEqual(self.run_of(self.good).state, "done")
        self.assertFigure(self.good, self.period("month"), 1)

    @mute_logger(LOGGER)
    def test_the_error_goes_when_it_is_mended(self):
        self.compute(self.bad)
        self.bad.source_field = "amount_untaxed"
        self.compute(self.bad)
        self.assertEqual(self.run_of(self.bad).state, "done")
        self.assertFalse(self.run_of(self.bad).error)

    @mute_logger(LOGGER)
    def test_who_sees_the_error(self):
        self.compute(self.bad)
        for code in ("director", "report_analyst"):
            kpi = self.bad.with_user(self.users[code])
            self.assertIn("gone", kpi.error)
        with self.assertRaises(AccessError):
            self.run_of(self.bad).with_user(self.users["sales_manager"]).error  # noqa: B018

    def test_a_second_run_writes_nothing(self):
        self.compute(self.good)
        before = self.values.search([]).mapped("write_date")
        run = self.compute(self.good)
        self.assertEqual((run.written, run.removed), (0, 0))
        self.assertEqual(self.values.search([]).mapped("write_date"), before)

    def test_the_next_run_goes_on_where_time_was_up(self):
        kpis = self.good
        for name in "abc":
            kpis += self.good.copy({"name": name})
        self.bad.active = False
        with patch.object(
            type(self.env["ir.cron"]), "_commit_progress", side_effect=[1, 1, 0]
        ):
            self.env["mkt.kpi.run"]._cron_compute()
        computed = self.env["mkt.kpi.run"].search([("run_at", "!=", False)])
        self.assertEqual(len(computed), 2)
        self.cron()
        runs = self.env["mkt.kpi.run"].search([("kpi_id", "in", kpis.ids)])
        self.assertEqual(set(runs.mapped("state")), {"done"})

    def test_what_is_fresh_is_left_alone_and_what_is_old_is_not(self):
        self.bad.active = False
        self.cron()
        run = self.run_of(self.good)
        first = run.run_at = fields.Datetime.now() - timedelta(minutes=10)
        self.cron()
        self.assertEqual(run.run_at, first)
        run.run_at = first - timedelta(hours=1)
        self.cron()
        self.assertGreater(run.run_at, first)

    def test_the_button_takes_the_same_road(self):
        for code in ("director", "report_analyst"):
            self.values.search([]).unlink()
            self.good.with_user(self.users[code]).action_compute()
            self.assertFigure(self.good, self.period("month"), 1)
        for code in ("sales_manager", "leadership"):
            with self.assertRaises(AccessError):
                self.good.with_user(self.users[code]).action_compute()

    def test_queries_do_not_grow(self):
        def queries():
            run = self.env["mkt.kpi.run"]._all_runs(self.good, self.company)
            self.env.cr.flush()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            run._renew_values()
            return self.env.cr.sql_log_count - before

        self.good.user_field = "user_id"
        queries()
        order = self.make_order(user_id=self.users["director"].id)
        few = queries()
        for number in range(10):
            user = self.make_holder("member", f"seller_{number}")
            order.copy({"user_id": user.id, "state": "sale"})
        self.assertLessEqual(queries(), few)
        self.assertGreater(self.values.search_count([("scope", "=", "user")]), 10)

    def test_values_are_not_for_anybody_to_write(self):
        self.compute(self.good)
        value = self.value(self.good, self.period("month"))
        for user in self.users.values():
            for change in (
                lambda v: v.write({"value": 5}),
                lambda v: v.unlink(),
                lambda v: v.copy(),
            ):
                with self.assertRaises(AccessError):
                    change(value.with_user(user))
