"""A campaign copied as a series, with its dates, its goals and its planned cost."""

from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tools import mute_logger

from ..plan.plan_case import PlanMixin
from .campaign_case import CampaignCase


class TestCampaignSeries(PlanMixin, CampaignCase):
    def series(self, campaign, user=None, **vals):
        dialogs = self.env["mkt.campaign.series"].with_user(user or self.promoter)
        dialog = dialogs.create({"campaign_id": campaign.id, **vals})
        action = dialog.action_copy()
        return self.env["mkt.campaign"].search(
            action.get("domain") or [("id", "=", action["res_id"])], order="date_from"
        )

    def test_dates_and_cost(self):
        campaign = self.make_campaign(
            date_from=date(2091, 1, 31), date_to=date(2091, 2, 2), lead_goal=9
        )
        dialog = self.env["mkt.campaign.series"].create(
            {"campaign_id": campaign.id, "count": 3}
        )
        self.assertEqual(dialog.planned_cost, 3 * campaign.planned_cost)
        copies = self.series(campaign, count=3)
        self.assertEqual(
            copies.mapped("date_from"),
            [date(2091, 2, 28), date(2091, 3, 31), date(2091, 4, 30)],
        )
        self.assertEqual(
            copies.mapped("date_to"),
            [date(2091, 3, 2), date(2091, 4, 2), date(2091, 5, 2)],
        )
        self.assertEqual(sum(copies.mapped("planned_cost")), 3 * campaign.planned_cost)
        self.assertEqual(set(copies.mapped("state")), {"draft"})
        self.assertEqual(set(copies.mapped("lead_goal")), {9})
        self.assertEqual(len(set(copies.mapped("name"))), 3)
        self.assertEqual(campaign.series_count, 4)
        self.assertEqual(copies[0].series_count, 4)
        found = campaign.search(copies[0].action_view_series()["domain"])
        self.assertEqual(found, campaign | copies)

    def test_a_copy_continues_the_series_of_its_first(self):
        campaign = self.make_campaign()
        (copy,) = self.series(campaign, count=1, unit="weeks", every=2)
        (later,) = self.series(copy, count=1, unit="years")
        self.assertEqual(later.series_id, campaign)

    def test_conditions_are_confirmed_anew(self):
        product = self.env["product.product"].create({"name": "Relay"})
        offer = {"product_id": product.id, "base_price": 2, "offer_price": 1}
        campaign = self.make_campaign(
            kind="promotion", offer_ids=[Command.create(offer)]
        )
        campaign.check_ids.write({"is_met": True, "note": "Checked"})
        (copy,) = self.series(campaign, count=1)
        self.assertEqual(len(copy.check_ids), 2)
        self.assertFalse(any(copy.check_ids.mapped("is_met")))
        self.assertEqual(copy.offer_ids.mapped("product_id"), product)

    def test_the_plan_covers_its_own_days_alone(self):
        plan = self.in_force(self.make_plan())
        first = plan.date_from
        campaign = self.make_campaign(plan_id=plan.id, date_from=first, date_to=first)
        near, far = self.series(campaign, count=2, every=6)
        self.assertEqual(near.plan_id, plan)
        self.assertFalse(far.plan_id)

    def test_who_may(self):
        campaign = self.approved_campaign()
        with self.assertRaises(AccessError):
            self.series(campaign, user=self.users["sales_staff"])
        (copy,) = self.series(campaign, user=self.users["marketing_manager"], count=1)
        self.assertEqual(copy.user_id, self.users["marketing_manager"])

    def test_senseless_numbers(self):
        campaign = self.make_campaign()
        for vals in ({"count": 0}, {"count": 37}, {"every": 0}, {"every": 13}):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self.series(campaign, **vals)
