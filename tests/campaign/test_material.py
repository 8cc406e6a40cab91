"""Promotional materials: their words, their figures, their approval and their use."""

from datetime import timedelta

from odoo import http
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form

from ..common import OfficeHttpCase
from ..plan.plan_case import PlanMixin
from .campaign_case import CampaignCase


class TestMaterial(PlanMixin, CampaignCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.users["marketing_manager"]
        cls.brand = cls.env["mkt.brand"].create({"name": "澄砺"})
        cls.medium = cls.env["utm.medium"].create({"name": "Trade press"})

    def make(self, user=None, **vals):
        materials = self.env["mkt.material"].with_user(user or self.promoter)
        return materials.create(
            {
                "name": "春季海报",
                "kind": "poster",
                "brand_id": self.brand.id,
                "medium_id": self.medium.id,
                "wording": "断路器，交货快",
                "valid_until": self.ahead(30),
                **vals,
            }
        )

    def ahead(self, days):
        return self.today + timedelta(days=days)

    def approved(self, material=None, **vals):
        material = material or self.make(**vals)
        material.action_submit()
        material.with_user(self.manager).action_approve()
        return material

    # ------------------------------------------------------------- words

    def test_forbidden_word(self):
        material = self.make(wording="全国 最 好的断路器")
        with self.assertRaisesRegex(UserError, "最"):
            material.action_submit()
        self.assertEqual(material.words_found, "最")
        material.wording = "最近上市的断路器"
        material.action_submit()
        self.assertEqual(material.state, "submitted")

    def test_name_counts_too(self):
        with self.assertRaisesRegex(UserError, "国家级"):
            self.make(name="国家级品质").action_submit()

    def test_hidden_words(self):
        for wording in (
            "国·家·级品质",
            "国<b>家</b>级品质",
            "國家級品質",
            "国_家_级品质",
        ):
            with self.subTest(wording=wording):
                material = self.make(wording=wording)
                with self.assertRaisesRegex(UserError, "国家级|國家級"):
                    material.action_submit()

    def test_words_of_figures_count_too(self):
        material = self.make(wording="质保3年")
        line = {"sentence": "国家级品质，质保3年", "basis": "product"}
        material.figure_ids.basis = "product"
        material.figure_ids = [Command.create(line)]
        self.assertEqual(material.words_found, "国家级")
        with self.assertRaisesRegex(UserError, "国家级"):
            material.action_submit()

    def test_list_is_the_companys_own(self):
        shared = self.env.ref("marketing_office.advertising_word_national")
        own_list = self.env["mkt.advertising.word"].with_user(self.promoter)
        with self.assertRaises(AccessError):
            own_list.browse(shared.id).active = False
        action = own_list.browse(shared.id).action_adapt()
        own = own_list.browse(action["res_id"])
        own.allowed_in = "国家级认证"
        self.make(wording="通过国家级认证").action_submit()
        own_list.create({"name": "祖传"})
        with self.assertRaisesRegex(UserError, "祖传"):
            self.make(wording="祖传工艺").action_submit()

    def test_doubtful_word_is_shown(self):
        words = self.env["mkt.advertising.word"].with_user(self.promoter)
        words.create({"name": "首选", "treatment": "doubtful"})
        material = self.make(wording="成套厂首选")
        material.action_submit()
        self.assertEqual(material.with_user(self.manager).words_found, "首选")

    def test_word_that_came_on_the_list_meanwhile(self):
        material = self.make(wording="祖传工艺")
        material.action_submit()
        self.env["mkt.advertising.word"].create(
            {"name": "祖传", "company_id": self.company.id}
        )
        with self.assertRaisesRegex(UserError, "祖传"):
            material.with_user(self.manager).action_approve()
        self.assertEqual(material.state, "submitted")

    def test_words_that_cannot_be(self):
        words = self.env["mkt.advertising.word"].with_user(self.promoter)
        with self.assertRaises(ValidationError):
            words.create({"name": "best", "allowed_in": "bestow"})
        with self.assertRaises(UserError):
            words.create({"name": " \u200b"})

    # ------------------------------------------------------------- figures

    def test_a_claim_cites_a_validated_finding(self):
        material = self.make(wording="客户停机减少30%。质保两年。价格999元")
        lines = material.figure_ids
        self.assertEqual(
            lines.mapped("sentence"),
            ["客户停机减少30%", "价格999元"],
            "two years is none",
        )
        with self.assertRaises(UserError):
            material.action_submit()
        claim, price = lines
        price.basis = "offer"
        with Form(material) as form, form.figure_ids.edit(0) as line:
            line.basis = "finding"
        with self.assertRaisesRegex(UserError, "30%.*Finding Cited"):
            material.action_submit()
        draft = self.make_finding(state="draft")
        with self.assertRaises(AccessError):
            claim.finding_id = draft
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            claim.with_user(self.manager).finding_id = draft
        claim.finding_id = self.make_finding()
        material.action_submit()
        with self.assertRaises(UserError):
            claim.basis = "facts"
        material.with_user(self.manager).action_approve()
        self.assertEqual(material.state, "approved")

    def test_lines_follow_the_words(self):
        material = self.make(wording="质保3年。交货7天")
        material.figure_ids[0].basis = "product"
        material.wording = "质保3年。交货5天"
        self.assertEqual(
            material.figure_ids.mapped(lambda line: (line.sentence, line.basis)),
            [("质保3年", "product"), ("交货5天", False)],
        )

    def test_revision_keeps_what_was_said_of_figures(self):
        material = self.make(wording="质保3年")
        material.figure_ids.basis = "product"
        revision = self.approved(material).action_revise("new logo")
        self.assertEqual(revision.figure_ids.mapped("basis"), ["product"])
        self.assertEqual(len(material.figure_ids), 1)

    # ------------------------------------------------------------- approval

    def test_who_prepares_and_who_decides(self):
        with self.assertRaises(AccessError):
            self.make(user=self.users["sales_staff"])
        material = self.make()
        material.action_submit()
        with self.assertRaises(AccessError):
            material.action_approve()
        reader = material.with_user(self.users["sales_staff"])
        self.assertFalse(reader.has_access("read"))
        material.with_user(self.manager).action_approve()
        self.assertTrue(reader.has_access("read"))
        with self.assertRaises(UserError):
            material.wording = "anything"

    def test_files_stay_as_approved(self):
        file = (
            self.env["ir.attachment"]
            .with_user(self.promoter)
            .create({"name": "poster.png", "raw": b"first"})
        )
        material = self.make(file_ids=[Command.set(file.ids)])
        file.raw = b"second"
        self.approved(material)
        for change in (lambda: file.write({"raw": b"third"}), file.unlink):
            with self.assertRaises(UserError):
                change()
        self.assertEqual(file.raw, b"second")

    def test_no_file_comes_once_it_is_submitted(self):
        files = self.env["ir.attachment"].with_user(self.promoter)
        elsewhere = files.create({"name": "stray.png", "raw": b"stray"})
        material = self.make()
        vals = {"name": "poster.png", "res_model": material._name}
        vals["res_id"] = material.id
        files.create(vals)
        material.action_submit()
        joins = (
            lambda: files.create(vals),
            lambda: elsewhere.write({k: vals[k] for k in ("res_model", "res_id")}),
        )
        for join in joins:
            with self.assertRaises(UserError):
                join()
        material.with_user(self.manager).action_approve()
        for join in joins:
            with self.assertRaises(UserError):
                join()
        # what comes with a comment belongs to the comment
        material.message_post(body="As printed", attachments=[("print.png", b"print")])

    def test_past_day_is_refused(self):
        material = self.make(valid_until=self.ahead(-1))
        with self.assertRaises(UserError):
            material.action_submit()

    # ------------------------------------------------------------- use

    def test_a_campaign_starts_with_approved_materials_alone(self):
        material = self.make()
        campaign = self.approved_campaign()
        campaign.material_ids = material
        with self.assertRaises(UserError):
            campaign.action_start()
        self.approved(material)
        material.sudo().valid_until = self.ahead(-1)
        with self.assertRaises(UserError):
            campaign.action_start()
        material.sudo().valid_until = self.ahead(0)
        campaign.action_start()
        self.assertEqual(campaign.state, "running")

    def test_what_expires_before_the_campaign_ends_is_shown(self):
        campaign = self.approved_campaign()
        days = (campaign.date_to - self.today).days
        early = self.approved(name="Early", valid_until=self.ahead(days - 1))
        late = self.approved(name="Late", valid_until=self.ahead(days))
        with Form(campaign) as form:
            form.material_ids.add(late)
            self.assertFalse(form.materials_ending_early)
            form.material_ids.add(early)
            self.assertIn("Early", form.materials_ending_early)
            self.assertNotIn("Late", form.materials_ending_early)
        campaign.sudo().action_cancel("Rain")
        self.assertFalse(campaign.materials_ending_early)

    def test_materials_of_one_title_are_told_apart(self):
        other = self.env["utm.medium"].create({"name": "展会"})
        first = self.make(valid_until="2026-12-31")
        second = self.make(valid_until="2027-03-31", medium_id=other.id)
        self.assertEqual(first.display_name, "春季海报 · Trade press · 2026")
        self.assertEqual(second.display_name, "春季海报 · 展会 · 2027")
        materials = self.env["mkt.material"].with_user(self.promoter)
        domain = [("id", "in", (first | second).ids)]
        for words, found in (("春季海报", first | second), ("展会", second)):
            names = materials.name_search(words, domain)
            self.assertEqual({number for number, _name in names}, set(found.ids))

    def test_none_joins_unapproved(self):
        campaign = self.approved_campaign()
        campaign.action_start()
        draft = self.make()
        for link in (
            lambda: campaign.write({"material_ids": [Command.link(draft.id)]}),
            lambda: draft.write({"campaign_ids": [Command.link(campaign.id)]}),
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                link()
        self.approved(draft)
        draft.campaign_ids = campaign
        self.assertEqual(campaign.material_ids, draft)

    def test_none_joins_that_is_not_usable_any_more(self):
        campaign = self.approved_campaign()
        campaign.action_start()
        expired, ended, superseded = (self.approved() for _number in range(3))
        expired.sudo().valid_until = self.ahead(-1)
        ended.action_end()
        self.approved(superseded.action_revise("new logo"))
        for material in (expired, ended, superseded):
            for link in (
                lambda m=material: campaign.write({"material_ids": m.ids}),
                lambda m=material: m.write({"campaign_ids": campaign.ids}),
            ):
                with (
                    self.subTest(material=material),
                    self.assertRaises(UserError),
                    self.env.cr.savepoint(),
                ):
                    link()
        self.assertFalse(campaign.material_ids)
        with self.assertRaises(UserError):
            self.make(campaign_ids=campaign.ids)

    def test_a_refused_revision_does_not_join(self):
        old = self.approved()
        refused = old.action_revise("new logo")
        refused.action_submit()
        refused.with_user(self.manager).action_refuse("too dark")
        self.approved(old.action_revise("brighter logo"))
        self.assertEqual(old.state, "superseded")
        campaign = self.approved_campaign()
        campaign.action_start()
        with self.assertRaises(UserError):
            campaign.material_ids = refused

    def test_what_expires_in_use_stays(self):
        used, other = self.approved(), self.approved()
        campaign = self.approved_campaign(material_ids=used.ids)
        campaign.action_start()
        used.sudo().valid_until = self.ahead(-1)
        campaign.material_ids = used | other
        other.campaign_ids = campaign
        self.assertEqual(campaign.material_ids, used | other)
        campaign.material_ids -= used
        with self.assertRaises(UserError):
            campaign.material_ids += used

    def test_a_completed_campaign_keeps_its_materials(self):
        material = self.approved()
        campaign = self.approved_campaign(material_ids=material.ids)
        campaign.action_start()
        campaign.write({"result": "120 contacts", "lessons": "A larger stand"})
        campaign.action_close()
        with self.assertRaises(UserError):
            material.campaign_ids = False

    def test_new_version_takes_its_place(self):
        old = self.approved()
        running = self.approved_campaign("Running", material_ids=old.ids)
        running.action_start()
        over = self.approved_campaign("Over", material_ids=old.ids)
        over.sudo().state = "closed"
        new = old.action_revise("new price")
        self.assertFalse(new.campaign_ids)
        new.valid_until = self.ahead(60)
        self.approved(new)
        self.assertEqual(old.state, "superseded")
        self.assertEqual(running.material_ids, new)
        self.assertEqual(over.material_ids, old)

    def test_expired_on_the_desk(self):
        material = self.approved()
        campaign = self.approved_campaign(material_ids=material.ids)
        campaign.action_start()
        cards = self.env["mkt.desk.card"].with_user(self.promoter)
        expired = "Campaigns under way with expired materials"
        desk = cards.get_desk()
        self.assertNotIn("春季海报", str(desk["todo"]))
        self.assertNotIn(expired, str(desk["attention"]["groups"]))
        material.sudo().valid_until = self.ahead(-1)
        desk = cards.get_desk()
        self.assertIn("春季海报", str(desk["todo"]))
        self.assertIn(expired, str(desk["attention"]["groups"]))
        material.action_end()
        self.assertNotIn("春季海报", str(cards.get_desk()["todo"]))


class TestMaterialUpload(OfficeHttpCase):
    """A file put beside the messages, which the host takes as superuser."""

    posts = ("promotion_manager",)

    def upload(self, material, **vals):
        return self.url_open(
            "/mail/attachment/upload",
            data={
                "thread_id": material.id,
                "thread_model": material._name,
                "csrf_token": http.Request.csrf_token(self),
                **vals,
            },
            files=[("ufile", ("print.png", b"print", "application/octet-stream"))],
        ).json()

    def test_none_comes_once_it_is_submitted(self):
        material = self.env["mkt.material"].create(
            {
                "name": "Poster",
                "brand_id": self.env["mkt.brand"].create({"name": "Relays"}).id,
                "medium_id": self.env.ref("utm.utm_medium_email").id,
                "wording": "A relay",
                "valid_until": "2090-01-01",
            }
        )
        login = self.users["promotion_manager"].login
        self.authenticate(login, login.ljust(8, "x"))
        self.assertIn("data", self.upload(material))
        for state in ("submitted", "approved"):
            material.state = state
            self.assertIn("Poster", self.upload(material)["error"])
            self.assertIn("error", self.upload(material, is_pending="false"))
            # what waits for its comment goes with the comment
            self.assertIn("data", self.upload(material, is_pending="true"))
        files = [("res_model", "=", material._name), ("res_id", "=", material.id)]
        self.assertEqual(self.env["ir.attachment"].search_count(files), 1)
