"""Files cited as evidence: the author's own until the review, nobody's afterwards."""

from base64 import b64encode

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests.common import JsonRpcException
from odoo.tools import mute_logger

from ..common import OfficeHttpCase
from .study_case import StudyCase, StudyMixin

CONTENT = b"Two weeks"
CHANGES = (
    {"datas": b64encode(b"Two days")},
    {"raw": b"Two days"},
    {"name": "other.txt"},
    {"type": "url", "url": "https://example.com"},
    {"url": "https://example.com"},
    {"mimetype": "text/html"},
    {"res_id": 0},
    {"res_model": "mkt.study"},
    {"public": True},
)


class CitedFileMixin(StudyMixin):
    def setUp(self):
        super().setUp()
        self.study = self.make_study("analysis")
        self.file = self.make_file()
        self.finding = self.make_finding(self.study, attachment_ids=self.file.ids)

    def make_file(self, user=None, **vals):
        files = self.env["ir.attachment"].with_user(user or self.researcher)
        return files.create({"name": "note.txt", "raw": CONTENT, **vals})

    def validate(self):
        self.finding.action_submit()
        self.finding.with_user(self.manager).action_validate()


class TestFindingFiles(CitedFileMixin, StudyCase):
    def test_the_author_alone_changes_it_before_the_review(self):
        theirs = self.file.with_user(self.manager)
        for vals in CHANGES:
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                theirs.write(vals)
        with self.assertRaises(AccessError):
            theirs.unlink()
        self.assertEqual(self.file.raw, CONTENT)
        self.file.raw = b"Three weeks"
        self.assertEqual(self.file.raw, b"Three weeks")
        self.file.unlink()
        self.assertFalse(self.finding.evidence_count)

    def test_nobody_changes_it_after_the_review(self):
        self.validate()
        for user in (self.researcher, self.manager, self.env.ref("base.user_admin")):
            file = self.file.with_user(user)
            for vals in CHANGES:
                with (
                    self.subTest(user=user.login, vals=vals),
                    self.assertRaises(UserError),
                ):
                    file.write(vals)
            for record in (file, file.sudo()):
                with self.assertRaises(UserError):
                    record.unlink()
        self.assertEqual(self.file.raw, CONTENT)

    def test_it_goes_nowhere_while_a_draft_cites_it(self):
        """Elsewhere, it would not be known as evidence when the finding is reviewed."""
        for vals in ({"res_id": 0}, {"res_model": False, "res_id": False}):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                self.file.write(vals)
        self.finding.attachment_ids = [Command.unlink(self.file.id)]
        self.file.res_id = 0
        self.assertFalse(self.file.res_id)

    def test_a_file_that_nothing_cites_is_free(self):
        other = self.make_file(res_model="mkt.study", res_id=self.study.id)
        self.validate()
        other.raw = b"Free"
        self.assertEqual(other.raw, b"Free")
        other.unlink()
        self.assertFalse(other.exists())

    def test_rejected_it_waits_for_the_finding_to_be_taken_up_again(self):
        self.finding.action_submit()
        self.finding.with_user(self.manager).action_reject("Thin")
        with self.assertRaises(UserError):
            self.file.raw = b"Thick"
        self.finding.action_rework()
        self.file.raw = b"Thick"
        self.assertEqual(self.file.raw, b"Thick")

    def test_lists_of_commands_are_no_way_round(self):
        change = [Command.update(self.file.id, {"raw": b"Two days"})]
        finding = [Command.update(self.finding.id, {"attachment_ids": change})]
        theirs = self.finding.with_user(self.manager)
        with self.assertRaises(AccessError):
            theirs.write({"attachment_ids": change})
        self.validate()
        for user in (self.researcher, self.manager):
            for record, vals in (
                (self.finding, {"attachment_ids": change}),
                (self.study, {"finding_ids": finding}),
                (self.study, {"finding_ids": [Command.delete(self.finding.id)]}),
            ):
                with self.subTest(vals=vals), self.assertRaises(UserError):
                    record.with_user(user).write(vals)
        with self.assertRaises(UserError):
            self.study.sudo().write({"finding_ids": finding})
        self.assertEqual(self.file.raw, CONTENT)

    def test_it_does_not_go_with_the_study(self):
        self.validate()
        for user in (self.researcher, self.manager, self.env.user):
            with self.assertRaises(UserError):
                self.study.with_user(user).unlink()
        self.assertEqual(self.file.raw, CONTENT)

    def test_it_goes_with_a_draft_finding(self):
        self.finding.with_user(self.manager).unlink()
        self.assertFalse(self.file.exists())

    def test_files_of_other_documents_are_not_cited(self):
        partner = self.make_customer("Anybody")
        foreign = self.make_file(
            self.env.user, res_model="res.partner", res_id=partner.id
        )
        with self.assertRaises(ValidationError):
            self.finding.attachment_ids = [Command.link(foreign.id)]
        with self.assertRaises(ValidationError):
            self.make_finding(self.study, attachment_ids=self.file.ids)
        loose = self.make_file(self.manager)
        with self.assertRaises(AccessError):
            self.finding.attachment_ids = [Command.link(loose.id)]

    def test_a_colleague_adds_a_file_to_a_draft(self):
        file = self.make_file(self.manager)
        theirs = self.finding.with_user(self.manager)
        theirs.attachment_ids = [Command.link(file.id)]
        self.assertEqual(file.res_id, self.finding.id)


class TestFindingFilesRpc(CitedFileMixin, OfficeHttpCase):
    posts = ("market_researcher", "marketing_manager")

    def sign_in(self, user):
        self.authenticate(user.login, user.login)

    def delete(self):
        self.make_jsonrpc_request(
            "/mail/attachment/delete", {"attachment_id": self.file.id}
        )

    def assertRefused(self, call):
        with self.assertRaises(JsonRpcException), mute_logger("odoo.http"):
            call()
        self.env.invalidate_all()
        self.assertEqual(self.file.raw, CONTENT)

    def test_over_rpc(self):
        def write():
            vals = {"datas": b64encode(b"Two days").decode()}
            self.call_kw("ir.attachment", "write", self.file.ids, vals)

        def unlink():
            self.call_kw("ir.attachment", "unlink", self.file.ids)

        self.sign_in(self.manager)
        for call in (write, unlink, self.delete):
            self.assertRefused(call)
        self.validate()
        for user in (self.researcher, self.manager):
            self.sign_in(user)
            for call in (write, unlink, self.delete):
                self.assertRefused(call)

    def test_the_author_before_the_review(self):
        self.sign_in(self.researcher)
        vals = {"datas": b64encode(b"Two days").decode()}
        self.call_kw("ir.attachment", "write", self.file.ids, vals)
        self.env.invalidate_all()
        self.assertEqual(self.file.raw, b"Two days")
        self.delete()
        self.assertFalse(self.file.exists())
