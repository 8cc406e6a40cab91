from datetime import timedelta

from demo_company import load

from odoo.tests import TransactionCase


class TestDemoCompany(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.today = cls.company._mkt_today()
        cls.loaded = load(cls.env, cls.today)

    def test_essentials(self):
        self.assertTrue(self.loaded)
        self.assertEqual(self.company.currency_id.name, "CNY")
        self.assertEqual(self.company.resource_calendar_id.tz, "Asia/Shanghai")
        self.assertEqual(self.company.resource_calendar_id.hours_per_week, 40)

    def test_every_post_has_a_holder_who_has_its_group(self):
        posts = self.env["mkt.post"].search([("code", "!=", "member")])
        for post in posts:
            self.assertTrue(post.holder_ids, post.code)
            for user in post.holder_ids:
                self.assertIn(post.group_id, user.group_ids)

    def test_people_sign_in_with_their_login(self):
        for login in ("director", "analyst", "customer"):
            credential = {"type": "password", "login": login, "password": login}
            user = self.env["res.users"].search([("login", "=", login)])
            user.with_user(user)._check_credentials(credential, {"interactive": True})

    def test_revenue_in_each_of_the_last_24_months(self):
        months = (
            self.env["sale.order"]
            .with_context(tz="Asia/Shanghai")
            ._read_group(
                [
                    ("state", "=", "sale"),
                    ("date_order", "<=", self.today + timedelta(1)),
                ],
                ["date_order:month"],
                ["amount_untaxed:sum"],
            )
        )
        self.assertEqual(len(months), 24)
        for _month, amount in months:
            self.assertGreater(amount, 0)

    def test_invoices_are_posted_and_mostly_paid(self):
        kinds = "out_invoice", "out_refund"
        moves = self.env["account.move"].search([("move_type", "in", kinds)])
        self.assertGreater(len(moves), 120)
        self.assertEqual(set(moves.mapped("state")), {"posted"})
        self.assertEqual(moves.currency_id.name, "CNY")
        self.assertLessEqual(max(moves.mapped("invoice_date")), self.today)
        paid = moves.filtered(lambda move: move.payment_state == "paid")
        self.assertGreater(len(paid), 100)

    def test_cases_stand_in_every_state(self):
        cases = self.env["mkt.complaint"].search([])
        self.assertEqual(
            set(cases.mapped("state")), set(dict(cases._fields["state"].selection))
        )
        for case in cases.filtered("closed_at"):
            self.assertGreater(case.closed_at, case.received_at)

    def test_a_lot_raised_a_corrective_action(self):
        [action] = self.env["mkt.corrective.action"].search([("lot", "!=", False)])
        self.assertTrue(action.is_raised)
        self.assertEqual(len(action.complaint_ids), action.trend_cases)
        self.assertEqual(set(action.complaint_ids.mapped("lot")), {action.lot})
        self.assertEqual(action.complaint_ids.product_id, action.product_id)

    def test_budgets_are_divided_among_the_months(self):
        lines = self.env["mkt.budget.line"].search([("share_ids", "!=", False)])
        self.assertTrue(lines)
        self.assertFalse(lines.filtered("is_shared_wrong"))

    def test_every_post_that_decides_has_something_to_decide(self):
        for login in ("finance", "director", "leadership", "marketing"):
            user = self.env["res.users"].search([("login", "=", login)])
            steps = self.env["mkt.approval.step"].with_user(user)
            self.assertTrue(steps.search_count([("waits_for_me", "=", True)]), login)

    def test_every_figure_of_a_desk_has_a_target(self):
        cards = self.env["mkt.desk.card"]
        for user in self.env["mkt.post.assignment"].search([]).user_id:
            figures = cards.with_user(user).get_desk()["figures"]
            self.assertTrue(figures, user.login)
            for figure in figures:
                with self.subTest(user.login, figure=figure["name"]):
                    self.assertTrue(figure["target"])

    def test_money_is_spent_all_through_the_year(self):
        months = self.env["mkt.budget.entry"]._read_group(
            [
                ("kind", "=", "spend"),
                ("date", ">=", self.today.replace(month=1, day=1)),
            ],
            ["date:month"],
        )
        self.assertGreaterEqual(len(months), self.today.month - 4)

    def test_nothing_is_sent(self):
        self.assertFalse(self.env["mail.mail"].search_count([]))
        self.assertFalse(self.env["ir.mail_server"].search_count([]))

    def test_second_run_changes_nothing(self):
        partners = self.env["res.partner"].search_count([])
        self.assertFalse(load(self.env, self.today))
        self.assertEqual(self.env["res.partner"].search_count([]), partners)

    def test_studies_have_cost_evidence_and_a_trend(self):
        reported = self.env["mkt.study"].search([("state", "=", "reported")])
        repeated = reported.filtered("frequency")
        self.assertEqual(len(repeated), 2)
        for study in repeated:
            self.assertEqual(study.expense_request_ids.state, "settled")
            self.assertGreater(study.actual_cost, 0)
            self.assertEqual(len(study.series_ids), 3)
        findings = self.env["mkt.finding"].search([("state", "=", "validated")])
        self.assertTrue(all(findings.mapped("evidence_count")))

    def test_the_market_is_known(self):
        self.assertEqual(self.env["mkt.competitor"].search_count([]), 5)
        sizes = self.env["mkt.market.size"].search([])
        self.assertEqual(
            set(sizes.mapped("state")), {"draft", "validated", "superseded"}
        )
        shares = self.env["mkt.market.share"].search([("state", "=", "validated")])
        for share in shares:
            self.assertGreater(share.share, 0)
            self.assertLess(share.share + share.competitors_share, 100)
        signals = self.env["mkt.signal"].search([])
        self.assertTrue(signals.filtered("is_overdue"))
        self.assertIn("no_change", signals.mapped("state"))
        self.assertTrue(any(self.env["mkt.competitor"].search([]).mapped("lost_count")))

    def test_a_sales_plan_in_mid_year(self):
        """In force; a team missed two months at least; what was forecast and proposed."""
        plan = self.env["mkt.sales.plan"].search([("state", "=", "approved")])
        self.assertEqual(len(plan), 1)
        self.assertTrue(plan.date_from <= self.today <= plan.date_to)
        months = self.env["mkt.kpi.value"].search(
            [
                ("kpi_id", "=", self.env.ref("marketing_office.kpi_sales_ordered").id),
                ("scope", "=", "team"),
                ("target", "!=", False),
                ("period_kind", "=", "month"),
                ("date_from", ">=", plan.date_from),
                ("period_id.date_to", "<", self.today),
            ]
        )
        missed = months.filtered(lambda value: value.achievement < 100)
        if self.today.month > 4:
            self.assertGreaterEqual(len(missed), 2)
            self.assertTrue(months - missed)
            self.assertGreater(plan._company_line().forecast_error, 0)
        draft = self.env["mkt.sales.plan"].search([("state", "=", "draft")])
        proposals = self.env["mkt.sales.proposal"].search([("plan_id", "=", draft.id)])
        self.assertEqual(set(proposals.mapped("state")), {"asked", "handed_in"})
        issues = self.env["mkt.sales.issue"].search([])
        self.assertEqual(set(issues.mapped("state")), {"open", "owned", "solved"})
        self.assertTrue(self.env["crm.team.member"].search([("mkt_is_new", "=", True)]))

    def test_a_signal_leads_to_a_plan_and_its_results(self):
        plan = self.env["mkt.plan"].search(
            [("state", "=", "approved"), ("version", ">", 1)]
        )
        studies = plan.signal_ids.study_ids
        self.assertTrue(studies.finding_ids & plan.finding_ids)
        self.assertFalse(plan.lacks_campaigns)
        self.assertEqual(plan.project_count, 2)
        asked = plan.campaign_ids.filtered("has_awareness_change")
        self.assertGreater(asked.awareness_change, 0)
        reached = self.env["mkt.kpi.value"].search(
            [
                ("kpi_id", "=", self.env.ref("marketing_office.kpi_plan_goals").id),
                ("has_value", "=", True),
                ("period_kind", "=", "quarter"),
            ]
        )
        self.assertTrue(reached or self.today.month < 4)

    def test_every_entry_of_the_print_menus(self):
        """Each gives the Director a sheet or a file, of records that the company has."""
        user = self.env["res.users"].search([("login", "=", "director")])
        finance = self.env["res.users"].search([("login", "=", "finance")])
        periods = self.env["mkt.period"]
        self.env["mkt.annual.account"].with_user(finance).create(
            {
                "period_id": periods._of(
                    self.company, "year", self.today.replace(year=self.today.year - 1)
                ).id
            }
        )
        self.env["mkt.control.sample"].with_user(user).create(
            {
                "control_id": self.env.ref("marketing_office.control_meetings_held").id,
                "period_id": periods._of(self.company, "month", self.today).id,
            }
        )
        printed = [
            ("binding_type", "=", "report"),
            ("binding_model_id.model", "=like", "mkt.%"),
        ]
        sheets = self.env["ir.actions.report"].search(printed)
        files = self.env["ir.actions.server"].search(printed)
        self.assertGreater(len(sheets), 8)
        self.assertGreater(len(files), 20)
        render = self.env["ir.actions.report"].with_user(user)._render_qweb_html
        for entry in (*sheets, *files):
            model = entry.binding_model_id.model
            records = self.env[model].with_user(user).search([], limit=2)
            with self.subTest(entry=entry.name, model=model):
                self.assertTrue(records)
                if entry._name == "ir.actions.report":
                    content, _kind = render(entry.report_name, records.ids)
                    self.assertIn(b"mkt-sheet", content)
                    continue
                action = entry.with_user(user).with_context(
                    active_model=model, active_ids=records.ids, active_id=records[0].id
                )
                self.assertIn(
                    action.run()["type"], ("ir.actions.act_url", "ir.actions.report")
                )

    def test_sheets_say_who_signed_them_and_when(self):
        signed = {
            "marketing_office.report_complaint": self.env["mkt.complaint"].search(
                [("state", "=", "closed"), ("reviewer_id", "!=", False)], limit=1
            ),
            "marketing_office.report_appraisal": self.env["mkt.appraisal"].search(
                [("decided_by_id", "!=", False)], limit=1
            ),
            "marketing_office.report_sales_plan": self.env["mkt.sales.plan"].search(
                [("state", "=", "approved")], limit=1
            ),
        }
        for name, record in signed.items():
            with self.subTest(name=name):
                self.assertTrue(record)
                names = [entry for entry in record._signatures() if entry[1]]
                self.assertGreater(len(names), 1)
                self.assertTrue(any(day for _label, _names, day in names))
                content, _kind = self.env["ir.actions.report"]._render_qweb_html(
                    name, record.ids
                )
                for _label, people, day in names:
                    self.assertIn(people, content.decode())
                    self.assertIn(day or "", content.decode())

    def test_training_and_working_groups_have_figures(self):
        for name in ("hours", "hours_each", "cost_hour", "effect"):
            kpi = self.env.ref(f"marketing_office.kpi_training_{name}")
            values = self.env["mkt.kpi.value"].search(
                [("kpi_id", "=", kpi.id), ("scope", "=", "company")]
            )
            with self.subTest(name=name):
                self.assertGreater(max(values.mapped("value"), default=0), 0)
        decisions = self.env["mkt.group.decision"].search([])
        self.assertTrue(decisions.filtered("done_on"))
        self.assertTrue(decisions.filtered(lambda d: not d.done_on))
        reasons = self.env["mkt.training.need"].search([]).mapped("reason")
        self.assertIn("control", reasons)
