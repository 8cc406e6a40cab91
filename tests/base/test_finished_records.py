from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..common import OfficeCase, Undone
from ..governed_records import VALS, forged

# of the states that models know, those in which work goes on
WORKING = {
    *("draft", "submitted", "open", "running", "stopped", "new", "failed"),
    *("received", "acknowledged", "assessed", "investigating", "responded", "decided"),
}
# what these states say of the model is that work goes on, too
WORKING_OF_MODEL = {
    "mkt.study": {"approved", "fieldwork", "analysis"},
    "mkt.bulletin": {"scheduled"},
    "mkt.campaign": {"approved"},
    "mkt.training.session": {"planned", "scheduled"},
    "mkt.training.need": {"planned"},
    # rows that their own steps alone change
    "mkt.training.attendance": {"expected", "attended", "absent"},
    "mkt.coordination": {"asked", "accepted", "answered"},
    "mkt.meeting": {"planned"},
    "mkt.report": {"reviewed", "returned"},
    "mkt.care.contact": {"planned"},
    "mkt.sales.activity": {"planned"},
    "mkt.requirement": {"open", "planned"},
    "mkt.launch": {"planned"},
    "mkt.sales.issue": {"owned"},
    "mkt.sales.proposal": {"asked"},
    "mkt.sales.talk": {"planned"},
    "mkt.kpi.run": {"done"},
    "mkt.appraisal": {"self", "judging"},
    "mkt.control.evidence": {"valid"},
    # rows that the system alone writes
    "mkt.export": {"ready", "waiting", "done"},
    "mkt.control.result": {"observed", "not_observed", "no_data", "accepted"},
    "mkt.sla.clock": {"running", "paused", "met", "missed", "void"},
    "mkt.approval.step": {"waiting", "approved", "refused", "returned", "skipped"},
    # the host's own; what customers answer has guards of its own
    "survey.user_input": {"in_progress", "done"},
}

# what somebody else reads in these states does not change meanwhile
FINISHED_OF_MODEL = {"mkt.report": {"submitted"}}


class TestFinishedRecords(OfficeCase):
    """What is finished keeps all it says, through whatever door a change comes."""

    posts = ()

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        companies = cls.company + cls.company_b
        cls.boss = cls.make_holder(
            "director", groups="base.group_system", companies=companies
        )
        for code in ("customer_service_manager", "marketing_manager"):
            cls.assign(cls.boss, code)
        cls.newcomer = cls.make_user("newcomer")
        registry = cls.env.registry
        cls.models = [
            model
            for model in map(cls.env.__getitem__, registry)
            if isinstance(model, registry["mkt.governed.mixin"]) and not model._abstract
        ]

    def finished(self):
        """A finished record as the boss, and the names that may change, for each such state."""
        for model in self.models:
            for state, names in model._finished_states().items():
                with self.subTest(model=model._name, state=state), Undone(self.env):
                    record = model.create(VALS[model._name](self))
                    self._end(record, state)
                    yield record.with_user(self.boss), names

    def _end(self, record, state):
        owner, field = record, record._fields["state"]
        if field.related:
            *path, _name = field.related.split(".")
            for name in path:
                owner = owner[name]
        owner.state = state
        self.env.flush_all()
        self.assertEqual(record.state, state)

    def test_every_state_is_one_or_the_other(self):
        for model in self.models:
            field = model._fields.get("state")
            if field is None or field.type != "selection":
                continue
            known = WORKING | WORKING_OF_MODEL.get(model._name, set())
            known -= FINISHED_OF_MODEL.get(model._name, set())
            states = set(field.get_values(self.env))
            with self.subTest(model=model._name):
                if field.related and not model._finished_states():
                    continue  # the document it belongs to is asked: see the parts
                self.assertEqual(states - known, set(model._finished_states()))

    def test_deleting(self):
        deleted = []
        for record, _names in self.finished():
            named = record._name, record.state
            try:
                record.unlink()
            except UserError:
                continue
            deleted.append(named)
        self.assertEqual(deleted, [])

    def _own_fields(self, record):
        for name, field in record._fields.items():
            if (
                field.store
                and not field.readonly
                and field._module == "marketing_office"
            ):
                yield name

    def test_every_field(self):
        for record, open_names in self.finished():
            for name in self._own_fields(record):
                if name in open_names or record._fields[name].type == "one2many":
                    continue
                before = record.sudo()[name]
                for change in (record.write, lambda v, r=record: r.web_save(v, {})):
                    with self.assertRaises(UserError, msg=name):
                        change({name: forged(record.sudo(), name)})
                record.invalidate_recordset()
                self.assertEqual(record.sudo()[name], before, name)

    def test_every_list_of_parts(self):
        for record, open_names in self.finished():
            for name, field in record._fields.items():
                if field.type != "one2many" or not field.comodel_name.startswith(
                    "mkt."
                ):
                    continue
                if name in open_names:
                    continue
                with self.assertRaises(UserError, msg=name):
                    record.write({name: [Command.create({})]})
                vals = VALS.get(field.comodel_name)
                if (
                    vals is None
                    or field.inverse_name not in self.env[field.comodel_name]
                ):
                    continue

    def test_files(self):
        for record, _names in self.finished():
            file = self.env["ir.attachment"].create(
                {
                    "name": "offer.pdf",
                    "raw": b"x",
                    "res_model": record._name,
                    "res_id": record.id,
                }
            )
            # sudo: nobody's rights are looked at here, only what is kept
            kept = file.with_user(self.boss).sudo()
            with self.assertRaises(UserError):
                kept.raw = b"y"
            with self.assertRaises(UserError):
                kept.unlink()


class TestFinishedCases(OfficeCase):
    posts = ("customer_service_manager", "director")

    def test_a_closed_case(self):
        case = self.make_complaint(state="closed")
        other = self.make_customer("Other")
        mine = case.with_user(self.users["customer_service_manager"])
        for vals in (
            {"partner_id": other.id},
            {"user_id": self.users["director"].id},
            {"description": "another"},
            {"phone": "555"},
            {"cause_id": self.env["mkt.complaint.cause"].search([], limit=1).id},
        ):
            with self.subTest(vals=vals), self.assertRaises(UserError) as refused:
                mine.write(vals)
            self.assertNotIsInstance(refused.exception, AccessError)
        mine.message_subscribe(other.ids)
        mine.message_post(body="What we found later")

    def test_a_corrective_action(self):
        cause = self.env["mkt.complaint.cause"].search([], limit=1)
        action = self.env["mkt.corrective.action"].create(
            {
                "name": "Check the relays",
                "cause_id": cause.id,
                "due_date": "2099-01-01",
                "user_id": self.users["director"].id,
            }
        )
        mine = action.with_user(self.users["customer_service_manager"])
        mine.due_date = "2099-02-01"
        closed = self.make_complaint(state="closed")
        mine.complaint_ids = closed
        action.with_user(self.users["director"]).action_done()
        case = self.make_complaint()
        for vals in (
            {"due_date": "2099-03-01"},
            {"complaint_ids": [Command.link(case.id)]},
            {"user_id": mine.env.uid},
            {"name": "Another"},
        ):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                mine.write(vals)
        with self.assertRaises(UserError):
            case.with_user(mine.env.user).corrective_action_ids = action
        mine.verification = "A month without a failure"
        mine.action_effective()
        with self.assertRaises(UserError):
            mine.verification = "Another"
