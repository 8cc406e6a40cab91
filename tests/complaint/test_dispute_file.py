"""A dispute before a forum: the file, its statutory clock, hints where it is decided."""

from datetime import date, timedelta

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time

from ..common import OfficeCase
from .case_steps import CaseStepsMixin


class TestDisputeFile(CaseStepsMixin, OfficeCase):
    posts = ("service_clerk", "customer_service_manager", "director", "sales_staff")
    assigned_since = "2020-01-01"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # 8 hours ahead: midnight there is 16:00 of the day before
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.manager = cls.users["customer_service_manager"]
        cls.customer = cls.make_customer()

    def file(self, **vals):
        """A dispute that the regulator accepted on 1 June, as the manager sees it."""
        case = self.make_case(
            kind="dispute",
            received_at="2026-06-03 01:00:00",
            **{
                "dispute_forum": "authority",
                "dispute_filing": "complaint",
                "dispute_reference": "12315-7",
                "dispute_accepted_on": "2026-06-01",
                **vals,
            },
        )
        return case.with_user(self.manager)

    def statutory(self, case):
        return case.sudo().clock_ids.filtered(lambda c: c.metric == "statutory")

    def at(self, day):
        return freeze_time(f"{day} 02:00:00")

    def test_clock_starts_with_the_acceptance(self):
        with self.at("2026-06-10"):
            case = self.file()
            # 31 July is the 60th day after 1 June; in Shanghai it ends at 16:00 UTC,
            # and its last second is what people read as the deadline
            end = fields.Datetime.to_datetime("2026-07-31 15:59:59")
            self.assertEqual(self.statutory(case).deadline_at, end)
            self.assertEqual(case.statutory_deadline_at, end)
            self.assertEqual(case.statutory_last_day, date(2026, 7, 31))

    def test_without_acceptance_no_clock(self):
        case = self.make_case(kind="dispute", dispute_forum="authority")
        self.assertFalse(self.statutory(case))
        self.assertFalse(self.statutory(self.file(dispute_forum="court")))

    def test_alerts_leave_the_deadline_on_its_day(self):
        with self.at("2026-06-10"):
            case = self.file()
        with self.at("2026-07-31"):
            clock = self.statutory(case)
            clock._alert(fields.Datetime.now())
            self.assertEqual(
                clock.deadline_at, fields.Datetime.to_datetime("2026-07-31 15:59:59")
            )
            due = (
                self.env["mkt.complaint"]
                .with_context(tz="Asia/Shanghai")
                .search(
                    [
                        ("statutory_deadline_at", ">=", "today"),
                        ("statutory_deadline_at", "<", "today +1d"),
                    ]
                )
            )
            self.assertIn(case, due)

    def test_a_report_is_not_mediated(self):
        with self.at("2026-06-10"):
            report = self.file(dispute_filing="report")
            self.assertFalse(self.statutory(report))
            # nothing said: a complaint
            case = self.file(dispute_filing=False, dispute_reference="12315-8")
            self.assertEqual(self.statutory(case).state, "running")
            case.dispute_filing = "report"
            self.assertEqual(self.statutory(case).state, "void")
            self.assertFalse(case.statutory_last_day)

    def test_acceptance_entered_and_corrected_later(self):
        with self.at("2026-06-10"):
            case = self.file(dispute_accepted_on=False)
            case.dispute_accepted_on = "2026-06-01"
            first = self.statutory(case).deadline_at
            case.dispute_accepted_on = "2026-06-05"
            clock = self.statutory(case)
            self.assertEqual(clock.deadline_at - first, timedelta(days=4))
            case.dispute_accepted_on = False
            self.assertEqual(clock.state, "void")
            case.dispute_accepted_on = "2026-06-01"
            self.assertEqual((clock.state, clock.deadline_at), ("running", first))

    def test_what_a_forum_has_done_is_corrected_by_a_manager(self):
        with self.at("2026-06-10"):
            case = self.file().with_user(self.users["service_clerk"])
            for vals in (
                {"dispute_accepted_on": False},
                {"dispute_accepted_on": "2026-06-05"},
                {"dispute_forum": "court"},
            ):
                with self.subTest(**vals), self.assertRaises(UserError):
                    case.write(vals)
            self.assertEqual(self.statutory(case).state, "running")
            case.write(
                {"dispute_ended_on": "2026-06-09", "dispute_end_reason": "Agreed"}
            )
            with self.assertRaises(UserError):
                case.dispute_ended_on = False

    def test_cancelled_only_when_the_forum_has_terminated_it(self):
        with self.at("2026-06-10"):
            case = self.file()
            with self.assertRaises(UserError):
                case.action_cancel("Withdrawn")
            case.write(
                {"dispute_ended_on": "2026-06-09", "dispute_end_reason": "Agreed"}
            )
            case.action_cancel("Withdrawn")
            self.assertEqual(case.state, "cancelled")

    def test_own_decision_does_not_end_the_forum_s_file(self):
        with self.at("2026-06-10"):
            case = self.file()
            self.advance(case.with_user(self.users["service_clerk"]), "decided")
            self.assertEqual(self.statutory(case).state, "running")
            case.action_refuse("Too little")
            self.assertEqual(self.statutory(case).state, "running")

    def test_termination_ends_the_clock(self):
        with self.at("2026-06-10"):
            case, late = self.file(), self.file(dispute_reference="12315-8")
        with self.at("2026-08-20"):
            end = {"dispute_end_reason": "Settled by mediation"}
            case.write({"dispute_ended_on": "2026-07-31", **end})
            late.write({"dispute_ended_on": "2026-08-01", **end})
            self.assertEqual(self.statutory(case).state, "met")
            self.assertEqual(self.statutory(late).state, "missed")

    def test_file_is_complete_and_in_order(self):
        with self.at("2026-06-10"):
            case = self.file()
            for vals in (
                {"dispute_reference": " "},
                {"dispute_forum": False},
                {"dispute_accepted_on": "2026-06-11"},
                {"dispute_ended_on": "2026-06-09", "dispute_end_reason": "\u200b"},
                {"dispute_accepted_on": False, "dispute_ended_on": "2026-06-09"},
                {"kind": "complaint"},
            ):
                with self.subTest(**vals), self.assertRaises(ValidationError):
                    case.write(vals)

    def test_closed_only_when_the_forum_has_terminated_it(self):
        with self.at("2026-06-10"):
            case = self.file()
            clerk = case.with_user(self.users["service_clerk"])
            self.advance(clerk, "decided")
            clerk.dispute_result = "Exchanged"
            with self.assertRaises(UserError):
                clerk.action_close()
            case.write(
                {"dispute_ended_on": "2026-06-10", "dispute_end_reason": "Settled"}
            )
            clerk.action_close()
        self.assertEqual(case.state, "closed")

    def test_who_may_not_work_on_the_case_does_not_change_the_file(self):
        case = self.file().with_user(self.users["sales_staff"])
        with self.assertRaises(UserError):
            case.dispute_accepted_on = "2026-06-02"

    def test_limit_is_a_record(self):
        policy = self.env.ref("marketing_office.sla_policy_statutory")
        with self.at("2026-06-10"):
            policy.hours = 30 * 24
            end = fields.Datetime.to_datetime("2026-07-01 15:59:59")
            self.assertEqual(self.statutory(self.file()).deadline_at, end)

    def test_only_statutory_limits_count_from_the_acceptance(self):
        with self.assertRaises(ValidationError):
            self.env.ref("marketing_office.sla_policy_respond").since = "accepted"

    def test_desk_names_it(self):
        with self.at("2026-06-10"):
            case = self.file()
            self.assertIn(case.id, self.due(self.manager))
            case.write(
                {"dispute_ended_on": "2026-06-10", "dispute_end_reason": "Settled"}
            )
            self.assertNotIn(case.id, self.due(self.manager))

    def due(self, user):
        card = self.env.ref("marketing_office.desk_card_disputes").with_user(user)
        return self.env["mkt.complaint"].with_user(user).search(card._get_domain()).ids


class TestDecisionHints(CaseStepsMixin, OfficeCase):
    posts = ("service_clerk", "customer_service_manager", "sales_staff")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.manager = cls.users["customer_service_manager"]
        cls.customer = cls.make_customer(is_company=False)
        cls.categories = cls.env["product.category"].create(
            [{"name": "Relays"}, {"name": "Cables"}]
        )
        cls.product = cls.env["product.product"].create(
            {"name": "Relay", "categ_id": cls.categories[0].id}
        )
        cls.order = cls.env["sale.order"].create(
            {
                "partner_id": cls.customer.id,
                "company_id": cls.company.id,
                # in Shanghai it is the 2nd already
                "date_order": "2026-03-01 20:00:00",
            }
        )

    def case(self, **vals):
        return self.make_case(
            "responded",
            received_at="2026-03-05 01:00:00",
            order_id=self.order.id,
            product_id=self.product.id,
            **vals,
        )

    def shown(self, case, user=None):
        dialog = self.env["mkt.complaint.answer"].with_user(user or self.manager)
        dialog = dialog.create({"complaint_id": case.id, "step": "decide"})
        return str(dialog.hints or "")

    def test_return_and_warranty_count_from_the_order(self):
        self.env["mkt.complaint.hint"].create(
            {
                "name": "Warranty",
                "source": "Our terms",
                "purpose": "warranty",
                "months": 18,
            }
        )
        case = self.case()
        day = fields.Date.to_date
        self.assertEqual(case.goods_received_on, day("2026-03-02"))
        self.assertEqual(case.return_until, day("2026-03-09"))
        self.assertEqual(case.warranty_until, day("2027-09-02"))
        case.goods_received_on = "2026-03-04"
        self.assertEqual(case.return_until, day("2026-03-11"))

    def test_hints_stand_with_their_source_where_it_is_decided(self):
        shown = self.shown(self.case())
        for code in ("return", "quality", "proof", "damages"):
            hint = self.env.ref(f"marketing_office.hint_{code}")
            with self.subTest(code):
                self.assertIn(hint.name, shown)
                self.assertIn(hint.source, shown)
        mediation = self.env.ref("marketing_office.hint_mediation")
        self.assertNotIn(mediation.name, shown)

    def test_a_report_has_a_hint_of_its_own(self):
        mediation = self.env.ref("marketing_office.hint_mediation").name
        report = self.env.ref("marketing_office.hint_report").name
        case = self.case()
        case.write({"kind": "dispute", "dispute_forum": "authority"})
        for filing, hint, other in (
            (False, mediation, report),
            ("complaint", mediation, report),
            ("report", report, mediation),
        ):
            with self.subTest(filing=filing):
                case.dispute_filing = filing
                shown = self.shown(case)
                self.assertIn(hint, shown)
                self.assertNotIn(other, shown)

    def test_companies_are_no_consumers(self):
        self.customer.is_company = True
        case = self.case()
        self.assertFalse(case.return_until)
        self.assertFalse(self.shown(case))

    def test_exceptions_are_products(self):
        hint = self.env.ref("marketing_office.hint_return")
        case = self.case()
        self.env.ref("marketing_office.hint_quality").active = False
        self.assertTrue(case.return_until)
        hint.excepted_category_ids = self.categories[0]
        case.invalidate_recordset()
        self.assertFalse(case.return_until)
        hint.write(
            {
                "excepted_category_ids": [(5,)],
                "category_ids": [(6, 0, self.categories[1].ids)],
            }
        )
        case.invalidate_recordset()
        self.assertFalse(case.return_until)

    def test_a_company_adapts_a_limit(self):
        hint = self.env.ref("marketing_office.hint_return")
        own = hint.with_user(self.manager)
        adapted = self.env["mkt.complaint.hint"].browse(own.action_adapt()["res_id"])
        adapted.with_user(self.manager).days = 30
        case = self.case()
        self.assertEqual(case.return_until, fields.Date.to_date("2026-04-01"))
        with self.assertRaises(UserError):
            adapted.with_user(self.users["service_clerk"]).days = 1
        with self.assertRaises(UserError):
            own.days = 1
