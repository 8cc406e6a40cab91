from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from odoo.addons.marketing_office.wizards.complaint.mkt_complaint_answer import WRITTEN

from ..common import OfficeCase
from .case_steps import CaseStepsMixin


class TestComplaintAnswer(CaseStepsMixin, OfficeCase):
    """One dialog asks for what a step needs, and shows what the customer will get."""

    posts = ("service_clerk", "customer_service_manager", "sales_manager")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer()
        cls.clerk = cls.users["service_clerk"]

    def open(self, case, step, code="service_clerk"):
        dialogs = self.env["mkt.complaint.answer"].with_user(self.users[code])
        return Form(
            dialogs.with_context(active_id=case.id, default_step=step),
            "marketing_office.mkt_complaint_answer_view_form",
        )

    def test_assessing(self):
        case = self.make_case("acknowledged")
        dialog = self.open(case, "assess")
        dialog.impact = "2"
        dialog.severity = "2"
        dialog.immediate_action = "Stop the delivery"
        dialog.save().action_confirm()
        self.assertRecordValues(
            case,
            [
                {
                    "state": "assessed",
                    "impact": "2",
                    "priority": "3",
                    "immediate_action": "Stop the delivery",
                }
            ],
        )

    def test_the_message_is_seen_before_it_is_sent(self):
        case = self.make_case("investigating", name="Relay <b>burns</b>")
        dialog = self.open(case, "respond")
        dialog.response = "<p>We take it back.</p>"
        saved = dialog.save()
        self.assertEqual(saved.action_preview()["res_id"], saved.id)
        shown = saved.message
        self.assertIn("We take it back.", shown)
        saved.action_confirm()
        self.assertEqual(case.state, "responded")
        sent = case.message_ids.filtered(lambda m: "We take it back." in (m.body or ""))
        self.assertEqual(len(sent), 1)
        self.assertEqual(sent.body.striptags().split(), shown.striptags().split())

    def test_deciding(self):
        case = self.make_case("responded")
        dialog = self.open(case, "decide", "customer_service_manager")
        dialog.decision = "partly"
        dialog.cause_id = self.env.ref("marketing_office.cause_material")
        dialog.compensation_amount = 120
        dialog.decision_note = "<p>Half of it.</p>"
        saved = dialog.save()
        self.assertIn("120", saved.message)
        saved.action_confirm()
        self.assertRecordValues(
            case.sudo(),
            [{"state": "decided", "decision": "partly", "compensation_amount": 120}],
        )

    def test_what_was_previewed_is_discarded(self):
        case = self.make_case("responded", compensation_note="As agreed")
        self.prepare_decision(case, decision="rejected", cause_id=False)
        before = case.sudo().read(WRITTEN)
        dialog = self.open(case, "decide", "customer_service_manager")
        dialog.decision = "partly"
        dialog.cause_id = self.env.ref("marketing_office.cause_material")
        dialog.compensation_amount = 120
        dialog.decision_note = "<p>Half of it.</p>"
        saved = dialog.save()
        saved.action_preview()
        self.assertEqual(case.sudo().compensation_amount, 120)
        saved.action_discard()
        self.assertEqual(case.sudo().read(WRITTEN), before)
        # what stood there already is no business of a dialog that changed nothing
        case.action_decide()
        saved.action_discard()
        self.assertEqual(case.state, "decided")

    def test_what_was_written_stays_when_the_step_is_refused(self):
        case = self.make_case("responded")
        dialog = self.open(case, "decide")
        dialog.decision = "upheld"
        dialog.cause_id = self.env.ref("marketing_office.cause_material")
        dialog.compensation_amount = 50
        dialog.decision_note = "<p>All of it.</p>"
        saved = dialog.save()
        with self.assertRaises(UserError):
            saved.action_confirm()
        self.assertEqual((case.state, case.compensation_amount), ("responded", 50))

    def test_who_only_reads_a_case_changes_nothing_by_the_dialog(self):
        case = self.make_case("investigating")
        dialogs = self.env["mkt.complaint.answer"].with_user(
            self.users["sales_manager"]
        )
        vals = {"complaint_id": case.id, "step": "respond"}
        with self.assertRaises(AccessError):
            dialogs.create({**vals, "response": "<p>Forged</p>"})
        with self.assertRaises(AccessError):
            dialogs.create(vals).action_confirm()

    def test_what_was_answered_is_not_rewritten_by_the_dialog(self):
        case = self.make_case("responded")
        dialogs = self.env["mkt.complaint.answer"].with_user(
            self.users["service_clerk"]
        )
        with self.assertRaises(UserError):
            dialogs.create({"complaint_id": case.id, "response": "<p>Other</p>"})

    def test_a_call_is_settled_at_once(self):
        case = self.make_case(kind="service_request")
        dialog = self.open(case, "answer_at_once")
        dialog.response = "<p>Press reset.</p>"
        dialog.save().action_confirm()
        self.assertEqual(case.state, "closed")
        dates = case.acknowledged_at, case.responded_at, case.resolved_at
        self.assertTrue(all(dates))
        self.assertEqual(set(case.clock_ids.mapped("state")), {"met"})
        # one message with the answer, none that the case is in hand
        told = case.message_ids.filtered("partner_ids")
        self.assertEqual(len(told), 1)
        self.assertIn("Press reset.", told.body)

    def test_a_request_without_handler_is_taken(self):
        request = self.make_complaint(
            kind="service_request",
            partner_id=self.customer.id,
            response="<p>Press reset.</p>",
        ).with_user(self.clerk)
        request.action_answer_at_once()
        self.assertEqual((request.state, request.user_id), ("closed", self.clerk))

    def test_complaints_are_not_answered_at_once(self):
        for state in ("received", "acknowledged"):
            case = self.make_case(state, response="<p>Sorry</p>")
            with self.subTest(state), self.assertRaises(UserError):
                case.action_answer_at_once()
            self.assertEqual(case.state, state)

    def test_a_request_is_not_closed_without_an_answer(self):
        case = self.make_case(kind="service_request")
        with self.assertRaises(UserError):
            self.open(case, "answer_at_once").save().action_confirm()

    def test_closing_waits_for_the_customer_or_says_why_not(self):
        case = self.make_case("decided")
        for nothing in (False, "", " \u200b"):
            with self.subTest(nothing), self.assertRaises(UserError):
                case.action_close(nothing)
        dialogs = self.env["mkt.complaint.step"].with_user(self.users["service_clerk"])
        dialogs = dialogs.with_context(active_ids=case.ids, default_step="close")
        dialogs.create({"reason": "Left the country"}).action_confirm()
        self.assertEqual((case.state, case.acceptance), ("closed", "unanswered"))
        [note] = case.message_ids.filtered(lambda m: "Left the country" in m.body)
        # customers do not read it
        self.assertTrue(note.subtype_id.internal or note.is_internal)


class TestAnswersThatWorked(CaseStepsMixin, OfficeCase):
    """The most similar closed cases whose answers their customers could live with."""

    posts = ("service_clerk", "customer_service_manager")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.make_customer()
        cls.product = cls.env["product.product"].create({"name": "Relay"})

    def make_closed(self, name, acceptance="accepted", rating=0, **vals):
        case = self.make_case(name=name, response=f"<p>About {name}</p>", **vals)
        case.sudo().write({"state": "closed", "acceptance": acceptance})
        if rating:
            # the host's own field, as a customer's rating leaves it
            case.sudo().rating_last_value = rating
        return case

    def answers(self, **vals):
        return self.make_case("acknowledged", **vals)._answers_that_worked()

    def test_likest_first_and_only_what_worked(self):
        near = self.make_closed("Relay fails after two weeks")
        nearest = self.make_closed("Relay fails after one week")
        content = self.make_closed("Relay fails", "pending", rating=5)
        self.make_closed("Relay fails after one week", "refused")
        self.make_closed("Relay fails after one week", "pending", rating=1)
        self.make_closed("Relay fails after one week", kind="service_request")
        self.make_closed("Invoice is wrong")
        found = self.answers(name="Relay fails after one week!")
        self.assertEqual(found, nearest + near + content)

    def test_three_at_most(self):
        for number in range(5):
            self.make_closed(f"Relay fails {number}")
        self.assertEqual(len(self.answers(name="Relay fails")), 3)

    def test_same_product_counts(self):
        other = self.make_closed("Switch hums")
        same = self.make_closed("Switch buzzes", product_id=self.product.id)
        found = self.answers(name="Switch hums oddly", product_id=self.product.id)
        self.assertEqual(set(found), set(other + same))

    def test_chinese(self):
        worked = self.make_closed("接触器两周后失灵")
        self.make_closed("发票抬头有误")
        self.assertEqual(self.answers(name="接触器三周后失灵"), worked)

    def test_the_dialog_begins_with_the_chosen_words(self):
        worked = self.make_closed("Relay fails after two weeks")
        case = self.make_case("investigating", name="Relay fails after two weeks")
        dialogs = self.env["mkt.complaint.answer"].with_user(
            self.users["service_clerk"]
        )
        dialog = Form(
            dialogs.with_context(active_id=case.id, default_step="respond"),
            "marketing_office.mkt_complaint_answer_view_form",
        )
        self.assertEqual(dialog.similar_ids[:], worked)
        dialog.similar_id = worked
        self.assertIn("About Relay fails", dialog.response)
