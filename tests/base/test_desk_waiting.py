from contextlib import suppress

from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tools.safe_eval import safe_eval

from ..common import OfficeCase, Undone
from ..desk_waiting import WAITING
from ..governed_records import VALS


class TestDeskWaiting(OfficeCase):
    """Whoever a record waits for finds it on the desk: see desk_waiting.py."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.boss = cls.users["director"]
        cls.colleague = cls.make_holder("member", login="colleague")
        mixin = cls.env.registry["mkt.approval.mixin"]
        cls.models = [
            cls.env[name]
            for name, model in cls.env.registry.items()
            if name.startswith("mkt.") and model._auto and not model._abstract
        ]
        cls.documents = [m for m in cls.models if isinstance(m, mixin)]

    def test_every_state_has_an_entry(self):
        for model in self.models:
            field = model._fields.get("state")
            if field is None or field.type != "selection" or field.related:
                continue
            decided = {"submitted", "refused"} if model in self.documents else set()
            with self.subTest(model=model._name):
                self.assertEqual(
                    set(field.get_values(self.env)) - decided,
                    set(WAITING.get(model._name, ())),
                )

    def test_who_has_to_act_finds_it(self):
        for name, states in WAITING.items():
            for state, entries in states.items():
                for entry in entries:
                    person = self.users[entry.post]
                    whose = person if entry.is_owner else self.colleague
                    with (
                        self.subTest(model=name, state=state, post=entry.post),
                        Undone(self.env),
                    ):
                        record = self.make(name, state, whose, entry.values(self))
                        self.assertTrue(self.is_on_desk(record, person))
                        self.assertFalse(self.is_due(record, self.users["member"]))

    def test_what_waits_for_nobody_is_on_no_list_of_things_to_do(self):
        for name, states in WAITING.items():
            for state, entries in states.items():
                if entries:
                    continue
                for person in (self.boss, self.users["customer_service_manager"]):
                    with (
                        self.subTest(model=name, state=state, who=person.login),
                        Undone(self.env),
                    ):
                        record = self.make(name, state, person, {})
                        self.assertFalse(self.is_due(record, person))

    def test_documents_with_approval(self):
        for model in self.documents:
            with self.subTest(model=model._name), Undone(self.env):
                [draft] = WAITING[model._name]["draft"]
                asker = self.users[draft.post]
                document = self.make(model._name, "draft", asker, draft.values(self))
                document._submit(asker)
                decider = self.users[document.next_post_id.code]
                self.assertTrue(self.is_due(document, decider))
                self.assertFalse(self.is_due(document, asker))
                document.with_user(decider).action_return("Say more")
                self.assertTrue(self.is_due(document, asker))
                self.assertFalse(self.is_due(document, decider))
                document._submit(asker)
                document.with_user(decider).action_refuse("Not this year")
                self.assertTrue(self.is_due(document, asker))
                self.assertFalse(self.is_due(document, decider))

    def test_looked_up_together_as_one_by_one(self):
        """For every post, one query for all cards finds what a search for each finds."""
        for name, states in WAITING.items():
            for state, entries in states.items():
                for entry in entries:
                    whose = self.users[entry.post] if entry.is_owner else self.colleague
                    # of some kinds only one may wait at a time
                    with (
                        suppress(IntegrityError, UserError, ValidationError),
                        self.env.cr.savepoint(),
                    ):
                        self.make(name, state, whose, entry.values(self))
        for number in range(12):
            self.make_complaint(name=f"Case {number}")
        seen = set()
        for user in self.users.values():
            cards = self.env["mkt.desk.card"].with_user(user).search([])
            cards = cards.filtered(lambda card: card.part in ("todo", "attention"))
            for card, found in cards._readable()._look_up().items():
                with self.subTest(card=card.name, post=user.login):
                    records = self.search_alone(card)
                    self.assertEqual(found.count, len(records))
                    named = records[:8] if card.part == "todo" else records.browse()
                    self.assertEqual(found.records, named)
                seen |= {card} if found.count else set()
        self.assertGreater(len({card.id for card in seen}), 60)

    def search_alone(self, card):
        model = self.env[card.action_id.sudo().res_model].with_user(card.env.user)
        order = f"{card.due_field}, id" if card.due_field else "create_date, id"
        return model.search(safe_eval(card.domain, {"uid": card.env.uid}), order=order)

    def make(self, name, state, whose, vals):
        model = self.env[name]
        values = VALS[name](self)
        if "user_id" in model._fields:
            values["user_id"] = whose.id
        if "contributor_ids" in model._fields:
            values["contributor_ids"] = [Command.set(whose.ids)]
        record = model.create({**values, **vals})
        record.state = state
        self.env.flush_all()
        return record

    def desk(self, person):
        return self.env["mkt.desk.card"].with_user(person).get_desk()

    def is_due(self, record, person):
        """Whether the desk names the record among what is to be done."""
        todo = self.desk(person)["todo"]
        return (record._name, record.id) in {(i["model"], i["id"]) for i in todo}

    def is_on_desk(self, record, person):
        return self.is_due(record, person) or self.is_counted(record, person)

    def is_counted(self, record, person):
        groups = self.desk(person)["attention"]["groups"]
        numbers = [card["id"] for group in groups for card in group["cards"]]
        own = record.with_user(person)
        return any(
            own.filtered_domain(safe_eval(card.domain, {"uid": person.id}))
            for card in self.env["mkt.desk.card"].browse(numbers)
            if card.action_id.res_model == record._name
        )
