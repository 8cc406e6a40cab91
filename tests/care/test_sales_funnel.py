from datetime import date, timedelta

from odoo.exceptions import AccessError, UserError

from .care_case import FILE, CareCase


class TestSalesFunnel(CareCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.staff = cls.users["sales_staff"]
        cls.customer = cls.make_buyer()
        stages = cls.env["crm.stage"].search([], order="sequence")
        cls.first, cls.second = stages[0], stages[1]

    def rows(self, **vals):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["mkt.sales.funnel"].search(
            [(name, "=", value.id) for name, value in vals.items()]
        )

    def make_lead(self, **vals):
        return self.env["crm.lead"].create(
            {
                "name": "Cabinets",
                "type": "opportunity",
                "partner_id": self.customer.id,
                "user_id": self.staff.id,
                "company_id": self.company.id,
                "stage_id": self.first.id,
                **vals,
            }
        )

    def backdate(self, record, **moments):
        record.flush_recordset()
        for column, moment in moments.items():
            self.env.cr.execute(
                f"UPDATE {record._table} SET {column} = %s WHERE id = %s",
                (moment, record.id),
            )
        record.invalidate_recordset()

    def test_every_step_and_its_days(self):
        call_list = self.make_list(self.customer)
        call = self.next_call(call_list)
        call.write({"outcome_id": self.outcome("interested").id, "note": "12 of them"})
        call.action_record()
        lead = call.lead_id.sudo()
        lead.convert_opportunity(self.customer)
        lead.stage_id = self.second
        order = self.make_order(
            self.customer, opportunity_id=lead.id, user_id=self.staff.id
        )
        self.backdate(call, called_at="2026-03-01 08:00:00")
        self.backdate(
            lead,
            create_date="2026-03-02 08:00:00",
            mkt_negotiated_at="2026-03-05 20:00:00",
        )
        self.backdate(order, create_date="2026-03-10 20:00:00")
        row = self.rows(call_id=call)
        self.assertRecordValues(
            row,
            [
                {
                    "origin": "call",
                    "user_id": self.staff.id,
                    "lead_id": lead.id,
                    "order_id": order.id,
                    "started_on": date(2026, 3, 1),
                    "called": 1,
                    "lead": 1,
                    "negotiation": 1,
                    "quotation": 1,
                    "signing": 0,
                    "step": "quotation",
                    "days_to_signing": False,
                }
            ],
        )
        self.assertAlmostEqual(row.days_to_lead, 1)
        self.assertAlmostEqual(row.days_to_negotiation, 3.5)
        self.assertAlmostEqual(row.days_to_quotation, 5)
        self.assertEqual(row.action_open_document()["res_id"], order.id)
        contract = self.env["mkt.contract"].create(
            {
                "number": "HT-9",
                "order_id": order.id,
                "user_id": self.staff.id,
                "date_from": self.today,
                "file": FILE,
            }
        )
        contract.action_sign()
        self.backdate(contract, signed_on="2026-03-15")
        row = self.rows(call_id=call)
        self.assertEqual(row.step, "signing")
        self.assertAlmostEqual(row.days_to_signing, 4 + 4 / 24)
        self.assertFalse(self.rows(lead_id=lead) - row)

    def test_a_lead_without_a_call(self):
        lead = self.make_lead()
        self.assertRecordValues(
            self.rows(lead_id=lead),
            [{"origin": "lead", "step": "lead", "called": 0, "negotiation": 0}],
        )
        lead.stage_id = self.second
        self.assertEqual(self.rows(lead_id=lead).step, "negotiation")
        begun = lead.mkt_negotiated_at
        lead.stage_id = self.first
        self.assertEqual(lead.mkt_negotiated_at, begun)

    def test_nobody_writes_when_it_began(self):
        lead = self.make_lead().with_user(self.staff)
        for change in (
            lambda: lead.write({"mkt_negotiated_at": "2026-01-01"}),
            lambda: lead.create({"name": "x", "mkt_negotiated_at": "2026-01-01"}),
        ):
            with self.assertRaises(AccessError):
                change()

    def test_an_order_without_a_lead(self):
        order = self.make_order(self.customer)
        row = self.rows(order_id=order)
        self.assertRecordValues(row, [{"origin": "order", "step": "quotation"}])
        order.action_confirm()
        order.date_order = order.create_date + timedelta(days=2)
        self.assertAlmostEqual(self.rows(order_id=order).days_to_signing, 2)
        order._action_cancel()
        self.assertFalse(self.rows(order_id=order))

    def test_a_lost_lead_has_come_as_far_as_it_came(self):
        lead = self.make_lead(stage_id=self.second.id)
        lead.action_set_lost()
        self.assertEqual(self.rows(lead_id=lead).step, "negotiation")

    def test_sums_by_hand(self):
        for n in range(5):
            lead = self.make_lead(stage_id=(self.second if n % 2 else self.first).id)
            if n > 1:
                order = self.make_order(self.customer, opportunity_id=lead.id)
                if n > 3:
                    order.action_confirm()
        self.env.flush_all()
        [sums] = self.env["mkt.sales.funnel"]._read_group(
            [("user_id", "=", self.staff.id)],
            [],
            ["lead:sum", "negotiation:sum", "quotation:sum", "signing:sum"],
        )
        self.env.cr.execute(
            """
            SELECT count(*), count(mkt_negotiated_at),
                count(*) FILTER (WHERE EXISTS (
                    SELECT FROM sale_order WHERE opportunity_id = lead.id)),
                count(*) FILTER (WHERE EXISTS (
                    SELECT FROM sale_order
                    WHERE opportunity_id = lead.id AND state = 'sale'))
            FROM crm_lead lead WHERE user_id = %s
            """,
            (self.staff.id,),
        )
        self.assertEqual(tuple(sums), self.env.cr.fetchone())
        self.assertEqual(tuple(sums), (5, 2, 3, 1))

    def ask_presales(self, lead, xmlid="coordination_kind_sample"):
        """A request that has been answered, as its steps leave it."""
        request = self.env["mkt.coordination"].create(
            {
                "name": "Two relays",
                "kind_id": self.env.ref(f"marketing_office.{xmlid}").id,
                "post_id": self.post("product_manager").id,
                "company_id": self.company.id,
                "about_model": "crm.lead",
                "about_id": lead.id,
            }
        )
        request.sudo().state = "answered"
        return request

    def test_presales_support(self):
        supported, other, lost = self.make_lead(), self.make_lead(), self.make_lead()
        request = self.ask_presales(supported)
        # market data is no pre-sales support, nor is what was not delivered
        self.ask_presales(other, "coordination_kind_data")
        self.ask_presales(lost).state = "declined"
        for lead in (supported, other):
            order = self.make_order(self.customer, opportunity_id=lead.id)
            order.action_confirm()
        self.assertTrue(supported.mkt_has_presales)
        self.assertFalse((other | lost).filtered("mkt_has_presales"))
        rows = self.rows(user_id=self.staff)
        self.assertEqual(sum(rows.mapped("presales")), 1)
        self.assertEqual(sum(rows.mapped("presales_signing")), 1)
        supported.action_set_won()
        standing = self.env["mkt.customer.standing"]._of(self.customer, self.company)
        self.give_customer(self.customer, self.staff)
        profile = standing.with_user(self.staff)
        self.assertEqual(profile.presales_count, 1)
        action = profile.action_open_presales()
        self.assertEqual(self.env["crm.lead"].search(action["domain"]), supported)
        request.state = "withdrawn"
        self.assertFalse(supported.mkt_has_presales)

    def test_nobody_writes_that_there_was_support(self):
        lead = self.make_lead().with_user(self.staff)
        with self.assertRaises(AccessError):
            lead.mkt_has_presales = True

    def test_who_sees_the_menu(self):
        menu = self.env.ref("marketing_office.mkt_sales_funnel_menu")
        users = {
            **self.users,
            "marketing_manager": self.make_holder("marketing_manager"),
        }
        for code, is_shown in (
            ("sales_staff", True),
            ("director", True),
            # who has no opportunities would find it empty
            ("marketing_manager", False),
            ("service_clerk", False),
        ):
            visible = menu.with_user(users[code])._visible_menu_ids()
            self.assertEqual(menu.id in visible, is_shown, code)

    def test_whose_rows(self):
        lead = self.make_lead()
        self.env.flush_all()
        for code, expected in (
            ("sales_staff", 1),
            ("sales_manager", 1),
            ("director", 1),
            ("leadership", 1),
            ("account_manager", 0),
            ("service_clerk", 0),
        ):
            found = (
                self.env["mkt.sales.funnel"]
                .with_user(self.users[code])
                .search([("lead_id", "=", lead.id)])
            )
            self.assertEqual(len(found), expected, code)
        row = self.rows(lead_id=lead).with_user(self.users["director"])
        with self.assertRaises(UserError):
            row.write({"called": 7})
