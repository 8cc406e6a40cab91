from datetime import date, timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form
from odoo.tools.safe_eval import safe_eval

from .campaign_case import CampaignCase


class TestCampaign(CampaignCase):
    """From the draft over the approval to the result."""

    def test_the_marketing_manager_approves_what_the_promotion_manager_asks_for(self):
        campaign = self.make_campaign()
        campaign.action_submit()
        with self.assertRaises(AccessError):
            campaign.action_approve()
        campaign.with_user(self.users["marketing_manager"]).action_approve()
        self.assertEqual(campaign.state, "approved")
        self.assertEqual(campaign.utm_campaign_id.title, "Spring Fair")

    def test_the_director_approves_a_costly_one_as_well(self):
        campaign = self.make_campaign(planned_cost=100000)
        campaign.action_submit()
        campaign.with_user(self.users["marketing_manager"]).action_approve()
        self.assertEqual(campaign.state, "submitted")
        campaign.with_user(self.users["director"]).action_approve()
        self.assertEqual(campaign.state, "approved")

    def test_a_returned_one_is_a_draft_again(self):
        campaign = self.make_campaign()
        campaign.action_submit()
        campaign.with_user(self.users["marketing_manager"]).action_return("too dear")
        self.assertEqual(campaign.state, "draft")
        self.assertFalse(campaign.utm_campaign_id)

    def test_what_was_approved_does_not_change(self):
        campaign = self.approved_campaign()
        for vals in ({"name": "Other"}, {"planned_cost": 1}, {"date_to": self.today}):
            with self.assertRaises(UserError):
                campaign.write(vals)

    def test_two_campaigns_of_one_name_have_a_tag_each(self):
        self.env["utm.campaign"].create({"title": "Spring Fair"})
        one, two = self.approved_campaign(), self.approved_campaign()
        self.assertEqual(one.utm_campaign_id.title, two.utm_campaign_id.title)
        self.assertNotEqual(one.link_name, two.link_name)

    def test_an_end_before_the_beginning_is_refused(self):
        with self.assertRaisesRegex(Exception, "date"):
            self.make_campaign(date_to=self.today - timedelta(days=1))
            self.env.flush_all()

    def test_completing_needs_result_and_lessons(self):
        campaign = self.approved_campaign()
        campaign.action_start()
        for vals in ({}, {"result": "120 contacts"}, {"lessons": "   "}):
            campaign.write(vals)
            with self.assertRaises(UserError):
                campaign.action_close()
        campaign.lessons = "A larger stand"
        campaign.action_close()
        self.assertEqual(campaign.state, "closed")
        with self.assertRaises(UserError):
            campaign.lessons = "something else"

    def test_an_archived_product_is_not_promoted(self):
        product = self.env["product.template"].create({"name": "Relay"})
        campaign = self.make_campaign(product_ids=[Command.link(product.id)])
        product.action_archive()
        with self.assertRaisesRegex(UserError, "Relay"):
            campaign.action_submit()

    def test_a_product_archived_later_stays_on_the_campaign(self):
        product = self.env["product.template"].create({"name": "Relay"})
        campaign = self.approved_campaign(product_ids=[Command.link(product.id)])
        product.action_archive()
        campaign.invalidate_recordset()
        self.assertEqual(campaign.product_ids, product)

    def test_sales_staff_reads_approved_campaigns_only(self):
        staff = self.users["sales_staff"]
        draft, approved = self.make_campaign("Draft"), self.approved_campaign()
        found = self.env["mkt.campaign"].with_user(staff).search([])
        self.assertIn(approved, found)
        self.assertNotIn(draft, found)
        with self.assertRaises(AccessError):
            approved.with_user(staff).write({"result": "mine"})


class TestCampaignLink(CampaignCase):
    """What others do to the host's campaign has a defined result."""

    def setUp(self):
        super().setUp()
        self.campaign = self.approved_campaign()
        self.utm = self.campaign.utm_campaign_id
        self.staff = self.users["sales_staff"]

    def test_renaming_and_archiving_are_refused(self):
        for vals in ({"title": "x"}, {"name": "x"}, {"active": False}):
            with self.assertRaisesRegex(UserError, "Spring Fair"):
                self.utm.with_user(self.staff).write(vals)
        self.utm.with_user(self.staff).color = 3
        self.assertEqual(self.utm.title, "Spring Fair")

    def test_a_rename_by_the_system_leaves_title_and_link(self):
        lead = self.env["crm.lead"].create({"name": "Lead", "campaign_id": self.utm.id})
        self.utm.sudo().title = "Something else"
        self.assertEqual(self.campaign.name, "Spring Fair")
        self.assertEqual(lead.campaign_id, self.campaign.utm_campaign_id)
        self.assertEqual(self.campaign.lead_count, 1)

    def test_deleting_as_a_merge_does_is_refused(self):
        admin = self.make_user("settings", groups="base.group_system")
        with self.assertRaisesRegex(UserError, "Spring Fair"):
            self.utm.with_user(admin).unlink()

    def test_campaigns_of_others_are_their_own(self):
        other = self.env["utm.campaign"].with_user(self.staff)
        free = other.create({"title": "Newsletter"})
        free.title = "Newsletter of May"
        self.assertEqual(free.title, "Newsletter of May")
        free.sudo().unlink()
        self.assertFalse(free.exists())

    def test_the_link_cannot_be_set_by_hand(self):
        other = self.env["utm.campaign"].create({"title": "Other"})
        with self.assertRaises(AccessError):
            self.campaign.with_user(self.promoter).utm_campaign_id = other


class TestCampaignSpending(CampaignCase):
    """Nothing is spent on a campaign that is not approved."""

    def test_only_an_approved_campaign_is_charged(self):
        draft = self.make_campaign()
        with self.assertRaises(ValidationError):
            self.request(campaign_id=draft.id, user=self.promoter)
        request = self.approved(100, campaign_id=self.approved_campaign().id)
        self.assertEqual(request.state, "approved")

    def test_a_request_of_a_cancelled_campaign_is_not_submitted(self):
        campaign = self.approved_campaign()
        request = self.request(campaign_id=campaign.id, submit=False)
        campaign.action_cancel("no stand left")
        with self.assertRaises(ValidationError):
            request.action_submit()

    def test_no_expense_after_the_end(self):
        campaign = self.approved_campaign(date_to=self.today)
        with self.assertRaisesRegex(UserError, "end"):
            self.request(campaign_id=campaign.id, date=self.today + timedelta(days=1))

    def test_the_campaign_of_an_approved_request_stays(self):
        request = self.approved(100, campaign_id=self.approved_campaign().id)
        with self.assertRaises(UserError):
            request.with_user(self.person).campaign_id = self.approved_campaign("Two")

    def test_open_requests_keep_a_campaign_open(self):
        campaign = self.approved_campaign(user=self.promoter)
        self.approved(100, campaign_id=campaign.id)
        campaign.write({"result": "good", "lessons": "none"})
        with self.assertRaises(UserError):
            campaign.action_close()
        with self.assertRaises(UserError):
            campaign.action_cancel("too dear")

    def test_over_planned_cost(self):
        one, two = self.approved_campaign(), self.approved_campaign("Two")
        self.assertFalse(one.is_over_cost)
        self.approved(1001, campaign_id=one.id)
        self.approved(1000, campaign_id=two.id)
        self.assertTrue(one.is_over_cost)
        self.assertFalse(two.is_over_cost)
        search = self.env["mkt.campaign"].search
        self.assertEqual(search([("is_over_cost", "=", True)]), one)

    def test_a_request_beyond_the_planned_cost_says_so(self):
        campaign = self.approved_campaign(planned_cost=1000)
        charged = {"campaign_id": campaign.id, "user": self.promoter}
        self.approve(self.request(700, **charged))
        within = self.request(300, submit=False, **charged)
        self.assertFalse(within.over_campaign)
        self.assertFalse(within.action_submit())
        beyond = self.request(400, submit=False, **charged)
        self.assertIn("1,100", beyond.over_campaign)
        told = beyond.action_submit()
        self.assertEqual(told["tag"], "display_notification")
        self.assertIn("1,100", told["params"]["message"])
        # whoever decides reads it too, and once it is decided it is said no more
        decider = beyond.with_user(self.users["finance_manager"])
        self.assertIn("1,100", decider.over_campaign)
        self.approve(beyond)
        self.assertFalse(beyond.over_campaign)

    def test_a_request_of_no_campaign_says_nothing(self):
        self.assertFalse(self.request(5000, submit=False).over_campaign)

    def test_over_planned_cost_in_one_query(self):
        campaign = self.approved_campaign(planned_cost=1)
        requests = self.env["mkt.expense.request"].concat(
            *(
                self.request(10, campaign_id=campaign.id, user=self.promoter)
                for _number in range(4)
            )
        )

        def queries(some):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.cr.sql_log_count
            some.mapped("over_campaign")
            return self.cr.sql_log_count - start

        queries(requests)
        self.assertEqual(queries(requests[:1]), queries(requests))

    def test_the_request_begins_with_what_the_campaign_is_for(self):
        campaign = self.approved_campaign(objective="200 new dealers")
        action = campaign.action_request_expense()
        requests = self.env["mkt.expense.request"].with_user(self.promoter)
        form = Form(requests.with_context(**action["context"]))
        self.assertEqual(form.description, "200 new dealers")


class TestCampaignPlan(CampaignCase):
    """A campaign carries out a scheme of the plan, and follows its revision."""

    def setUp(self):
        super().setUp()
        self.plan = self.env["mkt.plan"].create(
            {
                "name": "Plan",
                "period_id": self.year().id,
                "user_id": self.users["marketing_manager"].id,
                "scheme_ids": [
                    Command.create(
                        {
                            "name": "Autumn Fair",
                            "kind": "exhibition",
                            "date_from": date(self.today.year, 9, 1),
                            "date_to": date(self.today.year, 9, 5),
                            "department_id": self.promotion.id,
                            "planned_cost": 500,
                        }
                    )
                ],
            }
        )
        self.scheme = self.plan.scheme_ids

    def put_plan_in_force(self):
        self.plan._on_approved()
        self.plan.state = "approved"

    def test_only_an_approved_plan_gives_campaigns(self):
        with self.assertRaises(UserError):
            self.scheme.with_user(self.promoter).action_create_campaign()
        self.put_plan_in_force()
        self.plan.with_user(self.promoter).action_create_campaigns()
        campaign = self.scheme.campaign_id
        self.assertEqual(campaign.name, "Autumn Fair")
        self.assertEqual(campaign.plan_id, self.plan)
        self.assertEqual(campaign.planned_cost, 500)
        with self.assertRaises(UserError):
            self.plan.with_user(self.promoter).action_create_campaigns()

    def test_plans_of_its_dates_are_offered(self):
        self.put_plan_in_force()
        last = self.env["mkt.plan"].create(
            {
                "name": "Plan of last year",
                "period_id": self.year(year=self.today.year - 1).id,
                "state": "approved",
            }
        )
        form = Form(self.env["mkt.campaign"].with_user(self.promoter))
        offered = self.offered(form)
        self.assertEqual(offered & (self.plan | last), self.plan | last)
        form.date_from = date(self.today.year, 9, 1)
        form.date_to = date(self.today.year, 9, 5)
        self.assertEqual(self.offered(form) & (self.plan | last), self.plan)

    def offered(self, form):
        """The plans that the form lets choose."""
        node = form._view["tree"].find(".//field[@name='plan_id']")
        names = ("company_id", "date_from", "date_to")
        values = {name: form[name] for name in names}
        values["company_id"] = form.company_id.id
        domain = safe_eval(node.get("domain"), values)
        return self.env["mkt.plan"].search(domain)

    def test_dates_outside_the_plan_are_refused(self):
        self.put_plan_in_force()
        with self.assertRaises(UserError):
            self.make_campaign(
                plan_id=self.plan.id, date_to=date(self.today.year + 1, 1, 1)
            )

    def test_a_campaign_follows_the_revision(self):
        self.put_plan_in_force()
        self.scheme.with_user(self.promoter).action_create_campaign()
        campaign = self.scheme.campaign_id
        revision = self.plan.action_revise("A signal")
        revision.scheme_ids.write(
            {"planned_cost": 900, "date_to": date(self.today.year, 9, 7)}
        )
        revision._on_approved()
        self.assertEqual(campaign.planned_cost, 900)
        self.assertEqual(campaign.date_to, date(self.today.year, 9, 7))
        self.assertEqual(campaign.plan_id, revision)
        self.assertEqual(revision.scheme_ids.campaign_id, campaign)
        self.assertIn("900", campaign.message_ids[0].body)

    def test_what_waits_for_approval_is_asked_for_anew(self):
        self.put_plan_in_force()
        self.scheme.with_user(self.promoter).action_create_campaign()
        campaign = self.scheme.campaign_id
        campaign.with_user(self.promoter).action_submit()
        unchanged = self.plan.action_revise("A signal")
        unchanged._on_approved()
        self.assertEqual(campaign.state, "submitted")
        unchanged.state = "approved"
        revision = unchanged.action_revise("Another signal")
        revision.scheme_ids.planned_cost = 90_000_000
        revision._on_approved()
        self.assertEqual(campaign.state, "draft")
        self.assertFalse(campaign.next_post_id)
        self.assertFalse(campaign.sudo().approval_step_ids.filtered("is_next"))
