from odoo.exceptions import AccessError
from odoo.fields import Command

from ..budget.budget_case import DECIDERS, BudgetMixin
from ..common import OfficeCase, Undone
from ..governed_records import VALS
from ..plan.plan_case import PlanMixin


class TestContributors(OfficeCase):
    """Of every document with approval: who has a part in its content asks for it."""

    posts = ()

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        companies = cls.company + cls.company_b
        cls.boss = cls.make_holder(
            "director", groups="base.group_system", companies=companies
        )
        cls.newcomer = cls.make_user("newcomer")
        registry = cls.env.registry
        cls.documents = [
            model
            for model in map(cls.env.__getitem__, registry)
            if isinstance(model, registry["mkt.approval.mixin"]) and not model._abstract
        ]
        cls.part = registry["mkt.approval.part.mixin"]

    def made(self, model):
        return model.create(VALS[model._name](self))

    def asks(self, document):
        document.invalidate_recordset()
        return self.boss in document.contributor_ids & document._approval_requesters()

    def test_there_are_documents(self):
        self.assertGreater(len(self.documents), 5)

    def test_who_draws_it_up(self):
        for model in self.documents:
            with self.subTest(model=model._name), Undone(self.env):
                vals = VALS[model._name](self)
                document = model.with_user(self.boss).sudo().create(vals).sudo(False)
                self.assertTrue(self.asks(document.sudo()))

    def test_who_writes_any_field_of_the_content(self):
        for model in self.documents:
            content = model._declared("_approval_content")
            self.assertTrue(content, model._name)
            for name in content - model._declared("_approval_bounds"):
                with self.subTest(field=f"{model._name}.{name}"), Undone(self.env):
                    document = self.made(model)
                    self.assertFalse(self.asks(document))
                    # the note is made before anything else is looked at
                    field = model._fields[name]
                    same = field.convert_to_write(document[name], document)
                    by_boss = document.with_user(self.boss)
                    try:
                        by_boss.write({name: same})
                    except AccessError:
                        continue  # the boss may not write such documents at all
                    self.assertTrue(self.asks(document))

    def test_what_is_no_content_is_no_contribution(self):
        budget = self.made(self.env["mkt.budget"])
        budget.with_user(self.boss).note = "checked"
        budget.with_user(self.boss).ceiling = 10
        self.assertFalse(self.asks(budget))

    def test_every_list_of_parts_is_watched(self):
        for model in self.documents:
            for name in model._declared("_approval_content"):
                field = model._fields[name]
                if field.type == "one2many":
                    with self.subTest(field=f"{model._name}.{name}"):
                        part = self.env[field.comodel_name]
                        self.assertIsInstance(part, self.part)
                        self.assertEqual(part._approval_document, field.inverse_name)

    def test_who_writes_a_part(self):
        parts = [
            model
            for model in map(self.env.__getitem__, self.env.registry)
            if isinstance(model, self.part) and not model._abstract
        ]
        self.assertTrue(parts)
        for model in parts:
            for change in ("create", "write", "unlink"):
                with self.subTest(model=model._name, by=change), Undone(self.env):
                    vals = VALS[model._name](self)
                    document = model.new(vals)[model._approval_document]._origin
                    self.assertTrue(document)
                    try:
                        self.change_part(model, change, vals, document)
                    except AccessError:
                        continue  # the boss may not do that to such parts at all
                    self.assertTrue(self.asks(document))

    def change_part(self, model, change, vals, document):
        if change == "create":
            model.with_user(self.boss).create(vals)
            return
        part = model.create(vals)
        self.assertFalse(self.asks(document))
        harmless = {"note": "x", "name": "x", "weight": 3, "basis": "facts"}
        harmless["planned"] = 7
        name = next(name for name in harmless if name in model)
        arguments = [{name: harmless[name]}] if change == "write" else []
        getattr(part.with_user(self.boss), change)(*arguments)

    def test_who_gives_or_takes_a_file(self):
        for model in self.documents:
            with self.subTest(model=model._name), Undone(self.env):
                document = self.made(model)
                place = {"res_model": model._name, "res_id": document.id}
                files = self.env["ir.attachment"]
                files.create({"name": "offer.pdf", "raw": b"x", **place})
                self.assertFalse(self.asks(document))
                # sudo: whether the boss may is not what is looked at here
                own = files.with_user(self.boss).sudo()
                own.create({"name": "better.pdf", "raw": b"x", **place})
                self.assertTrue(self.asks(document))
            with self.subTest(model=model._name, how="taken"), Undone(self.env):
                document = self.made(model)
                place = {"res_model": model._name, "res_id": document.id}
                file = files.create({"name": "offer.pdf", "raw": b"x", **place})
                file.with_user(self.boss).sudo().unlink()
                self.assertTrue(self.asks(document))


class TestBudgetContributors(BudgetMixin, OfficeCase):
    """The Director sets the amount, a manager submits: the leadership decides."""

    posts = (*DECIDERS, "promotion_manager")

    def draft(self):
        year = self.year(year=self.today.year + 1)
        return self.make_budget(user=self.users["promotion_manager"], period_id=year.id)

    def assertLeadershipDecides(self, document):
        document.action_submit()
        for _number in range(4):
            waiting = document.sudo()
            if waiting.next_post_id.code == "leadership":
                break
            self.assertNotEqual(waiting.next_post_id.code, "director")
            user = self.users[waiting.next_post_id.code]
            document.with_user(user).action_approve()
        director = document.with_user(self.users["director"])
        self.assertFalse(director.can_approve)
        with self.assertRaises(AccessError):
            director.action_approve()
        document.with_user(self.users["leadership"]).action_approve()
        self.assertEqual(document.state, "approved")

    def test_an_amount_on_the_line(self):
        budget = self.draft()
        budget.line_ids.with_user(self.users["director"])[0].planned = 90
        budget.line_ids[0].note = "checked"
        self.assertLeadershipDecides(budget)

    def test_an_amount_by_the_document(self):
        budget = self.draft()
        command = Command.update(budget.line_ids[0].id, {"planned": 90})
        budget.with_user(self.users["director"]).line_ids = [command]
        budget.line_ids[0].note = "checked"
        self.assertLeadershipDecides(budget)

    def test_a_line_that_is_gone(self):
        budget = self.draft()
        budget.line_ids.with_user(self.users["director"])[0].unlink()
        self.assertLeadershipDecides(budget)

    def test_a_revision(self):
        revision = self.budget.with_user(self.users["director"]).action_revise("more")
        line = revision.line_ids.with_user(self.users["promotion_manager"])[0]
        line.note = "checked"
        self.assertLeadershipDecides(
            revision.with_user(self.users["promotion_manager"])
        )

    def test_a_transfer(self):
        vals = {
            "from_line_id": self.line.id,
            "to_line_id": self.travel.id,
            "amount": 10,
            "reason": "fair",
        }
        transfers = self.env["mkt.budget.transfer"]
        transfer = transfers.with_user(self.users["promotion_manager"]).create(vals)
        transfer.with_user(self.users["director"]).sudo().with_env(
            transfer.with_user(self.users["director"]).env
        )._note_contribution()
        self.assertLeadershipDecides(transfer)

    def test_what_is_returned_is_still_theirs(self):
        budget = self.draft()
        budget.line_ids.with_user(self.users["director"])[0].planned = 90
        budget.action_submit()
        code = budget.sudo().next_post_id.code
        budget.with_user(self.users[code]).action_return("too dear")
        budget.line_ids[0].note = "checked"
        self.assertLeadershipDecides(budget)

    def test_who_only_reads_still_decides(self):
        budget = self.draft()
        budget.with_user(self.users["director"]).note = "looked at"
        budget.action_submit()
        self.approve(budget)
        deciders = budget.sudo().approval_step_ids.decided_by_id
        self.assertIn(self.users["director"], deciders)


class TestPlanContributors(PlanMixin, OfficeCase):
    posts = ("director", "marketing_manager", "leadership")

    def test_a_goal_of_the_director(self):
        plan = self.make_plan()
        plan.goal_ids.with_user(self.users["director"]).target = 120
        plan.name = "Plan"
        plan.action_submit()
        self.assertEqual(plan.sudo().next_post_id.code, "leadership")
        with self.assertRaises(AccessError):
            plan.with_user(self.users["director"]).action_approve()
