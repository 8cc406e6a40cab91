from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, freeze_time

from ..common import OfficeCase

READERS = ("sales_staff", "service_clerk", "market_researcher")


class BulletinCase(OfficeCase):
    posts = (*READERS, "director", "sales_manager", "leadership")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = cls.company._mkt_today()
        cls.sales = cls.env.ref("marketing_office.department_sales")

    def draft(self, code="sales_manager", **vals):
        vals = {"name": "Price list", "body": "<p>From today.</p>", **vals}
        return self.env["mkt.bulletin"].with_user(self.users[code]).create(vals)

    def publish(self, code="sales_manager", **vals):
        bulletin = self.draft(code, **vals)
        bulletin.action_publish()
        return bulletin

    def must_read(self, days=3, **vals):
        day = self.today + timedelta(days=days)
        return self.publish(is_must_read=True, read_by=day, **vals)

    def as_reader(self, bulletin, code):
        return bulletin.with_user(self.users[code])

    def unread(self, code):
        return (
            self.env["mkt.desk.card"]
            .with_user(self.users[code])
            .get_desk()["bulletins"]
        )

    def run_cron(self):
        with self.enter_registry_test_mode():
            self.env.ref(
                "marketing_office.ir_cron_follow_bulletins"
            ).method_direct_trigger()
        self.env.invalidate_all()


class TestBulletin(BulletinCase):
    def test_a_day_is_proposed_for_what_must_be_read(self):
        form = Form(self.env["mkt.bulletin"].with_user(self.users["director"]))
        form.is_must_read = True
        self.assertEqual(form.read_by, self.today + timedelta(days=3))

    def test_to_the_whole_office(self):
        bulletin = self.publish()
        expected = [self.users[code] for code in (*READERS, "director")]
        self.assertEqual(
            set(bulletin.sudo().receipt_ids.user_id), set(expected), "not the issuer"
        )
        self.assertEqual(self.unread("leadership")["count"], 0)

    def test_to_a_post_and_to_a_department(self):

        clerk = self.env["mkt.post.assignment"].search(
            [("user_id", "=", self.users["service_clerk"].id)]
        )
        clerk.department_id = self.sales
        bulletin = self.publish(
            post_ids=[Command.set(self.post("market_researcher").ids)],
            department_ids=[Command.set(self.sales.ids)],
        )
        readers = bulletin.sudo().receipt_ids.user_id
        self.assertIn(self.users["market_researcher"], readers)
        self.assertIn(self.users["service_clerk"], readers)
        self.assertNotIn(self.users["director"], readers)
        for code in ("service_clerk", "market_researcher"):
            self.assertTrue(self.as_reader(bulletin, code).has_access("read"))

    def test_a_department_alone_leaves_others_out(self):
        staff = self.env["mkt.post.assignment"].search(
            [("user_id", "=", self.users["service_clerk"].id)]
        )
        staff.department_id = self.sales
        bulletin = self.publish(department_ids=[Command.set(self.sales.ids)])
        self.assertFalse(
            self.as_reader(bulletin, "market_researcher").has_access("read")
        )
        self.assertTrue(self.as_reader(bulletin, "director").has_access("read"))

    def test_nobody_to_read_it(self):
        promotion = self.post("promotion_manager")
        bulletin = self.draft(post_ids=[Command.set(promotion.ids)])
        with self.assertRaises(UserError):
            bulletin.action_publish()
        self.assertEqual(bulletin.state, "draft")

    def test_nothing_to_read(self):
        for body in (False, "<p><br></p>", "<p>​</p>"):
            with self.subTest(body=body), self.assertRaises(UserError):
                self.publish(body=body)

    def test_reading_is_the_one_way_to_a_receipt(self):
        bulletin = self.must_read()
        mine = self.as_reader(bulletin, "sales_staff")
        self.assertTrue(mine.is_unread)
        self.assertEqual(self.unread("sales_staff")["items"][0]["id"], bulletin.id)
        mine.action_read()
        self.assertFalse(mine.is_unread)
        self.assertEqual(self.unread("sales_staff")["count"], 0)
        receipt = bulletin.sudo().receipt_ids.filtered("read_at")
        self.assertEqual(receipt.user_id, self.users["sales_staff"])
        self.assertEqual(receipt.read_on, self.today)
        first = receipt.read_at
        # reading it once more changes nothing
        mine.action_read()
        self.assertEqual(receipt.read_at, first)
        self.assertEqual((bulletin.read_count, bulletin.unread_count), (1, 3))

    def test_nobody_reads_for_somebody_else(self):
        bulletin = self.must_read(post_ids=[Command.set(self.post("sales_staff").ids)])
        for code in ("director", "leadership"):
            # they see it, and have no receipt of it
            with self.subTest(code=code), self.assertRaises(UserError):
                self.as_reader(bulletin, code).action_read()
        with self.assertRaises(AccessError):
            self.as_reader(bulletin, "service_clerk").action_read()
        self.assertFalse(bulletin.sudo().receipt_ids.filtered("read_at"))

    def test_receipts_through_every_door(self):
        bulletin = self.must_read()
        for code in ("sales_manager", "director", "leadership", "sales_staff"):
            user = self.users[code]
            theirs = bulletin.with_user(user)
            receipts = theirs.env["mkt.bulletin.receipt"]
            visible = receipts.search([("bulletin_id", "=", bulletin.id)])
            with self.subTest(code=code):
                self.assertTrue(visible)
                for door in (
                    lambda visible=visible: visible.write({"read_at": "2026-01-01"}),
                    lambda visible=visible: visible.unlink(),
                    lambda receipts=receipts, user=user: receipts.create(
                        {"bulletin_id": bulletin.id, "user_id": user.id}
                    ),
                    lambda theirs=theirs, visible=visible: theirs.write(
                        {
                            "receipt_ids": [
                                Command.update(visible[0].id, {"read_at": "2026-01-01"})
                            ]
                        }
                    ),
                    lambda theirs=theirs: theirs.write({"state": "expired"}),
                ):
                    with self.assertRaises(UserError):
                        door()
        self.assertFalse(bulletin.sudo().receipt_ids.filtered("read_at"))

    def test_what_is_out_stays_as_it_is(self):
        files = self.env["ir.attachment"].with_user(self.users["sales_manager"])
        file = files.create({"name": "list.pdf", "raw": b"x"})
        bulletin = self.publish(file_ids=[Command.set(file.ids)])
        for vals in ({"body": "<p>Other</p>"}, {"name": "x"}, {"file_ids": []}):
            if vals == {"file_ids": []}:
                vals = {"file_ids": [Command.clear()]}
            with self.subTest(vals=vals), self.assertRaises(UserError):
                bulletin.write(vals)
        with self.assertRaises(UserError):
            file.write({"raw": b"y"})
        self.assertTrue(
            file.with_user(self.users["sales_staff"]).has_access("read"),
            "readers read the files too",
        )

    def test_issued_in_ones_own_name(self):
        bulletins = self.env["mkt.bulletin"].with_user(self.users["sales_manager"])
        for vals in ({"user_id": self.users["director"].id}, {"state": "published"}):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                bulletins.create({"name": "x", "body": "y", **vals})
        for code in READERS:
            with self.subTest(code=code), self.assertRaises(AccessError):
                self.draft(code)

    def test_followed_up_by_issuer_and_director(self):
        for step in ("action_chase", "action_withdraw"):
            bulletin = self.must_read()
            with self.subTest(step=step):
                for code in ("sales_staff", "leadership"):
                    with self.assertRaises(AccessError):
                        getattr(self.as_reader(bulletin, code), step)()
                getattr(self.as_reader(bulletin, "director"), step)()
        self.assertFalse(self.as_reader(bulletin, "sales_staff").has_access("read"))

    def test_must_read_has_its_day(self):
        with self.assertRaises(ValidationError):
            self.draft(is_must_read=True)
        yesterday = self.today - timedelta(days=1)
        with self.assertRaises(UserError):
            self.publish(publish_on=yesterday, expires_on=yesterday)

    def test_published_on_its_day_and_expired_after_it(self):
        later = self.today + timedelta(days=2)
        bulletin = self.publish(publish_on=later, expires_on=later)
        self.assertEqual(bulletin.state, "scheduled")
        self.run_cron()
        self.assertEqual(bulletin.state, "scheduled")
        self.assertFalse(bulletin.sudo().receipt_ids)
        for days, state in ((2, "published"), (3, "expired")):
            with freeze_time(self.today + timedelta(days=days, hours=12)):
                self.run_cron()
            self.assertEqual(bulletin.state, state)
        self.assertTrue(bulletin.sudo().receipt_ids)
        self.assertEqual(self.unread("sales_staff")["count"], 0)

    def test_who_joins_gets_it_and_who_leaves_need_not(self):
        bulletin = self.must_read()
        self.as_reader(bulletin, "sales_staff").action_read()
        new = self.make_holder("sales_staff", login="joined")
        ending = self.env["mkt.post.assignment"].search(
            [
                ("user_id", "in", [self.users[c].id for c in READERS]),
                ("post_id.code", "in", ("sales_staff", "service_clerk")),
            ]
        )
        ending.sudo().write({"date_to": self.today})
        with freeze_time(self.today + timedelta(days=1, hours=12)):
            self.run_cron()
        readers = bulletin.sudo().receipt_ids.user_id
        self.assertIn(new, readers)
        self.assertNotIn(self.users["service_clerk"], readers)
        # what was read stays on record
        self.assertIn(self.users["sales_staff"], readers)


class TestBulletinChase(BulletinCase):
    mail_disabled = False

    def told(self, code):
        return self.env["mail.message"].search_count(
            [
                ("partner_ids", "in", self.users[code].partner_id.ids),
                ("body", "ilike", "for you to read"),
            ]
        )

    def test_told_and_chased_once_a_day(self):
        bulletin = self.must_read()
        self.assertEqual(self.told("sales_staff"), 1)
        self.as_reader(bulletin, "service_clerk").action_read()
        bulletin.action_chase()
        self.assertEqual((self.told("sales_staff"), self.told("service_clerk")), (2, 1))
        with self.assertRaises(UserError):
            bulletin.action_chase()
        self.assertEqual(self.told("sales_staff"), 2)

    def test_chased_by_itself_every_third_day(self):
        first, second = self.must_read(days=1), self.must_read(days=1)
        self.run_cron()
        self.assertEqual(self.told("sales_staff"), 2, "its day is not past")
        counts = []
        for day in range(2, 6):
            with freeze_time(self.today + timedelta(days=day, hours=12)):
                self.run_cron()
                self.run_cron()
            counts.append(self.told("sales_staff"))
        # one message for both of them
        self.assertEqual(counts, [3, 3, 3, 4])
        receipt = first.sudo().receipt_ids.filtered(
            lambda r: r.user_id == self.users["sales_staff"]
        )
        self.assertEqual(receipt.chase_count, 2)
        with freeze_time(self.today + timedelta(days=6, hours=12)):
            for bulletin in (first, second):
                self.assertTrue(bulletin.is_overdue)
                self.as_reader(bulletin, "sales_staff").action_read()
            self.assertTrue(receipt.is_late)
        with freeze_time(self.today + timedelta(days=9, hours=12)):
            self.run_cron()
        self.assertEqual(self.told("sales_staff"), 4)

    def test_questions_stand_below(self):
        bulletin = self.must_read()
        mine = self.as_reader(bulletin, "sales_staff")
        mine.message_post(body="From which order on?")
        self.assertIn(
            "From which order on?", "".join(bulletin.message_ids.mapped("body"))
        )


class TestBulletinLoad(BulletinCase):
    """60 people and 50 bulletins: the desk takes the same queries."""

    def queries(self):
        user = self.users["sales_staff"]
        self.env.flush_all()
        self.env.invalidate_all()
        start = self.cr.sql_log_count
        self.env["mkt.desk.card"].with_user(user).get_desk()
        return self.cr.sql_log_count - start

    def test_queries_of_the_desk(self):
        people = self.env["res.users"].create(
            [{"name": f"p{i}", "login": f"p{i}"} for i in range(60)]
        )
        self.env["mkt.post.assignment"].create(
            [self.assignment_vals(person, "sales_staff") for person in people]
        )
        # more than the desk names one by one
        for _n in range(12):
            self.must_read()
        self.queries()
        few = self.queries()
        for _n in range(38):
            self.must_read()
        self.assertEqual(
            self.env["mkt.bulletin.receipt"].search_count([]), 50 * (60 + 4)
        )
        self.queries()
        self.assertEqual(self.queries(), few)
        self.assertEqual(self.unread("sales_staff")["count"], 50)
