"""Cases that tell of the same matter are suggested and become one; nothing is lost."""

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time

from ..common import OfficeCase
from .case_steps import CaseStepsMixin


class TestComplaintMerge(CaseStepsMixin, OfficeCase):
    posts = ("service_clerk", "customer_service_manager", "sales_staff")
    assigned_since = "2020-01-01"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.users["customer_service_manager"]
        cls.customer = cls.make_customer()
        cls.stranger = cls.make_customer("Stranger")

    def cases(self, **vals):
        early = fields.Datetime.now() - timedelta(days=3)
        with freeze_time(early):
            first = self.make_case(name="Relay burns", **vals).with_user(self.manager)
        return first, self.make_case(name="Our relay burns").with_user(self.manager)

    def test_similar_subject_of_the_same_customer_is_suggested(self):
        first, second = self.cases()
        self.assertEqual(second._duplicates(), first)
        self.assertEqual(second.duplicate_count, 1)

    def test_same_subject_is_suggested_without_the_trigram_extension(self):
        first, second = self.cases()
        with patch.object(self.env.registry, "has_trigram", False):
            self.assertFalse(second._duplicates())
            second.name = first.name.upper()
            self.assertEqual(second._duplicates(), first)

    def test_same_subject_is_suggested_where_it_has_no_trigrams(self):
        # nor has Chinese, in a database whose locale is C
        first = self.make_case(name="？？！")
        second = self.make_case(name="？？！").with_user(self.manager)
        self.assertEqual(second._duplicates().ids, first.ids)

    def test_other_customer_other_matter_and_old_cases_are_not(self):
        case = self.make_case(name="Relay burns")
        self.make_case(name="Relay burns", partner_id=self.stranger.id)
        self.make_case(name="The invoice is wrong")
        with freeze_time(fields.Datetime.now() - timedelta(days=90)):
            self.make_case(name="Relay burns")
        self.assertFalse(case.with_user(self.manager)._duplicates())

    def test_same_product_is_suggested_whatever_the_subject(self):
        product = self.env["product.product"].create({"name": "Relay"})
        first = self.make_case(name="It smokes", product_id=product.id)
        second = self.make_case(name="Wrong colour", product_id=product.id)
        self.assertEqual(second.with_user(self.manager)._duplicates().ids, first.ids)

    def test_messages_files_and_followers_move(self):
        first, second = self.cases()
        message = first.message_post(body="Look", message_type="comment")
        attachment = self.env["ir.attachment"].create(
            {"name": "a.txt", "raw": b"x", "res_model": first._name, "res_id": first.id}
        )
        first.message_subscribe(partner_ids=self.stranger.ids)
        (first | second).action_merge(second)
        self.assertEqual(message.res_id, second.id)
        self.assertEqual(attachment.res_id, second.id)
        self.assertIn(self.stranger, second.sudo().message_partner_ids)
        self.assertEqual(first.state, "cancelled")
        self.assertEqual(first.merged_into_id, second)
        self.assertEqual(set(first.sudo().clock_ids.mapped("state")), {"void"})

    def test_longest_wait_counts(self):
        self.env["mkt.sla.policy"].search([("id", ">", 0)]).counting = "clock"
        first, second = self.cases()
        clock = second.sudo().clock_ids.filtered(lambda c: c.metric == "resolve")
        (first | second).action_merge(second)
        self.assertGreaterEqual(clock.elapsed_seconds, 3 * 86400)
        self.assertEqual(
            clock.deadline_at,
            clock.running_since
            + timedelta(seconds=clock.target_seconds - clock.elapsed_seconds),
        )

    def test_cases_of_two_customers_are_not_merged(self):
        first, second = self.cases(partner_id=self.stranger.id)
        with self.assertRaises(UserError):
            (first | second).action_merge(second)
        self.assertEqual(first.state, "received")

    def test_closed_case_is_not_merged(self):
        first, second = self.cases()
        first.action_cancel("Withdrawn")
        with self.assertRaises(UserError):
            (first | second).action_merge(second)

    def test_case_one_may_not_work_on_is_not_merged(self):
        first, second = self.cases()
        with self.assertRaises(AccessError):
            (first | second).with_user(self.users["sales_staff"]).action_merge(second)

    def test_one_case_alone_is_not_merged(self):
        first, _second = self.cases()
        with self.assertRaises(UserError):
            first.action_merge(first)

    def test_dispute_does_not_end_in_a_lesser_case(self):
        first, second = self.cases(kind="dispute")
        second.kind = "service_request"
        with self.assertRaises(UserError):
            (first | second).action_merge(second)
        self.assertEqual(first.state, "received")
        (first | second).action_merge(first)
        self.assertEqual(second.merged_into_id, first)

    def test_what_is_decided_is_not_merged_away(self):
        case = self.make_case("decided").with_user(self.manager)
        other = self.make_case().with_user(self.manager)
        with self.assertRaises(UserError):
            (case | other).action_merge(other)
        self.assertEqual(case.state, "decided")
