from datetime import timedelta

from odoo.exceptions import AccessError, UserError

from .care_case import CareCase


class TestCareContact(CareCase):
    mail_disabled = False

    def activity(self, contact):
        return self.env["mail.activity"].search(
            [("res_model", "=", "mkt.care.contact"), ("res_id", "=", contact.id)]
        )

    # ------------------------------------------------------------- planned by itself

    def test_its_name_is_in_the_readers_language(self):
        contact = self.make_contact()
        english, chinese = (
            contact.with_context(lang=lang).display_name for lang in ("en_US", "zh_CN")
        )
        self.assertNotEqual(english, chinese)
        self.activity(contact).date_deadline = self.today
        desk = self.env["mkt.desk.card"].with_user(self.manager)
        for lang, name in (("en_US", english), ("zh_CN", chinese)):
            todo = desk.with_context(lang=lang).get_desk()["todo"]
            with self.subTest(lang=lang):
                self.assertIn(name, [item["name"] for item in todo])

    def test_one_contact_for_each_customer_in_hands(self):
        mine = self.make_buyer("Mine", held_by=self.manager)
        free = self.make_buyer("Nobody's")
        self.make_plan()
        contacts = self.plan(mine | free)
        self.assertEqual(contacts.partner_id, mine)
        self.assertEqual(contacts.user_id, self.manager)
        self.assertLessEqual(self.today, contacts.deadline)
        self.assertLess(contacts.deadline, self.today + timedelta(days=30))
        activity = self.activity(contacts)
        self.assertEqual(activity.user_id, self.manager)
        self.assertEqual(activity.date_deadline, contacts.deadline)
        self.assertFalse(self.plan(mine | free))

    def test_the_plan_that_says_most(self):
        grades = self.env["mkt.customer.grade"].create(
            [{"name": "Best"}, {"name": "Least"}]
        )
        plans = {
            "all": self.make_plan(interval_days=300),
            "lifecycle": self.make_plan(lifecycle="active", interval_days=90),
            "grade": self.make_plan(grade_id=grades[0].id, interval_days=60),
            "both": self.make_plan(
                grade_id=grades[0].id, lifecycle="active", interval_days=30
            ),
        }
        for grade, lifecycle, expected in (
            (grades[0], "active", "both"),
            (grades[0], "dormant", "grade"),
            (grades[1], "active", "lifecycle"),
            (grades[1], "dormant", "all"),
            (grades[:0], "new", "all"),
        ):
            with self.subTest(grade=grade.name, lifecycle=lifecycle):
                customer = self.make_buyer(held_by=self.manager)
                standing = self.env["mkt.customer.standing"]._of(customer, self.company)
                standing.write({"grade_id": grade.id, "lifecycle": lifecycle})
                self.assertEqual(self.plan(customer).plan_id, plans[expected])

    def test_one_plan_for_each_grade_and_lifecycle(self):
        self.make_plan()
        with self.assertRaises(Exception):  # noqa: B017 the database's own
            with self.env.cr.savepoint():
                self.make_plan()

    def test_no_plan_no_contact(self):
        customer = self.make_buyer(held_by=self.manager)
        self.make_plan(lifecycle="lost")
        self.assertFalse(self.plan(customer))

    def test_who_must_not_be_called_is_visited(self):
        customer = self.make_buyer(held_by=self.manager)
        customer.with_user(self.manager)._mkt_state_basis(["phone"], "refused", "call")
        self.make_plan()
        self.assertEqual(self.plan(customer).kind, "visit")

    def test_a_refusal_turns_a_planned_call_into_a_visit(self):
        contact = self.make_contact()
        self.assertEqual(contact.kind, "call")
        contact.partner_id.with_user(self.manager)._mkt_state_basis(
            ["phone"], "refused", "letter"
        )
        self.assertEqual(contact.kind, "visit")

    def test_queries_do_not_grow(self):
        self.make_plan()

        def queries(count):
            customers = self.env["res.partner"].union(
                *(self.make_buyer(f"C{n}", held_by=self.manager) for n in range(count))
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.plan(customers)
            self.env.flush_all()
            return self.cr.sql_log_count - before

        queries(2)
        self.assertLessEqual(queries(20), queries(5) + 2)

    # ------------------------------------------------------------- made or missed

    def test_made(self):
        contact = self.make_contact().with_user(self.manager)
        with self.assertRaises(UserError):
            contact.action_done()
        with self.assertRaises(UserError):
            contact.action_done("  ")
        contact.note = "All in order"
        contact.action_done()
        self.assertRecordValues(
            contact,
            [
                {
                    "state": "done",
                    "settled_on": self.today,
                    "settled_by_id": self.manager.id,
                    "is_kept": True,
                }
            ],
        )
        self.assertFalse(self.activity(contact))
        following = self.env["mkt.care.contact"].search(
            [("partner_id", "=", contact.partner_id.id), ("state", "=", "planned")]
        )
        self.assertEqual(following.deadline, self.today + timedelta(days=30))
        for change in (
            lambda: contact.action_done("again"),
            lambda: contact.action_missed("after all"),
            lambda: contact.write({"note": "changed"}),
            lambda: contact.write({"state": "planned"}),
            lambda: contact.unlink(),
        ):
            with self.assertRaises(UserError):
                change()

    def test_the_day_the_customer_asks_for(self):
        contact = self.make_contact().with_user(self.manager)
        contact.next_on = self.today
        with self.assertRaises(UserError):
            contact.action_done("On holiday")
        contact.next_on = self.today + timedelta(days=3)
        contact.action_done("On holiday")
        following = self.env["mkt.care.contact"].search(
            [("partner_id", "=", contact.partner_id.id), ("state", "=", "planned")]
        )
        self.assertEqual(following.deadline, self.today + timedelta(days=3))

    def test_done_in_the_list_of_activities(self):
        contact = self.make_contact()
        activity = self.activity(contact).with_user(self.manager)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            activity.action_feedback()
        self.assertEqual(contact.state, "planned")
        self.activity(contact).with_user(self.manager).action_feedback("All in order")
        self.assertRecordValues(contact, [{"state": "done", "note": "All in order"}])

    def test_an_activity_elsewhere_settles_nothing(self):
        # a customer and a care contact of the same number
        contact = self.make_contact()
        partner = contact.partner_id
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE mkt_care_contact SET id = %s WHERE id = %s",
            (partner.id, contact.id),
        )
        self.env.invalidate_all()
        contact = contact.browse(partner.id)
        activity = self.env["mail.activity"].create(
            {
                "res_model_id": self.env["ir.model"]._get_id("res.partner"),
                "res_id": partner.id,
                "activity_type_id": self.env.ref(
                    "marketing_office.mail_activity_type_care"
                ).id,
                "user_id": self.manager.id,
            }
        )
        activity.with_user(self.env.ref("base.user_admin"))._action_done("x")
        self.assertEqual(contact.state, "planned")

    def test_missed_by_time(self):
        contact = self.make_contact(late=13, grace_days=14)
        late = self.make_contact(self.make_buyer("Late", held_by=self.manager), late=14)
        cron = self.env.ref("marketing_office.ir_cron_plan_care")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.assertEqual(contact.state, "planned")
        self.assertRecordValues(late, [{"state": "missed", "is_kept": False}])
        self.assertTrue(
            self.env["mkt.care.contact"].search_count(
                [("partner_id", "=", late.partner_id.id), ("state", "=", "planned")]
            )
        )

    def test_not_made_by_word(self):
        contact = self.make_contact().with_user(self.manager)
        with self.assertRaises(UserError):
            contact.action_missed()
        contact.action_missed("The customer was abroad")
        self.assertEqual(contact.state, "missed")

    # ------------------------------------------------------------- whose it is

    def test_colleagues_settle_nothing(self):
        contact = self.make_contact()
        for code in ("sales_staff", "service_clerk", "leadership"):
            with self.subTest(code=code), self.assertRaises(AccessError):
                contact.with_user(self.users[code]).action_done("done")
        self.assertFalse(
            contact.with_user(self.users["sales_staff"]).search(
                [("id", "=", contact.id)]
            )
        )
        contact.with_user(self.users["director"]).action_done("Met at the fair")
        self.assertEqual(contact.settled_by_id, self.users["director"])

    def test_contacts_go_with_the_customer(self):
        contact = self.make_contact()
        customer, other = contact.partner_id, self.users["sales_staff"]
        held = self.env["mkt.customer.assignment"].search(
            [("partner_id", "=", customer.id)]
        )
        held.date_to = self.today
        # the days that follow are theirs: as if tomorrow had come
        self.env.cr.execute(
            "UPDATE mkt_customer_assignment SET date_from = %s, date_to = %s"
            " WHERE id = %s",
            (
                self.today - timedelta(days=9),
                self.today - timedelta(days=1),
                held.id,
            ),
        )
        held.invalidate_recordset()
        self.give_customer(customer, other)
        self.assertEqual(contact.user_id, other)
        self.assertEqual(self.activity(contact).user_id, other)
        with self.assertRaises(AccessError):
            contact.with_user(self.manager).action_done("done")
        given = self.env["mkt.customer.assignment"].search(
            [("partner_id", "=", customer.id), ("user_id", "=", other.id)]
        )
        given.with_context(_force_unlink=False).date_from = self.today + timedelta(9)
        customer._mkt_follow_assignments()
        self.assertEqual(contact.state, "cancelled")
        self.assertFalse(self.activity(contact))

    def test_merged_customers(self):
        kept = self.make_contact()
        other = self.make_contact(self.make_buyer("Twin", held_by=self.manager))
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard._merge(
            (kept.partner_id | other.partner_id).ids, dst_partner=kept.partner_id
        )
        self.assertEqual((kept.state, other.state), ("planned", "cancelled"))
        self.assertEqual(other.partner_id, kept.partner_id)

    # ------------------------------------------------------------- escalation

    def test_the_ladder(self):
        contact = self.make_contact(late=0)
        found = {}
        for late, code in ((1, None), (4, "sales_manager"), (10, "director")):
            contact.deadline = self.today - timedelta(days=late)
            contact._escalate()
            found[late] = self.activity(contact).user_id
            if code:
                self.assertIn(self.users[code], found[late])
        self.assertEqual(found[1], self.manager)
        self.assertNotIn(self.users["director"], found[4])
        self.assertTrue(contact.is_overdue)

    # ------------------------------------------------------------- by hand

    def test_managers_plan_now(self):
        plan = self.make_plan()
        customer = self.make_buyer(held_by=self.manager)
        with self.assertRaises(AccessError):
            plan.with_user(self.manager).action_plan()
        plan.with_user(self.users["sales_manager"]).action_plan()
        self.assertTrue(plan.contact_ids.filtered(lambda c: c.partner_id == customer))
