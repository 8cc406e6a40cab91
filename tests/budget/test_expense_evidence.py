"""Offers and receipts are read by those who decide and settle, and by nobody else."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from ..common import OfficeCase
from .budget_case import DECIDERS, BudgetMixin


class TestExpenseEvidence(BudgetMixin, OfficeCase):
    posts = (*DECIDERS, "service_clerk")

    def upload(self, user):
        """A file as the web client uploads it: there is no document yet."""
        return (
            self.env["ir.attachment"]
            .with_user(user)
            .create({"name": "offer.txt", "raw": b"two offers", "res_id": 0})
        )

    def read_by(self, file, code):
        return file.with_user(self.users[code]).raw

    def test_offer(self):
        for submit in (False, True):
            file = self.upload(self.person)
            request = self.request(evidence_ids=[Command.link(file.id)], submit=submit)
            self.assertEqual(file.sudo().res_id, request.id)
            self.assertEqual(self.read_by(file, "finance_manager"), b"two offers")
            with self.assertRaises(AccessError):
                self.read_by(file, "service_clerk")

    def test_receipt(self):
        request = self.approved()
        receipt = self.receipt(request, 50)
        file = self.upload(self.person)
        receipt.receipt_ids = file
        self.assertEqual(self.read_by(file, "finance_manager"), b"two offers")
        with self.assertRaises(AccessError):
            self.read_by(file, "service_clerk")

    def test_files_of_others_stay_theirs(self):
        file = self.upload(self.users["service_clerk"])
        request = self.request(submit=False)
        try:
            request.evidence_ids = file
        except AccessError:
            return
        with self.assertRaises(AccessError):
            self.read_by(file, "finance_manager")

    def test_files_of_other_documents_are_no_evidence(self):
        """Whoever names a file here would keep its owner from changing it."""
        mine = self.upload(self.person)
        request = self.request(evidence_ids=[Command.link(mine.id)], submit=False)
        everybodys = self.env["ir.attachment"].create(
            {"name": "logo.txt", "raw": b"logo", "public": True}
        )
        approved = self.approved()
        for file in (mine, everybodys.with_user(self.person)):
            link = [Command.link(file.id)]
            for step in (
                lambda link=link: self.request(evidence_ids=link),
                lambda link=link: self.receipt(approved, 50, receipt_ids=link),
            ):
                with self.assertRaises(ValidationError):
                    step()
        with self.assertRaises(ValidationError):
            request.evidence_ids = [Command.link(everybodys.id)]

    def assertKept(self, file, *users):
        for user in users:
            theirs = file.with_user(user)
            for change in (
                {"raw": b"another offer"},
                {"datas": b"eA=="},
                {"name": "other.txt"},
                {"type": "url", "url": "https://example.com"},
                {"res_id": 0},
            ):
                with self.subTest(user=user.login, change=change):
                    with self.assertRaises(UserError):
                        theirs.write(change)
            with self.assertRaises(UserError):
                theirs.unlink()
            # as the route that deletes files from the chatter does
            with self.assertRaises(UserError):
                theirs.sudo().unlink()
        self.assertEqual(file.sudo().raw, b"two offers")

    def test_offer_stays_once_submitted(self):
        file = self.upload(self.person)
        request = self.request(evidence_ids=[Command.link(file.id)], submit=False)
        file.with_user(self.person).name = "offers.txt"
        request.action_submit()
        everybody = (self.person, *self.users.values())
        self.assertKept(file, *everybody)
        with self.assertRaises(UserError):
            request.evidence_ids = [Command.unlink(file.id)]
        request.action_withdraw()
        file.with_user(self.person).name = "offer.txt"
        request.action_submit()
        self.approve(request)
        self.assertKept(file, *everybody)

    def test_offer_goes_nowhere_while_a_draft_cites_it(self):
        """Elsewhere, it would not be known as an offer once the request is submitted."""
        file = self.upload(self.person)
        request = self.request(evidence_ids=[Command.link(file.id)], submit=False)
        for vals in ({"res_model": "res.partner"}, {"res_id": 0}):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                file.with_user(self.person).write(vals)
        request.evidence_ids = [Command.unlink(file.id)]
        file.with_user(self.person).res_id = 0
        self.assertFalse(file.sudo().res_id)

    def test_receipt_stays_once_booked(self):
        request = self.approved()
        receipt, file = self.receipt(request, 50), self.upload(self.person)
        receipt.receipt_ids = file
        file.with_user(self.person).name = "receipt.txt"
        request.with_user(self.users["finance_manager"]).action_book_receipts()
        self.assertKept(file, self.person, self.users["finance_manager"])
        with self.assertRaises(UserError):
            receipt.receipt_ids = [Command.unlink(file.id)]

    def test_other_files_are_as_free_as_before(self):
        file = self.upload(self.person)
        self.request(submit=True)
        file.with_user(self.person).raw = b"mine"
        file.with_user(self.person).unlink()
        self.assertFalse(file.exists())
