from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import mute_logger

from .test_coordination import CoordinationCase


class FollowupCase(CoordinationCase):
    posts = (*CoordinationCase.posts, "customer_service_manager", "market_researcher")

    def rows(self, code="director", *domain):
        rows = self.env["mkt.followup"].with_user(self.users[code])
        return rows.search(list(domain))

    def row(self, record, code="director"):
        return self.rows(code, ("kind", "=", record._name), ("res_id", "=", record.id))

    def make_action(self, user="product_manager", days=3):
        return self.env["mkt.corrective.action"].create(
            {
                "name": "Test every batch",
                "cause_id": self.env["mkt.complaint.cause"].search([], limit=1).id,
                "user_id": self.users[user].id,
                "due_date": self.today + timedelta(days=days),
            }
        )

    def make_milestone(self, days=3):
        project = self.env["project.project"].create(
            {
                "name": "Relay 40 A",
                "mkt_kind": "product",
                "company_id": self.company.id,
                "user_id": self.users["product_manager"].id,
                "privacy_visibility": "followers",
            }
        )
        return self.env["project.milestone"].create(
            {
                "name": "Sample passed",
                "project_id": project.id,
                "deadline": self.today + timedelta(days=days),
            }
        )


class TestFollowup(FollowupCase):
    mail_disabled = False

    def test_all_that_has_an_owner_and_a_date(self):
        request = self.ask(late=2)
        action = self.make_action()
        signal = self.env["mkt.signal"].create(
            {
                "name": "A price war",
                "user_id": self.users["market_researcher"].id,
                "deadline": self.today - timedelta(days=1),
            }
        )
        milestone = self.make_milestone()
        expected = [
            (request, "product_manager", True),
            (action, "product_manager", False),
            (signal, "marketing_manager", True),
            (milestone, "product_manager", False),
        ]
        for record, owner, is_late in expected:
            with self.subTest(model=record._name):
                row = self.env["mkt.followup"].search(
                    [("kind", "=", record._name), ("res_id", "=", record.id)]
                )
                self.assertEqual(row.name, record.name)
                self.assertEqual(row.user_id, self.users[owner])
                self.assertEqual(row.is_late, is_late)
                self.assertFalse(row.is_done)
                self.assertEqual(row.promised_on, self.today)
                self.assertEqual(row.action_open()["res_id"], record.id)

    def test_done_late_and_in_time(self):
        late, fine = self.ask(late=2), self.ask()
        for request in late, fine:
            self.by(request, "product_manager").action_answer("Here it is.")
        for request, is_late in ((late, True), (fine, False)):
            row = self.row(request)
            self.assertEqual(row.done_on, self.today)
            self.assertEqual((row.is_done, row.is_late), (True, is_late))

    def test_nobody_finds_what_they_may_not_read(self):
        request, milestone = self.ask(), self.make_milestone()
        for code, user in self.users.items():
            for record in request, milestone:
                with self.subTest(code=code, model=record._name):
                    readable = record.with_user(user).has_access("read")
                    self.assertEqual(bool(self.row(record, code)), readable)
        row = self.row(request)
        foreign = row.with_user(self.users["member"])
        self.env.invalidate_all()
        self.assertFalse(foreign.read(["name"]))
        with self.assertRaises(UserError):
            foreign.action_chase()
        self.assertFalse(self.env["mkt.followup.chase"].search([]))
        # a total of what is not read tells nothing either
        [(count,)] = (
            self.env["mkt.followup"]
            .with_user(self.users["member"])
            ._read_group([("name", "=", request.name)], [], ["__count"])
        )
        self.assertEqual(count, 0)
        for user in (self.make_user("outsider"), self.make_portal_user()):
            with self.assertRaises(AccessError):
                row.with_user(user).read(["name"])

    def test_the_ledger_is_read_only(self):
        row = self.row(self.ask())
        for code in ("director", "member"):
            theirs = row.with_user(self.users[code])
            with self.assertRaises(AccessError):
                theirs.write({"name": "changed"})
            with self.assertRaises(AccessError):
                theirs.create({"name": "new"})
            with self.assertRaises(AccessError):
                theirs.unlink()

    def test_chased_once_a_day(self):
        request = self.ask()
        row = self.row(request)
        row.action_chase()
        self.env.invalidate_all()
        chase = self.env["mkt.followup.chase"].search([])
        self.assertRecordValues(
            chase,
            [
                {
                    "kind": "mkt.coordination",
                    "res_id": request.id,
                    "user_id": self.users["product_manager"].id,
                    "chased_by_id": self.users["director"].id,
                    "chased_on": self.today,
                }
            ],
        )
        told = self.env["mail.message"].search(
            [
                ("partner_ids", "in", self.users["product_manager"].partner_id.ids),
                ("body", "ilike", "asks you to see to it"),
            ]
        )
        self.assertEqual(len(told), 1)
        self.assertIn("Chased by", "".join(request.message_ids.mapped("body")))
        self.assertEqual(self.row(request).chased_on, self.today)
        # not twice a day, by whomever
        for code in ("director", "marketing_manager"):
            with self.assertRaises(UserError):
                self.row(request, code).action_chase()
        chase.sudo().chased_on = self.today - timedelta(days=1)
        self.env.invalidate_all()
        self.row(request, "marketing_manager").action_chase()
        self.assertEqual(self.env["mkt.followup.chase"].search_count([]), 2)

    def test_nobody_chases_themselves_or_what_is_done(self):
        request = self.ask()
        with self.assertRaises(UserError):
            self.row(request, "product_manager").action_chase()
        self.by(request, "product_manager").action_answer("Here it is.")
        with self.assertRaises(UserError):
            self.row(request).action_chase()

    def test_several_are_chased_in_one_message_to_each_owner(self):
        requests = [self.ask() for _n in range(3)]
        rows = self.rows("director", ("res_id", "in", [r.id for r in requests]))
        rows = rows.filtered(lambda r: r.kind == "mkt.coordination")
        rows[0].action_chase()
        self.env.invalidate_all()
        rows.action_chase()
        self.assertEqual(self.env["mkt.followup.chase"].search_count([]), 3)

    def test_two_chases_at_the_same_instant_leave_one(self):
        request = self.ask()
        self.row(request).action_chase()
        vals = self.env["mkt.followup.chase"].search([]).copy_data()[0]
        vals |= {"kind": "mkt.coordination", "res_id": request.id}
        vals |= {
            "company_id": self.company.id,
            "user_id": self.users["product_manager"].id,
            "chased_by_id": self.users["director"].id,
            "chased_on": self.today,
        }
        with mute_logger("odoo.sql_db"), self.assertRaises(Exception) as caught:
            with self.cr.savepoint():
                self.env["mkt.followup.chase"].create(vals)
        self.assertIn("once_a_day", str(caught.exception))

    def test_queries_do_not_grow(self):
        def queries(count):
            for _n in range(count):
                self.ask()
            self.env.flush_all()
            self.env.invalidate_all()
            # the reader's own record is read once by each call of the web client
            self.assertTrue(self.users["director"].company_id)
            before = self.cr.sql_log_count
            rows = self.rows("director", ("kind", "=", "mkt.coordination"))
            rows.read(["name", "user_id", "due_on", "is_late", "chased_on"])
            return self.cr.sql_log_count - before

        queries(2)
        few, many = queries(2), queries(20)
        self.assertLessEqual(many, few)


class TestMeeting(FollowupCase):
    def meet(self, days=0, code="director"):
        meetings = self.env["mkt.meeting"].with_user(self.users[code])
        return meetings.create({"date": self.today + timedelta(days=days)})

    def test_counts_of_many_meetings_take_the_same_queries(self):
        self.ask()
        meetings = self.meet()
        for day in range(1, 8):
            meetings |= self.meet(day)

        def queries(shown):
            self.env.flush_all()
            self.env.invalidate_all()
            self.assertTrue(shown.env.user.company_id)
            before = self.cr.sql_log_count
            counts = shown.mapped("promised_count")
            self.assertTrue(all(counts))
            return self.cr.sql_log_count - before

        queries(meetings)
        self.assertEqual(queries(meetings[:1]), queries(meetings))

    def lists(self, meeting):
        self.env.invalidate_all()
        return {name: set(rows.mapped("name")) for name, rows in self._lists(meeting)}

    def _lists(self, meeting):
        rows = self.env["mkt.followup"].with_user(meeting.env.user)
        for name, domain in meeting._page_domains().items():
            found = rows.search(domain & Domain("name", "=like", "Item%"))
            yield name, found

    def test_the_page_before_and_after(self):
        def on(record, days):
            self.env.flush_all()
            self.cr.execute(
                "UPDATE mkt_coordination SET create_date = now() - %s * interval '1 day'"
                " WHERE id = %s",
                (days, record.id),
            )

        old = self.ask(name="Item old, done", late=12)
        on(old, 20)
        self.by(old, "product_manager").action_answer("done")
        old.answered_on = self.today - timedelta(days=15)
        late = self.ask(name="Item late", late=4)
        on(late, 9)
        new = self.ask(name="Item new")
        first = self.meet(-7)
        self.assertFalse(first.since)
        self.assertEqual(
            self.lists(first),
            {
                "carried": set(),
                "promised": {"Item old, done", "Item late"},
                "done": {"Item old, done"},
                "open": {"Item late"},
                "late": set(),
            },
        )
        first.action_hold()
        second = self.meet()
        self.assertEqual(second.since, first.date)
        self.assertEqual(
            self.lists(second),
            {
                "carried": {"Item late"},
                "promised": {"Item new"},
                "done": set(),
                "open": {"Item late", "Item new"},
                "late": {"Item late"},
            },
        )
        self.by(new, "product_manager").action_answer("done")
        self.by(late, "product_manager").action_answer("done")
        self.assertEqual(self.lists(second)["done"], {"Item new", "Item late"})
        second.action_hold()
        # what the page of a meeting says does not depend on what comes after it
        self.assertEqual(self.lists(first)["done"], {"Item old, done"})
        for meeting in first, second:
            counts = {
                name: meeting[f"{name}_count"] for name in meeting._page_domains()
            }
            with self.subTest(meeting=meeting.date, counts=counts):
                self.assertEqual(
                    counts["carried"] + counts["promised"],
                    counts["done"] + counts["open"],
                )
                self.assertLessEqual(counts["late"], counts["open"])

    def test_counts_and_the_printed_page(self):
        self.ask(name="Item one", late=2)
        meeting = self.meet()
        self.assertEqual(meeting.late_count, 1)
        report = self.env["ir.actions.report"].with_user(self.users["director"])
        html = report._render_qweb_html("marketing_office.report_meeting", meeting.ids)
        text = html[0].decode()
        self.assertIn("Item one", text)
        # who may not read the item prints the page without it
        report = report.with_user(self.users["member"])
        html = report._render_qweb_html("marketing_office.report_meeting", meeting.ids)
        self.assertNotIn("Item one", html[0].decode())

    def test_who_keeps_meetings(self):
        for code in ("member", "leadership", "sales_manager"):
            with self.assertRaises(AccessError):
                self.meet(code=code)
        meeting = self.meet(code="marketing_manager")
        with self.assertRaises(AccessError):
            meeting.with_user(self.users["member"]).action_hold()
        meeting.action_hold()
        with self.assertRaises(UserError):
            meeting.action_hold()
        with self.assertRaises(UserError):
            meeting.note = "changed"
        with self.assertRaises(UserError):
            meeting.unlink()

    def test_a_meeting_to_come_is_not_held(self):
        with self.assertRaises(UserError):
            self.meet(days=1).action_hold()
