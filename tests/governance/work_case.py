"""For each check: what comes to the office from outside, and what its posts then do.

`world_…` makes what the office finds before it; `steps_…` are the ordinary steps of the
post in charge, with its own rights. A check without a world needs nothing but its steps.
"""

from datetime import datetime, timedelta
from itertools import count

from odoo.fields import Command

from ..appraisal.appraisal_case import AppraisalSteps
from ..campaign.campaign_case import CampaignMixin
from ..common import POSTS, OfficeCase
from ..plan.plan_case import PlanMixin
from .governance_case import GovernanceMixin

NUMBERS = count(1)


class WorkMixin(GovernanceMixin, PlanMixin, CampaignMixin, AppraisalSteps):
    posts = POSTS
    assigned_since = "2026-01-01"

    # ------------------------------------------------------------- what all of them use

    @property
    def day(self):
        return self.company._mkt_today()

    def ago(self, days):
        return self.day - timedelta(days=days)

    def ahead(self, days):
        return self.day + timedelta(days=days)

    def by(self, code, model):
        return self.env[model].with_user(self.users[code])

    def name(self, text):
        return f"{text} {next(NUMBERS)}"

    def decide(self, document):
        """Every post that is asked approves."""
        while document.sudo().state == "submitted":
            code = document.sudo().next_post_id.code
            document.with_user(self.users[code]).action_approve()
        return document

    def this_period(self, kind):
        return self.env["mkt.period"]._of(self.company, kind, self.day)

    def customer(self, **vals):
        return self.make_customer(self.name("Firm"), is_company=True, **vals)

    # ------------------------------------------------------------- the office

    def steps_meetings_held(self):
        self.by("director", "mkt.meeting").create({"date": self.day}).action_hold()

    def world_posts_held(self):
        """The Product Manager leaves."""
        held = self.env["mkt.post.assignment"].search(
            [("post_id", "=", self.post("product_manager").id)]
        )
        held.filtered("is_active").date_to = self.ago(1)

    def steps_posts_held(self):
        self._appoint("product_manager")

    def world_departments_staffed(self):
        """Whoever is in charge of customer service leaves."""
        held = self.env["mkt.post.assignment"].search(
            [("department_id", "=", self._service().id), ("level", "=", "post")]
        )
        held.filtered("is_active").date_to = self.ago(1)

    def steps_departments_staffed(self):
        self._appoint("customer_service_manager")

    def _service(self):
        return self.post("customer_service_manager").department_id

    def _appoint(self, code):
        user = self.make_user(f"new_{code}_{next(NUMBERS)}")
        self.by("director", "mkt.post.assignment").create(
            {"user_id": user.id, "post_id": self.post(code).id}
        )

    def steps_figures_computed(self):
        kpis = self.by("report_analyst", "mkt.kpi").search([])
        kpis.action_compute()

    def steps_targets_set(self):
        self.by("director", "mkt.kpi.target").create(
            {
                "kpi_id": self.env.ref("marketing_office.kpi_sales_ordered").id,
                "period_id": self.this_period("month").id,
                "target": 1000,
            }
        )

    def world_bulletins_read(self):
        bulletin = self.by("sales_manager", "mkt.bulletin").create(
            {
                "name": self.name("Price list"),
                "body": "<p>From today.</p>",
                "is_must_read": True,
                "read_by": self.day,
            }
        )
        bulletin.action_publish()
        bulletin.sudo().write({"publish_on": self.ago(9), "read_by": self.ago(3)})

    def steps_bulletins_read(self):
        for receipt in self.env["mkt.bulletin.receipt"].search(
            [("read_at", "=", False)]
        ):
            receipt.bulletin_id.with_user(receipt.user_id).action_read()

    # ------------------------------------------------------------- research and the market

    def steps_studies_reported(self):
        study = self.by("market_researcher", "mkt.study").create(
            {
                "name": self.name("Why do customers go?"),
                "question": "Why do they go?",
                "need": "The price list",
                "by_interview": True,
                "sample_planned": 10,
                "date_from": self.day,
                "date_to": self.ahead(30),
            }
        )
        study.action_submit()
        self.decide(study)
        study.action_start_fieldwork()
        study.action_start_analysis()
        finding = self.by("market_researcher", "mkt.finding").create(
            {"name": "Delivery decides", "study_id": study.id, **self._evidence()}
        )
        finding.action_submit()
        self.as_user(finding, "marketing_manager").action_validate()
        study.action_report()

    def world_findings_reviewed(self):
        study = self.by("market_researcher", "mkt.study").create(
            {
                "name": self.name("Why do customers stay?"),
                "date_from": self.ago(30),
                "date_to": self.ago(3),
            }
        )
        study.sudo().state = "analysis"
        self.by("market_researcher", "mkt.finding").create(
            {"name": "Service decides", "study_id": study.id, **self._evidence()}
        ).action_submit()

    def _evidence(self):
        files = self.by("market_researcher", "ir.attachment")
        file = files.create({"name": "answers.pdf", "raw": b"x"})
        return {"attachment_ids": [Command.set(file.ids)]}

    def steps_findings_reviewed(self):
        findings = self.by("marketing_manager", "mkt.finding")
        findings.search(
            [("state", "=", "submitted"), ("study_id.state", "=", "analysis")]
        ).action_validate()

    def steps_observations_recorded(self):
        self.by("market_researcher", "mkt.observation").create(
            [
                {"name": f"A new dealer {n}", "kind": "channel", "date": self.ago(n)}
                for n in range(4)
            ]
        )

    def world_information_collected(self):
        gathering = self.by("market_researcher", "mkt.gathering").create(
            {"name": self.name("Moves of channels"), "kind": "channel"}
        )
        gathering.task_ids.sudo().deadline = self.ago(1)

    def steps_information_collected(self):
        for task in self.env["mkt.gathering.task"].search(
            [("collected_on", "=", False)]
        ):
            self.by("market_researcher", "mkt.observation").create(
                {
                    "name": "A new dealer",
                    "kind": task.kind,
                    "task_id": task.id,
                }
            )

    def world_segments_covered(self):
        self.env["mkt.segment"].create({"name": self.name("Segment")})

    def steps_segments_covered(self):
        segments = self.by("market_researcher", "mkt.segment").search(
            [("is_covered", "=", False), ("is_overall", "=", False)]
        )
        self.by("market_researcher", "mkt.observation").create(
            [
                {"name": "A new dealer", "kind": "channel", "segment_id": segment.id}
                for segment in segments
            ]
        )

    def world_signals_answered(self):
        self.by("market_researcher", "mkt.signal").create(
            {"name": self.name("A price war"), "deadline": self.ago(2)}
        )

    def steps_signals_answered(self):
        signals = self.by("marketing_manager", "mkt.signal")
        signals.search([("waits_for_me", "=", True)]).action_no_change("Too small")

    def steps_market_sizes_validated(self):
        segment = self.env["mkt.segment"].create({"name": self.name("Segment")})
        size = self.by("market_researcher", "mkt.market.size").create(
            {
                "segment_id": segment.id,
                "period_id": self.this_period("year").id,
                "size": 1000,
                "source": "Yearbook",
            }
        )
        self.as_user(size, "marketing_manager").action_validate()

    # ------------------------------------------------------------- plans and products

    def steps_plan_in_force(self):
        self._plan("month")

    def _plan(self, kind, **vals):
        period = self.this_period(kind)
        plan = self.make_plan(period_id=period.id, **vals)
        plan.action_submit()
        return self.decide(plan)

    def world_schemes_carried_out(self):
        self._plan("month")

    def steps_schemes_carried_out(self):
        schemes = self.by("promotion_manager", "mkt.plan.scheme").search(
            [("campaign_id", "=", False), ("plan_state", "=", "approved")]
        )
        schemes.action_create_campaign()
        for campaign in schemes.sudo().campaign_id:
            campaign.user_id = self.users["promotion_manager"]
            self.as_user(campaign, "promotion_manager").action_submit()
            self.decide(campaign)

    def steps_positionings_current(self):
        positionings = self.by("product_manager", "mkt.positioning")
        old = positionings.search([("state", "=", "approved")])
        new = [p.action_revise("Reviewed") for p in old] or [
            positionings.create(
                {
                    "product_tmpl_id": self.env["product.template"]
                    .create({"name": self.name("Relay")})
                    .id,
                    "segment_id": self.env["mkt.segment"]
                    .create({"name": self.name("Segment")})
                    .id,
                }
            )
        ]
        for positioning in new:
            positioning.write({"review_date": self.ahead(60), **POSITIONING})
            positioning.action_submit()
            self.decide(positioning)

    def world_product_milestones(self):
        self._milestone("product", "product_manager")

    def world_group_milestones(self):
        self._milestone("group", "marketing_manager")

    def _milestone(self, kind, code):
        projects = self.env["project.project"]
        project = projects.search([("mkt_kind", "=", kind)], limit=1)
        project = project or projects.create(
            {
                "name": self.name("Relay 40 A"),
                "mkt_kind": kind,
                "company_id": self.company.id,
                "user_id": self.users[code].id,
                "mkt_charter": "What the fair needs of all departments",
                "mkt_member_ids": [
                    Command.set((self.users["sales_manager"] | self.users[code]).ids)
                ],
            }
        )
        self.env["project.milestone"].create(
            {
                "name": self.name("Sample passed"),
                "project_id": project.id,
                "deadline": self.ago(2),
            }
        )

    def steps_product_milestones(self):
        self._reach("product", "product_manager")

    def world_requirements_taken_up(self):
        reason = self.env["crm.lost.reason"].create({"name": self.name("Too slow")})
        requirement = self.by("product_manager", "mkt.requirement").create(
            {"name": self.name("Delivered in a week"), "loss_reason_id": reason.id}
        )
        self.env.flush_all()
        # asked for long ago
        self.env.cr.execute(
            "UPDATE mkt_requirement SET create_date = %s WHERE id = %s",
            [self.ago(99), requirement.id],
        )
        self.env.invalidate_all()

    def steps_requirements_taken_up(self):
        requirements = self.by("product_manager", "mkt.requirement")
        still = requirements.search([("state", "=", "open")])
        still.outcome = "Costs more than it brings"
        still.action_drop()

    def steps_group_milestones(self):
        self._reach("group", "marketing_manager")

    def _reach(self, kind, code):
        milestones = self.by(code, "project.milestone")
        milestones.search(
            [("mkt_project_kind", "=", kind), ("is_reached", "=", False)]
        ).is_reached = True

    # ------------------------------------------------------------- campaigns

    def _campaign(self, **vals):
        campaign = self.by("promotion_manager", "mkt.campaign").create(
            {
                "name": self.name("Fair"),
                "kind": "exhibition",
                "department_id": self.promotion.id,
                "date_from": self.day,
                "date_to": self.ahead(10),
                "planned_cost": 1000,
                **vals,
            }
        )
        campaign.action_submit()
        return self.decide(campaign)

    def steps_campaigns_run(self):
        self._campaign(date_to=self.day).action_start()

    def world_campaigns_on_schedule(self):
        self._campaign()

    def steps_campaigns_on_schedule(self):
        campaigns = self.by("promotion_manager", "mkt.campaign").search([])
        campaigns.filtered(
            lambda c: c.state == "approved" and c.date_from <= self.day
        ).action_start()
        self._close(campaigns)

    def _close(self, campaigns):
        over = campaigns.filtered(
            lambda c: c.state == "running" and c.date_to < self.day
        )
        over.write({"result": "120 contacts", "lessons": "A larger stand"})
        over.action_close()

    def world_campaigns_evaluated(self):
        campaign = self._campaign()
        campaign.action_start()
        campaign.sudo().write({"date_from": self.ago(9), "date_to": self.ago(3)})

    def steps_campaigns_evaluated(self):
        self._close(self.by("promotion_manager", "mkt.campaign").search([]))

    def world_brands_with_strategy(self):
        self._brand()

    def _brand(self):
        brand = {"name": self.name("Brand")}
        return self.by("promotion_manager", "mkt.brand").create(brand)

    def steps_brands_with_strategy(self):
        year = self.this_period("year")
        brands = self.by("promotion_manager", "mkt.brand")
        for brand in brands.search([("lacks_strategy", "=", True)]):
            strategy = self.by("promotion_manager", "mkt.brand.strategy").create(
                {
                    "brand_id": brand.id,
                    "period_id": year.id,
                    "promise": "Delivered in time",
                    "audience": "Panel builders",
                    "messages": "Reliable",
                    "look": "Blue",
                }
            )
            strategy.action_submit()
            self.decide(strategy)

    def world_materials_usable(self):
        materials = self.by("promotion_manager", "mkt.material")
        material = materials.create(
            {
                # a number in it would be a claim that wants its source
                "name": "Poster",
                "brand_id": self._brand().id,
                "medium_id": self.env.ref("utm.utm_medium_email").id,
                "wording": "A relay for panel builders",
                "valid_until": self.ahead(9),
            }
        )
        material.action_submit()
        self.decide(material)
        campaign = self._campaign(material_ids=material.ids)
        campaign.action_start()
        material.sudo().valid_until = self.ago(1)

    def steps_materials_usable(self):
        materials = self.by("promotion_manager", "mkt.material")
        for old in materials.search(
            [("state", "=", "approved"), ("valid_until", "<", self.day)]
        ):
            new = old.action_revise("expired")
            new.valid_until = self.ahead(30)
            new.action_submit()
            self.decide(new)

    # ------------------------------------------------------------- customers and sales

    def world_care_kept(self):
        plans = self.env["mkt.care.plan"]
        plan = plans.search([("name", "=", "Visits of the test")]) or plans.create(
            {
                "name": "Visits of the test",
                "kind": "visit",
                "interval_days": 30,
                "lifecycle": "lost",
            }
        )
        self.env["mkt.care.contact"].create(
            {
                "company_id": self.company.id,
                "partner_id": self.customer().id,
                "user_id": self.users["account_manager"].id,
                "plan_id": plan.id,
                "kind": "visit",
                "deadline": self.ago(3),
            }
        )

    def steps_care_kept(self):
        contacts = self.by("account_manager", "mkt.care.contact").search(
            [
                ("state", "=", "planned"),
                ("user_id", "=", self.users["account_manager"].id),
            ]
        )
        contacts.action_done("They will order in autumn")

    def world_customers_in_hands(self):
        self.env["mkt.customer.standing"].create(
            {
                "company_id": self.company.id,
                "partner_id": self.customer().id,
                "lifecycle": "active",
            }
        )

    def steps_customers_in_hands(self):
        standings = self.by("sales_manager", "mkt.customer.standing").search(
            [("user_id", "=", False)]
        )
        for standing in standings:
            self.by("sales_manager", "mkt.customer.assignment").create(
                {
                    "partner_id": standing.partner_id.id,
                    "user_id": self.users["account_manager"].id,
                }
            )

    def steps_calls_made(self):
        customers = self.env["res.partner"]
        for _number in range(10):
            customer = self.customer(phone=f"+86 573 8{next(NUMBERS):07}")
            self._order(customer).action_confirm()
            customers |= customer
        manager = self.users["sales_manager"]
        calls = self.by("sales_manager", "mkt.call.list").create(
            {
                "name": self.name("Spare parts"),
                "user_id": manager.id,
                "caller_ids": [Command.set(self.users["sales_staff"].ids)],
                "domain": str([("id", "in", customers.ids)]),
            }
        )
        calls.action_fill()
        calls.action_start()
        for _number in range(10):
            action = self.as_user(calls, "sales_staff").action_next()
            call = self.by("sales_staff", "mkt.call").browse(action["res_id"])
            call.outcome_id = self.env["mkt.call.outcome"].search(
                [("effect", "=", "done")], limit=1
            )
            call.action_record()

    def _order(self, customer, **vals):
        product = self.env["product.product"].create({"name": self.name("Cabinet")})
        return self.env["sale.order"].create(
            {
                "partner_id": customer.id,
                "user_id": self.users["sales_staff"].id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "price_unit": 100,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
                **vals,
            }
        )

    def steps_contracts_signed(self):
        order = self._order(self.customer(), user_id=self.users["account_manager"].id)
        contract = self.by("account_manager", "mkt.contract").create(
            {
                "number": self.name("HT"),
                "order_id": order.id,
                "user_id": self.users["account_manager"].id,
                "date_from": self.day,
                "date_to": self.ahead(365),
                "file": "UERG",
                "file_name": "contract.pdf",
            }
        )
        contract.action_sign()

    def world_opportunities_followed(self):
        self.env["crm.lead"].create(
            {
                "name": self.name("200 relays"),
                "type": "opportunity",
                "user_id": self.users["sales_staff"].id,
                "company_id": self.company.id,
            }
        )

    def steps_opportunities_followed(self):
        leads = self.by("sales_staff", "crm.lead").search(
            [("type", "=", "opportunity"), ("user_id", "!=", False)]
        )
        for lead in leads:
            lead.activity_schedule(
                "mail.mail_activity_data_call", date_deadline=self.ahead(10)
            )

    def steps_sales_plan_in_force(self):
        plan = self.by("sales_manager", "mkt.sales.plan").create(
            {
                "name": self.name("Sales"),
                "period_id": self.this_period("month").id,
                "allocate_by": "even",
            }
        )
        plan._company_line().target = 1000
        plan.action_fill()
        plan.action_allocate()
        plan.action_submit()
        self.decide(plan)

    def steps_orders_confirmed(self):
        self.as_user(self._order(self.customer()), "sales_staff").action_confirm()

    def world_channel_agreements(self):
        if not self.env["mkt.channel.partner"].search([]):
            self.env["mkt.channel.partner"].create(
                {
                    "partner_id": self.customer().id,
                    "user_id": self.users["sales_manager"].id,
                }
            )

    def steps_channel_agreements(self):
        partners = self.by("sales_manager", "mkt.channel.partner").search([])
        for partner in partners:
            self.by("sales_manager", "mkt.contract").create(
                {
                    "number": self.name("DL"),
                    "channel_partner_id": partner.id,
                    "user_id": self.users["sales_manager"].id,
                    "date_from": self.day,
                    "date_to": self.ahead(60),
                    "file": "UERG",
                    "file_name": "agreement.pdf",
                }
            ).action_sign()

    def world_sales_issues_solved(self):
        lead = self.env["crm.lead"].create(
            {
                "name": self.name("80 relays"),
                "type": "opportunity",
                "user_id": self.users["sales_staff"].id,
            }
        )
        issue = self.by("sales_staff", "mkt.sales.issue").create(
            {"name": self.name("Price too high"), "lead_id": lead.id}
        )
        issue.sudo().deadline = self.ago(3)

    def steps_sales_issues_solved(self):
        issues = self.by("sales_manager", "mkt.sales.issue").search(
            [("state", "=", "open")]
        )
        issues.action_take()
        issues.write({"cause": "price", "solution": "Ten percent with the next order"})
        issues.action_solve()

    # ------------------------------------------------------------- training

    def _sessions(self):
        return self.by("marketing_manager", "mkt.training.session")

    def _plan_training(self, days):
        """The plan of the year has a session in each of two quarters; so many days ago."""
        year = self.this_period("year")
        plans = self.by("marketing_manager", "mkt.training.plan")
        if plans.search([("period_id", "=", year.id)]):
            return
        plan = plans.create({"name": "Training", "period_id": year.id})
        staff = self.users["sales_staff"] | self.users["service_clerk"]
        sessions = self._sessions().create(
            [
                {
                    "name": self.name("Handling complaints"),
                    "plan_id": plan.id,
                    "planned_on": day,
                    "hours": 3,
                    "user_id": self.users["market_researcher"].id,
                    "participant_ids": [Command.set(staff.ids)],
                }
                for day in (self.day, self.ahead(92))
            ]
        )
        plan.action_submit()
        self.decide(plan)
        for session in sessions.sudo():
            session.planned_on -= timedelta(days=days)

    def world_training_held(self):
        self._plan_training(0)

    def world_training_recorded(self):
        self._plan_training(3)

    def steps_training_held(self):
        due = self._sessions().search(
            [("state", "=", "planned"), ("planned_on", "<=", self.day)]
        )
        for session in due:
            session.action_schedule()
            self._hold(session)

    steps_training_recorded = steps_training_held

    def _hold(self, session):
        trainer = self.as_user(session, "market_researcher")
        trainer.action_all_attended()
        trainer.action_hold()

    # ------------------------------------------------------------- appraisal

    def steps_appraisals_released(self):
        self._appraise()

    def steps_sales_growth_judged(self):
        self._appraise("sales_growth", 5.0)

    def steps_market_share_judged(self):
        self._appraise("market_share_growth", 2.0)

    def steps_satisfaction_judged(self):
        self._appraise("customer_satisfaction", 85.0)

    def steps_cost_control_judged(self):
        self._appraise("cost_to_budget", 90.0)

    def _appraise(self, name=None, value=None):
        """Everybody is appraised for the last quarter, by that figure, up to the release."""
        last = self._close_last("quarter")
        if name:
            # what the computation has found of the company when the quarter was closed
            self.figure(name, value, period=last)
        rounds = self.by("director", "mkt.appraisal.round")
        appraisal_round = rounds.create({"period_id": last.id})
        appraisal_round.action_open()
        self.to_release(appraisal_round.sudo())

    def _close_last(self, kind):
        running = self.this_period(kind)
        last = running._of(self.company, kind, running.date_from - timedelta(days=1))
        self.as_user(last, "finance_manager").action_close()
        return last

    # ------------------------------------------------------------- reports

    def steps_reports_submitted(self):
        last = self._close_last("month")
        report = self.by("report_analyst", "mkt.report").create({"period_id": last.id})
        self.as_user(report, "director").action_review()
        report.action_submit()

    # ------------------------------------------------------------- service

    def world_cases_acknowledged(self):
        self.make_complaint(
            name=self.name("Relay fails"),
            received_at=datetime.combine(self.ago(3), datetime.min.time()),
        )

    def steps_cases_acknowledged(self):
        cases = self.by("service_clerk", "mkt.complaint")
        cases.search([("state", "=", "received")]).action_acknowledge()

    def world_disputes_in_time(self):
        self.make_complaint(
            name=self.name("Relay fails"),
            kind="dispute",
            received_at=datetime.combine(self.ago(70), datetime.min.time()),
            dispute_forum="authority",
            dispute_reference=self.name("12315"),
            dispute_accepted_on=self.ago(70),
        )

    def steps_disputes_in_time(self):
        cases = self.by("customer_service_manager", "mkt.complaint")
        before_forum = cases.search([("statutory_deadline_at", "!=", False)])
        before_forum.write(
            {
                "dispute_ended_on": self.day,
                "dispute_end_reason": "Settled by mediation",
            }
        )

    def world_corrective_actions_done(self):
        self.env["mkt.corrective.action"].create(
            {
                "name": self.name("Check the relays"),
                "cause_id": self.env["mkt.complaint.cause"].search([], limit=1).id,
                "due_date": self.ago(3),
                "user_id": self.users["product_manager"].id,
            }
        )

    def steps_corrective_actions_done(self):
        actions = self.by("product_manager", "mkt.corrective.action")
        actions.search([("state", "=", "open")]).action_done()

    def world_satisfaction_asked(self):
        self._order(self.customer()).action_confirm()

    def steps_satisfaction_asked(self):
        surveys = self.by("customer_service_manager", "mkt.satisfaction.survey")
        running = surveys.search([("state", "=", "running")])
        if not running:
            running = surveys.create(
                {
                    "name": self.name("Survey"),
                    "survey_id": self.env.ref(
                        "marketing_office.survey_satisfaction"
                    ).id,
                }
            )
            running.action_start()
        # what the scheduled action does of itself on that day
        running.sudo()._draw()

    # ------------------------------------------------------------- money

    def world_budgets_in_force(self):
        """The budget of the year is out of force."""
        self.budget.state = "superseded"

    def steps_budgets_in_force(self):
        budget = self.make_budget(
            user=self.users["finance_manager"],
            planned={"travel": 100.0},
            period_id=self.this_period("month").id,
            department_id=self.env.ref("marketing_office.department_sales").id,
        )
        budget.action_submit()
        self.decide(budget)

    def world_requests_settled(self):
        request = self.request(10, date=self.ago(40))
        self.decide(request)
        self.env["mkt.expense.settlement"].with_user(self.person).create(
            {"request_id": request.id, "name": "Receipt", "amount": 10}
        )

    def steps_requests_settled(self):
        requests = self.by("finance_manager", "mkt.expense.request")
        requests.search([("state", "=", "approved")]).action_settle()


POSITIONING = {
    "features": "Switches 40 A",
    "sales_strategy": "Through dealers",
    "price_from": 10,
    "price_to": 20,
}


class WorkCase(WorkMixin, OfficeCase):
    pass
