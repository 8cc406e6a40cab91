"""From leads and tags to the campaign, for members of the office and for others."""

from odoo.tests import Form

from .campaign_case import CampaignCase

CHOICE = [("mkt_campaign_ids.state", "in", ("approved", "running", "closed"))]


class TestCampaignLinks(CampaignCase):
    def setUp(self):
        super().setUp()
        self.campaign = self.approved_campaign()
        self.tag = self.campaign.utm_campaign_id
        self.staff = self.users["sales_staff"]

    def test_who_answers_the_telephone_chooses_the_campaign(self):
        lead = Form(
            self.env["crm.lead"].with_user(self.staff), "crm.crm_lead_view_form"
        )
        lead.name = "Saw the stand"
        lead.campaign_id = self.tag.with_user(self.staff)
        self.assertEqual(lead.save().campaign_id, self.tag)
        self.assertEqual(self.campaign.with_user(self.users["director"]).lead_count, 1)

    def test_only_campaigns_of_the_office_are_offered(self):
        newsletter = self.env["utm.campaign"].create({"title": "Newsletter"})
        draft = self.make_campaign("Draft")
        found = self.env["utm.campaign"].with_user(self.staff).search(CHOICE)
        self.assertIn(self.tag, found)
        self.assertNotIn(newsletter, found)
        self.assertFalse(draft.utm_campaign_id)

    def test_others_keep_the_forms_of_the_host(self):
        for model, view in (
            ("crm.lead", "crm.crm_lead_view_form"),
            ("utm.campaign", "utm.utm_campaign_view_form"),
            ("survey.survey", "survey.survey_survey_view_form"),
            ("survey.question", "survey.survey_question_form"),
            ("project.project", "project.edit_project"),
        ):
            groups = (
                "survey.group_survey_manager,project.group_project_manager,"
                "sales_team.group_sale_manager"
            )
            user = self.make_user(f"boss_{model}", groups=groups)
            form = Form(self.env[model].with_user(user), view)
            with self.subTest(model=model):
                self.assertNotIn("mkt_plan_id", form._view["fields"])
                self.assertNotIn("mkt_campaign_ids", form._view["fields"])
                self.assertNotIn("mkt_study_ids", form._view["fields"])

    def test_others_read_whole_records_of_the_host(self):
        groups = "survey.group_survey_user,sales_team.group_sale_salesman_all_leads"
        user = self.make_user("outsider", groups=groups)
        survey = self.env["survey.survey"].create({"title": "Plain"})
        records = [
            self.tag,
            survey,
            self.env["survey.user_input"].create({"survey_id": survey.id}),
            self.env["crm.lead"].create({"name": "Lead", "campaign_id": self.tag.id}),
            self.make_customer(),
        ]
        for record in records:
            with self.subTest(record=record):
                record.with_user(user).read()

        action = self.tag.with_user(self.staff).action_mkt_campaign()
        self.assertEqual(action["res_id"], self.campaign.id)
