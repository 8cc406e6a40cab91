from datetime import timedelta

from odoo.exceptions import AccessError, UserError

from ..common import OfficeCase
from ..concurrency import ConcurrencyCase
from .test_customer_figures import FiguresCase


class PoolCase(FiguresCase):
    posts = ("director", "sales_manager", "account_manager", "sales_staff", "member")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.picker = cls.users["account_manager"]
        cls.customer = cls.make_customer()
        cls.standing = cls.standings._of(cls.customer, cls.company)

    def pick(self, standing=None, by=None):
        standing = self.standing if standing is None else standing
        standing.with_user(by or self.picker).action_pick()

    def in_pool(self, number):
        customers = self.env["res.partner"].create(
            [{"name": f"P{n}"} for n in range(number)]
        )
        return self.standings._of(customers, self.company)

    def held(self, since=30, user=None, customer=None):
        return self.give_customer(
            customer or self.customer,
            user or self.picker,
            date_from=self.today - timedelta(days=since),
        )


class TestCustomerPool(PoolCase):
    """Customers in nobody's hands are picked by rule, and go back by rule."""

    def test_a_pick(self):
        self.pick()
        self.assertEqual(self.standing.user_id, self.picker)
        self.assertFalse(self.standing.is_in_pool)
        self.assertEqual(self.customer.user_id, self.picker)
        assignment = self.customer.mkt_assignment_ids
        self.assertEqual(assignment.origin, "picked")

    def test_a_colleague_was_quicker(self):
        self.pick()
        with self.assertRaisesRegex(UserError, "quicker"):
            self.standing.sudo().with_user(self.users["sales_staff"]).sudo(
                False
            )._take_out_of_pool()

    def test_who_picks(self):
        self.pick(by=self.users["sales_staff"])
        for code in ("director", "sales_manager", "member"):
            with self.assertRaises(AccessError), self.cr.savepoint():
                self.pick(self.in_pool(1), by=self.users[code])

    def test_not_somebody_elses(self):
        self.held(user=self.users["sales_staff"])
        with self.assertRaises(AccessError):
            self.pick()

    def test_picks_a_day(self):
        self.company.mkt_picks_a_day = 2
        with self.assertRaises(UserError), self.cr.savepoint():
            self.pick(self.in_pool(3))
        self.pick(self.in_pool(2))
        with self.assertRaisesRegex(UserError, "tomorrow"):
            self.pick(self.in_pool(1))

    def test_the_cap_leaves_out_running_agreements(self):
        self.company.mkt_holding_cap = 1
        self.held()
        with self.assertRaisesRegex(UserError, "limit"), self.cr.savepoint():
            self.pick(self.in_pool(1))
        self.standing.agreement_until = self.today
        self.pick(self.in_pool(1))

    def test_not_again_at_once(self):
        assignment = self.held()
        assignment.date_to = self.today - timedelta(days=1)
        with self.assertRaisesRegex(UserError, "first choice"), self.cr.savepoint():
            self.pick()
        self.pick(by=self.users["sales_staff"])

    def test_again_after_the_lock(self):
        assignment = self.held(since=90)
        assignment.date_to = self.today - timedelta(days=31)
        self.pick()
        self.assertEqual(self.standing.user_id, self.picker)

    def test_giving_back(self):
        self.held()
        with self.assertRaises(AccessError):
            self.standing.with_user(self.users["sales_staff"]).action_release()
        self.standing.with_user(self.picker).action_release()
        self.assertTrue(self.standing.is_in_pool)
        self.assertEqual(self.customer.mkt_assignment_ids.ending, "released")

    def test_whoever_left_still_has_the_customer(self):
        self.held()
        self.picker.active = False
        self.env["mkt.customer.assignment"]._cron_follow()
        self.assertFalse(self.standing.user_id)
        self.assertFalse(self.standing.is_in_pool)

    def rule(self, idle_days):
        rules = self.env["mkt.grade.rule"].search([])
        rules.write({"idle_days": idle_days, "remind_days": 7})

    def test_released_after_the_days_of_the_grade(self):
        self.rule(60)
        self.order(self.customer, 59)
        self.held(since=200)
        self.compute()
        self.assertEqual(self.standing.release_on, self.today + timedelta(days=1))
        self.standings._remind_of_release()
        self.standings._remind_of_release()
        self.assertEqual(self.standing.activity_ids.user_id, self.picker)
        self.assertEqual(len(self.standing.activity_ids), 1)
        self.rule(59)
        self.compute()
        with self.enter_registry_test_mode():
            self.env.ref(
                "marketing_office.ir_cron_compute_customers"
            ).method_direct_trigger()
        self.env.invalidate_all()
        self.assertTrue(self.standing.is_in_pool)
        self.assertFalse(self.standing.activity_ids)

    def test_an_order_keeps_the_customer(self):
        self.rule(60)
        self.order(self.customer, 59)
        self.held(since=200)
        self.compute()
        self.standings._remind_of_release()
        self.order(self.customer, 0)
        self.compute()
        self.standings._remind_of_release()
        self.assertEqual(self.standing.release_on, self.today + timedelta(days=60))
        self.assertFalse(self.standing.activity_ids)

    def test_zero_days_release_nobody(self):
        self.rule(0)
        self.order(self.customer, 500)
        self.held(since=400)
        self.compute()
        self.assertFalse(self.standing.release_on)


class TestHandOver(PoolCase):
    """All customers of whoever leaves in one list, one decision, what is open included."""

    def setUp(self):
        super().setUp()
        self.assignment = self.held()
        self.manager = self.users["sales_manager"]
        self.heir = self.users["sales_staff"]

    def hand_over(self, by=None, **vals):
        dialog = (
            self.env["mkt.customer.handover"]
            .with_user(by or self.manager)
            .create(
                {
                    "company_id": self.company.id,
                    "assignment_ids": [(6, 0, self.assignment.ids)],
                    **vals,
                }
            )
        )
        dialog.action_hand_over()
        return dialog

    def test_with_what_is_open(self):
        lead = self.env["crm.lead"].create(
            {"name": "Plant", "partner_id": self.customer.id, "user_id": self.picker.id}
        )
        quotation = self.order(self.customer, 1, state="draft")
        quotation.user_id = self.picker
        old = self.order(self.customer, 9)
        old.user_id = self.picker
        call = self.env.ref("mail.mail_activity_data_call").id
        for record in (self.customer, lead):
            record.activity_schedule(activity_type_id=call, user_id=self.picker.id)
        dialog = self.hand_over(user_id=self.heir.id)
        self.assertEqual(dialog.assignment_ids.ending, "handed_over")
        self.assertEqual(self.standing.user_id, self.heir)
        self.assertEqual(lead.user_id, self.heir)
        self.assertEqual(quotation.user_id, self.heir)
        self.assertEqual(old.user_id, self.picker)
        for record in (self.customer, lead):
            self.assertEqual(record.activity_ids.user_id, self.heir)
        history = self.customer.mkt_assignment_ids.sorted("date_from")
        self.assertEqual(history.user_id, self.picker | self.heir)
        self.assertEqual(history.mapped("origin"), ["given", "handed_over"])

    def test_to_the_pool(self):
        self.hand_over(to_pool=True)
        self.assertTrue(self.standing.is_in_pool)

    def test_somebody_must_be_chosen(self):
        with self.assertRaises(UserError):
            self.hand_over()

    def test_who_hands_over(self):
        with self.assertRaises(AccessError):
            self.hand_over(by=self.picker, user_id=self.heir.id)
        with self.assertRaises(AccessError):
            self.hand_over(user_id=self.manager.id)

    def test_somebody_outside_the_office(self):
        stranger = self.make_user("stranger")
        with self.assertRaises(UserError):
            self.hand_over(user_id=stranger.id)

    def to_hand_over(self):
        self.env.invalidate_all()
        found = self.env["mkt.customer.assignment"].search(
            [("is_to_hand_over", "=", True)]
        )
        self.assertEqual(self.assignment.is_to_hand_over, self.assignment in found)
        return self.assignment in found

    def test_whose_customers_are_to_be_handed_over(self):
        self.assertFalse(self.to_hand_over())
        post = self.env["mkt.post.assignment"].search(
            [("user_id", "=", self.picker.id)]
        )
        post.date_to = self.today + timedelta(days=20)
        self.assertFalse(self.to_hand_over())
        post.date_to = self.today + timedelta(days=10)
        self.assertTrue(self.to_hand_over())
        post.date_to = False
        self.picker.active = False
        self.assertTrue(self.to_hand_over())


class TestWithdrawal(OfficeCase):
    """A withdrawal is as easy as a consent, and confirmed on paper."""

    posts = ("account_manager",)

    def test_every_channel_and_a_confirmation(self):
        customer = self.make_customer(phone="+86 512 6272 0001")
        manager = self.users["account_manager"]
        dialog = (
            self.env["mkt.contact.statement"]
            .with_user(manager)
            .create(
                {
                    "partner_id": customer.id,
                    "basis": "refused",
                    "source": "call of the customer",
                }
            )
        )
        action = dialog.action_record()
        self.assertEqual(
            action["report_name"], "marketing_office.report_contact_refusal"
        )
        statements = customer.mkt_basis_ids
        self.assertEqual(len(statements), 4)
        self.give_customer(customer, manager)
        html, _kind = (
            self.env["ir.actions.report"]
            .with_user(manager)
            ._render_qweb_html(
                "marketing_office.report_contact_refusal", statements.ids
            )
        )
        self.assertIn("call of the customer", html.decode())
        self.assertTrue(customer.is_blacklisted)

    def test_the_customer_sheet(self):
        customer = self.make_customer(mkt_needs="Relays of 40 A")
        manager = self.users["account_manager"]
        self.give_customer(customer, manager)
        standing = self.env["mkt.customer.standing"]._of(customer, self.company)
        html, _kind = (
            self.env["ir.actions.report"]
            .with_user(manager)
            ._render_qweb_html(
                "marketing_office.report_customer_standing", standing.ids
            )
        )
        self.assertIn("Relays of 40 A", html.decode())


class TestPickConcurrency(ConcurrencyCase):
    """Of two people who pick the same customer at the same instant one has it."""

    def setUp(self):
        super().setUp()
        self.made = self.commit(self.make)
        self.addCleanup(self.commit, self.tidy_up)

    def make(self, env):
        company = env.ref("base.main_company")
        users = env["res.users"].create(
            [
                {
                    "name": f"Picker {n}",
                    "login": f"picker_{n}",
                    "company_id": company.id,
                    "company_ids": [(6, 0, company.ids)],
                }
                for n in range(2)
            ]
        )
        env["mkt.post.assignment"].create(
            [
                {
                    "user_id": user.id,
                    "company_id": company.id,
                    "post_id": env.ref("marketing_office.post_account_manager").id,
                    "department_id": env.ref("marketing_office.department_office").id,
                }
                for user in users
            ]
        )
        customers = env["res.partner"].create([{"name": "One"}, {"name": "Two"}])
        standings = env["mkt.customer.standing"]._of(customers, company)
        return {
            "users": users.ids,
            "customers": customers.ids,
            "standings": standings.ids,
        }

    def tidy_up(self, env):
        customers = env["res.partner"].browse(self.made["customers"])
        env.cr.execute(
            "DELETE FROM mkt_customer_assignment WHERE partner_id = ANY(%s)",
            [customers.ids],
        )
        env["mkt.customer.standing"].browse(self.made["standings"]).unlink()
        customers.unlink()
        users = env["res.users"].browse(self.made["users"])
        env.cr.execute(
            "DELETE FROM mkt_post_assignment WHERE user_id = ANY(%s)", [users.ids]
        )
        env.invalidate_all()
        users.active = False
        users.login = False
        for user in users:
            user.login = f"gone_{user.id}"

    def pick(self, number):
        return lambda env: (
            env["mkt.customer.standing"]
            .browse(self.made["standings"][number])
            .action_pick()
        )

    def test_one_has_it(self):
        outcomes = self.together(
            self.pick(0), self.pick(0), user_ids=self.made["users"]
        )
        refused = [o for o in outcomes if isinstance(o, Exception)]
        self.assertEqual(len(refused), 1, outcomes)
        self.assertIsInstance(refused[0], UserError)
        holders = self.commit(
            lambda env: (
                env["mkt.customer.assignment"]
                .search([("partner_id", "=", self.made["customers"][0])])
                .user_id.ids
            )
        )
        self.assertEqual(len(holders), 1)

    def test_two_windows_do_not_exceed_the_picks_of_a_day(self):
        company = self.commit(lambda env: env.ref("base.main_company").id)
        self.commit(
            lambda env: env["res.company"].browse(company).write({"mkt_picks_a_day": 1})
        )
        self.addCleanup(
            self.commit,
            lambda env: (
                env["res.company"].browse(company).write({"mkt_picks_a_day": 10})
            ),
        )
        user = self.made["users"][0]
        outcomes = self.together(self.pick(0), self.pick(1), user_ids=[user, user])
        self.assertEqual(sum(isinstance(o, Exception) for o in outcomes), 1, outcomes)
