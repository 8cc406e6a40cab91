"""Positioning products, and the projects that develop them."""

from datetime import timedelta

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form
from odoo.tools import mute_logger

from ..common import OfficeCase
from .plan_case import PlanMixin


class TestPositioning(PlanMixin, OfficeCase):
    posts = ("director", "marketing_manager", "product_manager", "sales_staff")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.env["product.template"].create({"name": "Relay"})
        cls.segment = cls.env["mkt.segment"].create(
            {"name": "Panel builders", "company_id": cls.company.id}
        )

    def make(self, code="product_manager", **vals):
        return (
            self.env["mkt.positioning"]
            .with_user(self.users[code])
            .create(
                {
                    "product_tmpl_id": self.product.id,
                    "segment_id": self.segment.id,
                    "features": "Small",
                    "sales_strategy": "Dealers",
                    "price_from": 10,
                    "price_to": 20,
                    **vals,
                }
            )
        )

    def in_force(self, positioning):
        positioning.action_submit()
        positioning.with_user(self.users["marketing_manager"]).action_approve()
        return positioning

    def test_prepared_and_approved(self):
        with self.assertRaises(AccessError):
            self.make("sales_staff")
        positioning = self.make()
        reader = positioning.with_user(self.users["sales_staff"])
        self.assertFalse(reader.has_access("read"))
        self.in_force(positioning)
        self.assertEqual(positioning.state, "approved")
        self.assertTrue(reader.has_access("read"))

    def test_what_the_manager_asks_the_director_approves(self):
        positioning = self.make("marketing_manager")
        positioning.action_submit()
        self.assertEqual(positioning.sudo().next_post_id, self.post("director"))

    def test_incomplete(self):
        positioning = self.make(features=False)
        with self.assertRaises(UserError):
            positioning.action_submit()

    def test_found_by_product_and_segment(self):
        positioning = self.make()
        names = self.env["mkt.positioning"].with_user(self.users["product_manager"])
        for words, found in (("rela", 1), ("panel", 1), ("no such product", 0)):
            ids = [row[0] for row in names.name_search(words)]
            self.assertEqual(ids.count(positioning.id), found, words)

    def test_price_band(self):
        for band in ((20, 10), (-1, 5)):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self.make(price_from=band[0], price_to=band[1])

    def test_one_in_force(self):
        positioning = self.in_force(self.make())
        self.env.flush_all()
        second = self.make()
        with self.assertRaisesRegex(UserError, "is in force already"):
            second.action_submit()
        self.assertEqual(positioning.state, "approved")

    def test_revision(self):
        positioning = self.in_force(self.make())
        revision = positioning.action_revise("cheaper rival")
        revision.price_to = 15
        revision.review_date = self.today + timedelta(days=180)
        self.in_force(revision)
        self.assertEqual(
            (positioning.state, positioning.price_to, revision.version),
            ("superseded", 20, 2),
        )
        with self.assertRaises(UserError):
            positioning.price_to = 1

    def test_a_revision_asks_for_the_next_review(self):
        before = self.today + timedelta(days=5)
        positioning = self.in_force(self.make(review_date=before))
        action = positioning.action_open_revision()
        dialogs = self.env[action["res_model"]].with_user(positioning.env.user)
        dialog = Form(dialogs.with_context(**action["context"]))
        dialog.reason = "cheaper rival"
        with self.assertRaises(AssertionError):
            # the date is required
            dialog.save()
        dialog.review_date = self.today + timedelta(days=180)
        revision = positioning.browse(dialog.save().action_confirm()["res_id"])
        self.assertEqual(revision.review_date, self.today + timedelta(days=180))
        self.assertEqual(positioning.review_date, before)
        for day in (False, self.today, self.today - timedelta(days=1)):
            revision.review_date = day
            with self.subTest(day=day), self.assertRaises(UserError):
                revision.action_submit()
        revision.review_date = self.today + timedelta(days=1)
        self.in_force(revision)

    def test_other_documents_are_asked_for_no_review(self):
        dialogs = self.env["mkt.approval.reason"]
        for model, step in (("mkt.positioning", "return"), ("mkt.campaign", "revise")):
            dialog = dialogs.new({"res_model": model, "step": step})
            self.assertFalse(dialog.asks_review)

    def test_archived_product(self):
        positioning = self.in_force(self.make())
        draft = self.make(segment_id=self.segment.copy({"name": "Railways"}).id)
        self.product.active = False
        with self.assertRaises(ValidationError):
            draft.action_submit()
        with self.assertRaises(ValidationError):
            positioning.action_revise("cheaper rival")
        card = self.env.ref("marketing_office.desk_card_positionings_to_review")
        card = card.with_user(self.users["product_manager"])
        self.assertEqual(self.count_on_desk(card), 1)
        positioning.action_end()
        self.assertEqual(positioning.state, "ended")

    def test_milestones_from_both_ends(self):
        positioning = self.in_force(self.make())
        project = (
            self.env["project.project"]
            .with_user(self.users["product_manager"])
            .create(
                {
                    "name": "Small relay",
                    "mkt_kind": "product",
                    "milestone_ids": [
                        Command.create(
                            {
                                "name": "Prototype",
                                "is_reached": True,
                                "mkt_finding_ids": [Command.set(self.finding.ids)],
                                "mkt_positioning_id": positioning.id,
                            }
                        ),
                        Command.create({"name": "Series"}),
                    ],
                }
            )
        )
        prototype = project.milestone_ids.filtered("is_reached")
        self.assertEqual(self.finding.milestone_ids, prototype)
        self.assertEqual(positioning.milestone_ids, prototype)
        self.assertEqual(project.mkt_milestone_progress, 50)
        self.env["project.task"].create(
            [
                {"name": "a", "project_id": project.id, "state": "1_done"},
                {"name": "b", "project_id": project.id},
                {"name": "c", "project_id": project.id},
                {"name": "d", "project_id": project.id},
            ]
        )
        project.invalidate_recordset()
        self.assertEqual(project.mkt_task_progress, 25)


class TestPlanProjects(PlanMixin, OfficeCase):
    posts = ("director", "marketing_manager", "product_manager", "sales_staff")

    def test_from_both_ends_and_with_the_revision(self):
        plan = self.in_force(self.make_plan())
        project = (
            self.env["project.project"]
            .with_user(self.users["product_manager"])
            .create(
                {"name": "Small relay", "mkt_kind": "product", "mkt_plan_id": plan.id}
            )
        )
        finished = project.copy({"name": "Large relay"})
        finished.sudo().action_archive()
        self.assertEqual(plan.project_count, 1)
        self.assertEqual(plan.action_view_projects()["res_id"], project.id)
        revision = self.in_force(plan.action_revise("cheaper rival"))
        self.assertEqual((project | finished).mkt_plan_id, revision)
        plan.invalidate_recordset()
        self.assertEqual(plan.project_count, 0)
        with self.assertRaises(ValidationError):
            project.company_id = self.company_b
        reader = revision.with_user(self.users["sales_staff"])
        self.assertEqual(reader.read(["name", "project_count"])[0]["id"], revision.id)


class TestWorkingGroup(OfficeCase):
    posts = ("director", "marketing_manager", "product_manager", "sales_staff")

    def make(self, *members, **vals):
        return (
            self.env["project.project"]
            .with_user(self.users["director"])
            .create(
                {
                    "name": "Price war",
                    "mkt_kind": "group",
                    "mkt_charter": "Answer the price war by June",
                    "user_id": self.users["marketing_manager"].id,
                    "mkt_member_ids": [Command.set([m.id for m in members])],
                    **vals,
                }
            )
        )

    def test_members_of_two_departments(self):
        seller = self.users["sales_staff"]
        with self.assertRaises(ValidationError):
            self.make(seller)
        assignments = self.env["mkt.post.assignment"]
        sales = self.env.ref("marketing_office.department_sales")
        assignments.search([("user_id", "=", seller.id)]).department_id = sales
        group = self.make(seller)
        self.assertEqual(len(group.mkt_department_ids), 2)
        self.assertIn(sales, group.mkt_department_ids)
        with self.assertRaises(ValidationError):
            group.mkt_member_ids = self.users["product_manager"]

    def test_charter_and_lead(self):
        for vals in ({"mkt_charter": " "}, {"user_id": False}):
            with self.assertRaises(ValidationError):
                self.make(self.users["sales_staff"], **vals)
