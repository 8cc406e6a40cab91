"""Who has to act is told at once, who asked gets the answer, and nothing ends in silence."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from ..budget.budget_case import DECIDERS, BudgetMixin
from ..common import OfficeCase


class TestApprovalNotices(BudgetMixin, OfficeCase):
    posts = DECIDERS
    mail_disabled = False
    planned = {"advertising": 100_000.0, "travel": 500.0}

    def setUp(self):
        super().setUp()
        self.manager = self.users["finance_manager"]
        self.director = self.users["director"]

    def reminded(self, document):
        return document.sudo().activity_ids.user_id

    def messages_to(self, user):
        return self.env["mail.message"].search(
            [("notified_partner_ids", "in", user.partner_id.ids)]
        )

    def todo_of(self, user):
        return self.env["mkt.desk.card"].with_user(user).get_desk()["todo"]

    def test_the_next_to_decide_has_an_activity_at_once(self):
        request = self.request(20_000)
        self.assertEqual(self.reminded(request), self.manager)
        request.with_user(self.manager).action_approve()
        self.assertEqual(self.reminded(request), self.director)
        request.with_user(self.director).action_approve()
        self.assertFalse(self.reminded(request))

    def test_the_next_to_decide_is_told_once(self):
        before = self.messages_to(self.manager)
        request = self.request(500)
        steps = self.env["mkt.approval.step"].search([("res_id", "=", request.id)])
        steps._remind(request.sudo())
        [message] = self.messages_to(self.manager) - before
        self.assertIn(request.display_name, message.subject)
        self.assertEqual(len(request.sudo().activity_ids), 1)

    def test_returned_mended_and_approved(self):
        request = self.request(500)
        request.with_user(self.manager).action_return("Add an offer")
        self.assertEqual(request.state, "draft")
        self.assertFalse(self.reminded(request))
        mine = request.with_user(self.person)
        self.assertIn("Add an offer", mine.answer)
        self.assertTrue(mine.is_answer_open)
        [item] = [
            i for i in self.todo_of(self.person) if i["why"].startswith("Returned")
        ]
        self.assertEqual((item["model"], item["id"]), (request._name, request.id))
        self.assertIn("Add an offer", str(self.messages_to(self.person)[:1].body))
        mine.amount = 400
        mine.action_submit()
        self.assertFalse(mine.answer)
        self.assertNotIn(
            request.id,
            [i["id"] for i in self.todo_of(self.person) if "Returned" in i["why"]],
        )
        request.with_user(self.manager).action_approve()
        self.assertEqual((request.state, request.reserved), ("approved", 400))

    def test_who_asked_is_told_of_the_approval_once(self):
        request = self.request(500)
        before = len(self.messages_to(self.person))
        request.with_user(self.manager).action_approve()
        messages = self.messages_to(self.person)
        self.assertEqual(len(messages), before + 1)
        self.assertIn(request.display_name, messages[:1].subject)
        self.assertEqual(messages[:1].author_id, self.manager.partner_id)

    def test_noted_by_who_asked_alone(self):
        request = self.request(500)
        request.with_user(self.manager).action_refuse("Too dear")
        self.assertFalse(request.with_user(self.manager).is_answer_open)
        with self.assertRaises(AccessError):
            request.with_user(self.manager).action_take_note()
        mine = request.with_user(self.person)
        mine.action_take_note()
        self.assertFalse(mine.is_answer_open)
        self.assertIn("Too dear", mine.answer)
        self.assertEqual(request.state, "refused")

    def test_a_returned_one_is_not_drawn_up_anew(self):
        request = self.request(500)
        request.with_user(self.manager).action_return("Add an offer")
        with self.assertRaises(UserError):
            request.with_user(self.person).action_set_draft()

    def test_every_kind_of_document_can_be_refused(self):
        mixin = self.env.registry["mkt.approval.mixin"]
        for name, model in self.env.registry.items():
            if issubclass(model, mixin) and not model._abstract:
                with self.subTest(name):
                    states = dict(self.env[name]._fields["state"].selection)
                    self.assertIn("refused", states)

    def test_several_from_the_list(self):
        requests = self.request(10) + self.request(20)
        steps = self.env["mkt.approval.step"].with_user(self.manager)
        waiting = steps.search([("waits_for_me", "=", True)])
        self.assertEqual(set(waiting.mapped("res_id")), set(requests.ids))
        waiting.action_approve()
        self.assertEqual(set(requests.mapped("state")), {"approved"})

    def test_several_returned_from_the_list(self):
        requests = self.request(10) + self.request(20)
        steps = self.env["mkt.approval.step"].with_user(self.manager)
        action = steps.search([("waits_for_me", "=", True)]).action_open_return()
        dialog = self.env[action["res_model"]].with_user(self.manager)
        dialog.with_context(**action["context"]).create(
            {"reason": "Put it together"}
        ).action_confirm()
        self.assertEqual(set(requests.mapped("state")), {"draft"})
        for request in requests.with_user(self.person):
            self.assertIn("Put it together", request.answer)

    def test_steps_of_others_from_the_list(self):
        request = self.request(10)
        steps = request.sudo().approval_step_ids
        with self.assertRaises(AccessError):
            steps.with_user(self.director).action_approve()
        self.assertEqual(request.state, "submitted")

    def test_on_to_the_next(self):
        first, second = self.request(10), self.request(20)
        screen = first.with_user(self.manager).with_context(approval_next=True)
        said = screen.action_approve()["params"]
        self.assertIn(first.display_name, said["title"])
        self.assertEqual(said["next"]["res_id"], second.id)
        screen = second.with_user(self.manager).with_context(approval_next=True)
        self.assertFalse(screen.action_approve())

    def test_a_reader_may_comment(self):
        request = self.request(10)
        reader = self.director
        self.assertFalse(request.with_user(reader).has_access("write"))
        request.with_user(reader).message_post(body="Why not next year?")
        self.assertIn("next year", str(request.sudo().message_ids[:1].body))

    def test_a_new_document_has_nothing_to_compare(self):
        for model, view, names in (
            ("expense.request", "expense_request", ["similar_ids"]),
            ("budget", "budget", ["before_id"]),
            ("budget.transfer", "budget_transfer", ["from_after", "to_after"]),
        ):
            documents = self.env[f"mkt.{model}"].with_user(self.manager)
            with self.subTest(model):
                form = Form(documents, view=f"marketing_office.mkt_{view}_view_form")
                for name in names:
                    self.assertFalse(form[name])

    def test_what_an_approval_does(self):
        earlier = self.request(300)
        earlier.with_user(self.manager).action_approve()
        request = self.request(500).with_user(self.manager)
        line = request.sudo().line_id
        self.assertEqual(request.available_after, line.available - 500)
        limit = line.planned + line.overrun
        self.assertAlmostEqual(request.used_after, 800 / limit)
        self.assertFalse(request.similar_ids)
        earlier.sudo().state = "settled"
        request.invalidate_recordset()
        self.assertEqual(request.similar_ids, earlier)
