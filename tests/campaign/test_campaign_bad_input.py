"""What goes wrong around a campaign ends in a clear error or a defined result."""

from datetime import date, timedelta

from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tools import mute_logger

from ..plan.plan_case import PlanMixin
from .campaign_case import CampaignCase


class TestCampaignBadInput(PlanMixin, CampaignCase):
    def setUp(self):
        super().setUp()
        self.product = self.env["product.template"].create({"name": "Relay"})

    def make_plan_of(self, **scheme):
        vals = self.plan_vals()
        vals["scheme_ids"][0][2].update(scheme)
        return self.make_plan(**vals)

    def archive(self):
        self.product.action_archive()
        self.env.invalidate_all()

    def test_dates_outside_the_plan(self):
        plan = self.in_force(self.make_plan())
        year = self.today.year
        for first, last in (
            (date(year - 1, 12, 31), date(year, 1, 5)),
            (date(year, 12, 30), date(year + 1, 1, 1)),
        ):
            with self.assertRaisesRegex(UserError, "outside the plan"):
                self.make_campaign(plan_id=plan.id, date_from=first, date_to=last)
        campaign = self.make_campaign(plan_id=plan.id)
        with self.assertRaisesRegex(UserError, "outside the plan"):
            campaign.date_from = date(year - 1, 1, 1)

    def test_dates_that_leave_the_plan_with_its_choice(self):
        campaign = self.make_campaign(date_to=date(self.today.year + 1, 2, 1))
        plan = self.in_force(self.make_plan())
        with self.assertRaisesRegex(UserError, "outside the plan"):
            campaign.plan_id = plan

    def test_a_campaign_of_a_plan_that_is_not_in_force(self):
        campaign = self.make_campaign()
        campaign.sudo().plan_id = self.make_plan()
        with self.assertRaisesRegex(UserError, "not an approved plan"):
            campaign.action_submit()

    def test_a_bill_does_not_charge_what_was_not_approved(self):
        campaign = self.make_campaign()
        with self.assertRaisesRegex(ValidationError, "not approved"):
            self.request(campaign_id=campaign.id, user=self.promoter)
        campaign.action_submit()
        with self.assertRaisesRegex(UserError, "Submitted"):
            campaign.action_request_expense()
        self.approve(campaign)
        self.request(campaign_id=campaign.id)

    def test_a_campaign_cancelled_after_the_request_was_submitted(self):
        campaign = self.approved_campaign()
        request = self.request(campaign_id=campaign.id)
        with self.assertRaisesRegex(UserError, "settle or cancel"):
            campaign.action_cancel("no stand left")
        # what the system itself ends, nobody approves money for any more
        campaign.sudo().state = "cancelled"
        with self.assertRaisesRegex(ValidationError, "not approved, or over"):
            self.approve(request)

    def test_a_plan_does_not_promote_an_archived_product(self):
        plan = self.make_plan_of(product_tmpl_id=self.product.id)
        self.archive()
        with self.assertRaisesRegex(UserError, "Relay has been archived"):
            plan.action_submit()

    def test_a_product_archived_before_the_plan_is_approved(self):
        plan = self.make_plan_of(product_tmpl_id=self.product.id)
        plan.action_submit()
        self.archive()
        with self.assertRaisesRegex(UserError, "Relay has been archived"):
            plan.with_user(self.users["director"]).action_approve()
        self.assertEqual(plan.state, "submitted")

    def test_a_product_archived_before_the_campaign_is_approved(self):
        campaign = self.make_campaign(product_ids=[Command.link(self.product.id)])
        campaign.action_submit()
        self.archive()
        with self.assertRaisesRegex(UserError, "Relay"):
            campaign.with_user(self.users["marketing_manager"]).action_approve()
        self.assertFalse(campaign.utm_campaign_id)

    @mute_logger("odoo.sql_db")
    def test_a_product_that_is_promoted_is_not_deleted(self):
        self.approved_campaign(product_ids=[Command.link(self.product.id)])
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.product.unlink()

    def test_a_revision_without_the_campaign_tells_its_owner(self):
        plan = self.in_force(self.make_plan())
        plan.scheme_ids.with_user(self.promoter).action_create_campaign()
        campaign = plan.scheme_ids.campaign_id
        revision = plan.action_revise("too dear")
        revision.scheme_ids.unlink()
        self.in_force(revision)
        self.assertEqual(campaign.plan_id, revision)
        self.assertIn("does not provide for", campaign.message_ids[0].body)
        self.assertEqual(campaign.message_ids[0].partner_ids, self.promoter.partner_id)

    def test_a_tag_of_the_host_deleted_behind_the_back(self):
        campaign = self.approved_campaign()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(
                "DELETE FROM utm_campaign WHERE id = %s", [campaign.utm_campaign_id.id]
            )

    def test_leads_merged_into_one_keep_the_campaign(self):
        campaign = self.approved_campaign()
        tag = campaign.utm_campaign_id
        leads = self.env["crm.lead"].create(
            [{"name": "A", "campaign_id": tag.id}, {"name": "B"}]
        )
        leads.merge_opportunity()
        self.assertEqual(leads.exists().campaign_id, tag)
        campaign.invalidate_recordset()
        self.assertEqual(campaign.lead_count, 1)

    def test_a_campaign_after_its_end_takes_no_expense(self):
        campaign = self.approved_campaign(date_to=self.today)
        with self.assertRaisesRegex(UserError, "after the end"):
            self.request(campaign_id=campaign.id, date=self.today + timedelta(days=1))
