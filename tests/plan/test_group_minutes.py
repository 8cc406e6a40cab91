from datetime import datetime, time, timedelta

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form

from ..common import OfficeCase


class TestGroupMinutes(OfficeCase):
    """Minutes of a working group: from the decision to the task that is done."""

    posts = (
        *("director", "product_manager", "sales_staff", "service_clerk"),
        *("finance_manager", "market_researcher"),
    )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = cls.company._mkt_today()
        sales = cls.env.ref("marketing_office.department_sales")
        staff = cls.env["mkt.post.assignment"].search(
            [("user_id", "=", cls.users["sales_staff"].id)]
        )
        staff.department_id = sales
        members = [cls.users[c].id for c in ("sales_staff", "finance_manager")]
        cls.project = cls.env["project.project"].create(
            {
                "name": "Spring fair",
                "mkt_kind": "group",
                "mkt_charter": "Prepare the fair",
                "user_id": cls.users["product_manager"].id,
                "mkt_member_ids": [Command.set(members)],
                "company_id": cls.company.id,
            }
        )

    def by(self, record, code):
        return record.with_user(self.users[code])

    def make(self, owner="finance_manager", **vals):
        minutes = self.env["mkt.group.minutes"].with_user(self.users["product_manager"])
        return minutes.create(
            {
                "project_id": self.project.id,
                "note": "The stand was talked over.",
                "decision_ids": [
                    Command.create(
                        {
                            "name": "Book the stand",
                            "user_id": self.users[owner].id,
                            "deadline": self.today + timedelta(days=5),
                        }
                    )
                ],
                **vals,
            }
        )

    def row(self, decision, code="director"):
        rows = self.env["mkt.followup"].with_user(self.users[code])
        return rows.search(
            [("kind", "=", decision._name), ("res_id", "=", decision.id)]
        )

    def test_the_group_is_there_until_somebody_is_taken_out(self):
        group = self.project.user_id | self.project.mkt_member_ids
        minutes = self.env["mkt.group.minutes"].with_user(self.users["product_manager"])
        form = Form(minutes)
        form.project_id = self.project
        form.note = "The stand was talked over."
        made = form.save()
        self.assertEqual(made.attendee_ids, group)
        self.assertEqual(made.people_ids, group)
        made.attendee_ids -= self.users["finance_manager"]
        self.assertEqual(made.people_ids, group)
        self.assertNotIn(self.users["finance_manager"], made.attendee_ids)

    def test_minutes_to_a_done_task(self):
        minutes = self.make()
        decision = minutes.decision_ids
        self.assertFalse(self.row(decision))
        minutes.action_issue()
        task = decision.sudo().task_id
        self.assertEqual(task.project_id, self.project)
        self.assertEqual(task.user_ids, self.users["finance_manager"])
        row = self.row(decision)
        self.assertEqual(row.user_id, self.users["finance_manager"])
        self.assertFalse(row.is_done)
        desk = (
            self.env["mkt.desk.card"]
            .with_user(self.users["finance_manager"])
            .get_desk()
        )
        self.assertIn("Book the stand", [item["name"] for item in desk["todo"]])
        self.by(decision, "finance_manager").action_done()
        self.assertEqual(task.state, "1_done")
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self.row(decision).done_on, self.today)

    def test_the_last_day_is_there_to_its_end(self):
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        minutes = self.make()
        minutes.action_issue()
        decision = minutes.decision_ids
        self.assertEqual(
            decision.sudo().task_id.date_deadline,
            datetime.combine(decision.deadline, time(15, 59)),
        )

    def test_a_task_done_in_the_project_counts(self):
        minutes = self.make(owner="product_manager")
        minutes.action_issue()
        decision = minutes.decision_ids
        task = decision.sudo().task_id
        self.by(task, "product_manager").state = "1_done"
        self.assertEqual(decision.done_on, self.today)
        self.by(task, "product_manager").state = "01_in_progress"
        self.assertFalse(decision.done_on)

    def test_what_was_issued_stays(self):
        minutes = self.make()
        decision = minutes.decision_ids
        minutes.action_issue()
        later = self.today + timedelta(days=50)
        for door in (
            lambda: minutes.write({"note": "changed"}),
            lambda: decision.write({"deadline": later}),
            lambda: decision.write({"user_id": self.users["director"].id}),
            lambda: decision.write({"task_id": False}),
            lambda: minutes.unlink(),
            lambda: decision.unlink(),
            lambda: minutes.action_issue(),
        ):
            with self.assertRaises(UserError):
                door()
        # whoever moves the task's day does not move what was promised
        decision.sudo().task_id.date_deadline = later
        self.assertEqual(self.row(decision).due_on, self.today + timedelta(days=5))

    def test_done_by_the_owner_alone(self):
        minutes = self.make()
        decision = minutes.decision_ids
        with self.assertRaises(UserError):
            self.by(decision, "finance_manager").action_done()
        minutes.action_issue()
        for code in ("director", "product_manager", "service_clerk"):
            with self.subTest(code=code), self.assertRaises(AccessError):
                self.by(decision, code).action_done()
        self.assertFalse(decision.done_on)

    def test_the_group_closes_with_a_report(self):
        minutes = self.make()
        minutes.action_issue()
        closing = self.make(kind="closing", decision_ids=[])
        with self.assertRaises(UserError):
            closing.action_issue()
        self.by(minutes.decision_ids, "finance_manager").action_done()
        closing.note = False
        with self.assertRaises(UserError):
            closing.action_issue()
        closing.note = "The fair brought 40 leads."
        closing.action_issue()
        self.assertEqual(closing.state, "issued")

    def test_nothing_said_nothing_issued(self):
        with self.assertRaises(UserError):
            self.make(note=" ", decision_ids=[]).action_issue()

    def test_other_groups_are_not_written_for(self):
        for code in ("service_clerk", "market_researcher", "director"):
            minutes = self.env["mkt.group.minutes"].with_user(self.users[code])
            with self.subTest(code=code), self.assertRaises(AccessError):
                minutes.create({"project_id": self.project.id, "note": "x"})


class TestKnowledge(OfficeCase):
    """One search over what the reader may read."""

    posts = ("director", "sales_staff", "account_manager", "market_researcher")

    def find(self, code, text):
        rows = self.env["mkt.knowledge"].with_user(self.users[code])
        return rows.search(["|", ("name", "ilike", text), ("text", "ilike", text)])

    def test_price_observations_and_positionings(self):
        observation = self.env["mkt.observation"].create(
            {"name": "Relay 40A at a rival's", "kind": "price", "source": "Fair"}
        )
        other = self.env["mkt.observation"].create(
            {"name": "Relay 50A launched", "kind": "launch"}
        )
        found = self.find("market_researcher", "relay")
        pairs = {(row.kind, row.res_id) for row in found}
        self.assertIn((observation._name, observation.id), pairs)
        self.assertNotIn((other._name, other.id), pairs)
        row = found.filtered(lambda r: r.res_id == observation.id)
        self.assertEqual(row.action_open()["res_id"], observation.id)

    def test_accepted_answers_with_the_rights_of_the_reader(self):
        request = self.env["mkt.coordination"].create(
            {
                "name": "Plating",
                "kind_id": self.env.ref("marketing_office.coordination_kind_sample").id,
                "user_id": self.users["sales_staff"].id,
                "post_id": self.post("market_researcher").id,
            }
        )
        request.write({"answer": "Nickel, eight microns", "state": "answered"})
        self.env.flush_all()
        self.assertFalse(self.find("sales_staff", "nickel"))
        request.state = "confirmed"
        self.env.flush_all()
        for code, count in (
            ("sales_staff", 1),
            ("director", 1),
            ("account_manager", 0),
        ):
            with self.subTest(code=code):
                self.env.invalidate_all()
                self.assertEqual(len(self.find(code, "nickel")), count)
