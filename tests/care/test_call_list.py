from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError

from .care_case import CareCase


class TestCallList(CareCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customers = cls.env["res.partner"].union(
            *(cls.make_buyer(f"Firm {n}") for n in range(3))
        )
        cls.caller = cls.users["sales_staff"]

    def record(self, call, outcome, **vals):
        call.write({"outcome_id": self.outcome(outcome).id, **vals})
        return call.action_record()

    # ------------------------------------------------------------- who is on it

    def test_only_who_may_be_called(self):
        silent = self.make_customer("No basis", phone="+86 573 8222 0009")
        refused = self.make_buyer("Refused")
        without = self.make_buyer("No phone")
        without.phone = False
        refused.with_user(self.caller)._mkt_state_basis(["phone"], "refused", "call")
        call_list = self.make_list(self.customers | silent | refused | without)
        self.assertEqual(call_list.call_ids.partner_id, self.customers)
        # who is on it already is not taken twice
        call_list.action_fill()
        self.assertEqual(call_list.call_count, 3)

    def test_a_filter_that_is_none(self):
        for domain in ("[", "1", "[('nothing', '=', 1)]", "__import__('os')", "x"):
            with self.subTest(domain=domain), self.assertRaises(UserError):
                self.make_list(self.customers, domain=domain)

    def test_callers_work_in_the_office(self):
        with self.assertRaises(UserError):
            self.make_list(self.customers, callers=self.make_user("outside"))

    def test_an_empty_list_does_not_start(self):
        with self.assertRaises(UserError):
            self.make_list(self.env["res.partner"])

    # ------------------------------------------------------------- calling

    def test_one_after_the_other(self):
        call_list = self.make_list(self.customers)
        seen = self.env["res.partner"]
        for _n in range(3):
            call = self.next_call(call_list)
            # until the outcome is there, the call stays with the caller
            self.assertEqual(self.next_call(call_list), call)
            seen |= call.partner_id
            self.record(call, "no_need")
            self.assertEqual(call.state, "done")
        self.assertEqual(seen.sorted("id"), self.customers.sorted("id"))
        self.assertFalse(self.next_call(call_list))

    def test_two_callers_have_two_customers(self):
        callers = self.caller | self.manager
        call_list = self.make_list(self.customers, callers)
        first = self.next_call(call_list)
        second = self.next_call(call_list, self.manager)
        self.assertNotEqual(first.partner_id, second.partner_id)
        with self.assertRaises(AccessError):
            first.with_user(self.manager).note = "not mine"
        with self.assertRaises(AccessError):
            self.record(first.with_user(self.users["sales_manager"]), "no_need")

    def test_who_is_no_caller(self):
        call_list = self.make_list(self.customers)
        for code in ("account_manager", "sales_manager", "leadership"):
            with self.subTest(code=code), self.assertRaises(AccessError):
                self.next_call(call_list, self.users[code])

    def test_an_outcome_is_needed(self):
        call = self.next_call(self.make_list(self.customers))
        with self.assertRaises(UserError):
            call.action_record()

    def test_call_back(self):
        call_list = self.make_list(self.customers[:1])
        call = self.next_call(call_list)
        past = fields.Datetime.now() - timedelta(hours=1)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.record(call, "later", call_back_at=past)
        self.record(call, "later", call_back_at=fields.Datetime.now() + timedelta(1))
        self.assertRecordValues(
            call, [{"state": "open", "attempts": 1, "outcome_id": False}]
        )
        self.assertFalse(self.next_call(call_list))
        call.sudo().call_back_at = past
        self.assertEqual(self.next_call(call_list), call)

    def test_nobody_answers(self):
        call_list = self.make_list(self.customers[:1])
        call = self.next_call(call_list)
        self.record(call, "no_answer")
        self.assertFalse(call.reached)
        self.assertGreater(call.call_back_at, fields.Datetime.now())

    # ------------------------------------------------------------- what follows

    def test_a_lead_only_where_the_outcome_says_so(self):
        campaign = self.env["mkt.campaign"].create(
            {
                "name": "Fair",
                "department_id": self.env.ref("marketing_office.department_sales").id,
                "date_from": self.today,
                "date_to": self.today,
            }
        )
        campaign.write(
            {
                "state": "approved",
                "utm_campaign_id": self.env["utm.campaign"]
                .create({"title": "Fair"})
                .id,
            }
        )
        call_list = self.make_list(self.customers, campaign_id=campaign.id)
        call = self.next_call(call_list)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.record(call, "interested")
        self.record(call, "interested", note="12 cabinets")
        self.assertRecordValues(
            call.lead_id,
            [
                {
                    "user_id": self.caller.id,
                    "partner_id": call.partner_id.id,
                    "campaign_id": campaign.utm_campaign_id.id,
                    "company_id": self.company.id,
                }
            ],
        )
        self.assertIn("12 cabinets", call.lead_id.description)
        other = self.next_call(call_list)
        self.record(other, "no_need", note="nothing")
        self.assertFalse(other.lead_id)
        self.assertEqual(call_list.lead_count, 1)

    def test_no_more_calls(self):
        call_list = self.make_list(self.customers)
        call = self.next_call(call_list)
        also = self.make_list(call.partner_id, name="Another list")
        self.record(call, "refused", note="angry")
        self.assertEqual(call.state, "done")
        self.assertFalse(call.partner_id._mkt_may_contact("phone", self.company))
        self.assertRecordValues(
            also.call_ids, [{"state": "ended", "end_reason": "refused"}]
        )

    def test_a_withdrawal_ends_open_calls(self):
        call_list = self.make_list(self.customers)
        firm = self.customers[0]
        firm.with_user(self.users["service_clerk"])._mkt_state_basis(
            ["phone"], "refused", "letter"
        )
        ended = call_list.call_ids.filtered(lambda c: c.state == "ended")
        self.assertEqual(ended.partner_id, firm)
        self.assertEqual(call_list.open_count, 2)

    def test_who_can_no_longer_be_called_is_passed_over(self):
        call_list = self.make_list(self.customers)
        first = call_list.call_ids.sorted("id")[0]
        first.partner_id.phone = False
        call = self.next_call(call_list)
        self.assertNotEqual(call.partner_id, first.partner_id)
        self.assertEqual(first.state, "ended")

    def test_completing_ends_what_is_open(self):
        call_list = self.make_list(self.customers)
        self.record(self.next_call(call_list), "no_need")
        manager = call_list.with_user(self.users["sales_manager"])
        manager.action_close()
        states = call_list.call_ids.mapped("state")
        self.assertEqual(sorted(states), ["done", "ended", "ended"])
        for change in (
            lambda: manager.action_fill(),
            lambda: manager.action_start(),
            lambda: manager.write({"script": "changed"}),
            lambda: manager.unlink(),
            lambda: self.next_call(call_list),
        ):
            with self.assertRaises(UserError):
                change()

    def test_calls_stay_on_record(self):
        call_list = self.make_list(self.customers)
        call = self.next_call(call_list)
        self.record(call, "no_need")
        manager = self.users["sales_manager"]
        with self.assertRaises(UserError):
            call.with_user(manager).unlink()
        with self.assertRaises(UserError):
            call.note = "changed"
        rest = (call_list.call_ids - call)[0].with_user(manager)
        rest.unlink()
        self.assertEqual(call_list.call_count, 2)

    def test_merged_customers(self):
        call_list = self.make_list(self.customers)
        call = self.next_call(call_list)
        self.record(call, "no_need")
        twin = (self.customers - call.partner_id)[0]
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard._merge((twin | call.partner_id).ids, dst_partner=twin)
        self.assertRecordValues(
            call_list.call_ids.filtered(lambda c: c.partner_id == twin).sorted("state"),
            [
                {"state": "done", "end_reason": False},
                {"state": "ended", "end_reason": "merged"},
            ],
        )

    def test_queries_do_not_grow(self):
        def queries(count):
            customers = self.env["res.partner"].union(
                *(self.make_buyer(f"Q{n}") for n in range(count))
            )
            call_list = self.make_list(customers)
            call_list.call_ids.unlink()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            call_list.action_fill()
            self.env.flush_all()
            filled = self.cr.sql_log_count - before
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.next_call(call_list)
            self.env.flush_all()
            return filled, self.cr.sql_log_count - before

        queries(3)
        few, many = queries(5), queries(30)
        self.assertLessEqual(many[0], few[0] + 1)
        self.assertLessEqual(many[1], few[1] + 1)
