"""Offers and receipts are read by those who decide and settle, and by nobody else."""

from odoo.exceptions import AccessError
from odoo.fields import Command

from .budget_case import DECIDERS, BudgetMixin
from .common import OfficeCase


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
