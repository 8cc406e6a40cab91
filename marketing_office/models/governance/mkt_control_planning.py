from odoo import fields, models

from ...tools.control_check import ControlCheck, in_force


class ControlPlanning(models.Model):
    """Checks on research, plans, products, campaigns and working groups."""

    _inherit = "mkt.control"

    check_name = fields.Selection(
        selection_add=[
            ("studies_reported", "Studies Reported"),
            ("findings_reviewed", "Findings Reviewed"),
            ("observations_recorded", "Market Observations Recorded"),
            ("segments_covered", "Segments Observed of Late"),
            ("information_collected", "Market Information Collected"),
            ("signals_answered", "Market Signals Answered"),
            ("market_sizes_validated", "Market Sizes Validated"),
            ("plan_in_force", "Plan in Force"),
            ("schemes_carried_out", "Activity Schemes Carried Out"),
            ("positionings_current", "Product Positionings up to Date"),
            ("product_milestones", "Milestones of Product Development Reached"),
            ("requirements_taken_up", "Market Requirements Taken up"),
            ("group_milestones", "Milestones of Working Groups Reached"),
            ("campaigns_run", "Campaigns Run"),
            ("campaigns_on_schedule", "Campaigns on Schedule"),
            ("campaigns_evaluated", "Campaigns with a Recorded Result"),
            ("brands_with_strategy", "Brands with a Strategy in Force"),
            ("materials_usable", "Campaigns with Usable Materials"),
        ]
    )

    def _check_studies_reported(self, company, window):
        return ControlCheck(
            model="mkt.study",
            population=[("state", "=", "reported"), *window.moments("reported_at")],
            is_least=True,
        )

    def _check_findings_reviewed(self, company, window):
        return ControlCheck(
            model="mkt.finding",
            population=[
                ("study_id.state", "in", ("analysis", "reported")),
                *window.past_days("study_id.date_to"),
            ],
            observed=[("state", "in", ("validated", "rejected"))],
        )

    def _check_segments_covered(self, company, window):
        return ControlCheck(
            model="mkt.segment",
            population=[("active", "=", True), ("is_overall", "=", False)],
            observed=[("is_covered", "=", True)],
            is_state=True,
        )

    def _check_observations_recorded(self, company, window):
        return ControlCheck(
            model="mkt.observation", population=window.days("date"), is_least=True
        )

    def _check_information_collected(self, company, window):
        return ControlCheck(
            model="mkt.gathering.task",
            population=window.past_days("deadline"),
            observed=[("collected_on", "!=", False)],
        )

    def _check_signals_answered(self, company, window):
        return ControlCheck(
            model="mkt.signal",
            population=window.days("deadline"),
            observed=[("state", "!=", "open")],
        )

    def _check_market_sizes_validated(self, company, window):
        return ControlCheck(
            model="mkt.market.size",
            population=[("state", "=", "validated"), *window.moments("validated_at")],
            is_least=True,
        )

    def _check_plan_in_force(self, company, window):
        return in_force("mkt.plan", window)

    def _check_schemes_carried_out(self, company, window):
        return ControlCheck(
            model="mkt.plan.scheme",
            population=[
                ("plan_state", "in", ("approved", "closed")),
                *window.under_way("date_from", "date_to"),
            ],
            observed=[("campaign_id.state", "in", ("approved", "running", "closed"))],
            is_state=True,
        )

    def _check_positionings_current(self, company, window):
        return ControlCheck(
            model="mkt.positioning",
            population=[("state", "=", "approved")],
            observed=[
                ("product_tmpl_id.active", "=", True),
                "|",
                ("review_date", "=", False),
                ("review_date", ">=", window.last_day),
            ],
            is_state=True,
        )

    def _milestones(self, kind, window):
        return ControlCheck(
            model="project.milestone",
            population=[
                ("mkt_project_kind", "=", kind),
                ("project_id.active", "=", True),
                *window.days("deadline"),
            ],
            observed=[("is_reached", "=", True)],
            company="project_id.company_id",
        )

    def _check_product_milestones(self, company, window):
        return self._milestones("product", window)

    def _check_requirements_taken_up(self, company, window):
        # whoever enters a requirement on the last day has taken up none yet
        return ControlCheck(
            model="mkt.requirement",
            population=[("create_date", "<", window.start_at)],
            observed=[("state", "!=", "open")],
            is_state=True,
        )

    def _check_group_milestones(self, company, window):
        return self._milestones("group", window)

    def _check_campaigns_run(self, company, window):
        return ControlCheck(
            model="mkt.campaign",
            population=[
                ("state", "in", ("running", "closed")),
                *window.under_way("date_from", "date_to"),
            ],
            is_least=True,
        )

    def _check_campaigns_on_schedule(self, company, window):
        return ControlCheck(
            model="mkt.campaign",
            population=[
                ("state", "in", ("approved", "running", "closed")),
                *window.under_way("date_from", "date_to"),
            ],
            observed=[
                "|",
                ("state", "=", "closed"),
                "&",
                ("state", "=", "running"),
                ("date_to", ">=", window.last_day),
            ],
            is_state=True,
        )

    def _check_campaigns_evaluated(self, company, window):
        return ControlCheck(
            model="mkt.campaign",
            population=[
                ("state", "in", ("approved", "running", "closed")),
                *window.past_days("date_to"),
            ],
            observed=[("state", "=", "closed"), ("result", "!=", False)],
        )

    def _check_brands_with_strategy(self, company, window):
        in_force = [
            ("state", "=", "approved"),
            *window.covers("date_from", "date_to"),
        ]
        return ControlCheck(
            model="mkt.brand",
            population=[("active", "=", True)],
            observed=[("strategy_ids", "any", in_force)],
            is_state=True,
        )

    def _check_materials_usable(self, company, window):
        unusable = [
            "|",
            ("state", "!=", "approved"),
            ("valid_until", "<", window.last_day),
        ]
        return ControlCheck(
            model="mkt.campaign",
            population=[("state", "=", "running"), ("material_ids", "!=", False)],
            observed=[("material_ids", "not any", unusable)],
            is_state=True,
        )

    def _check_words(self):
        return super()._check_words() | {
            "studies_reported": self.env._("Studies reported in the period"),
            "findings_reviewed": self.env._(
                "Findings that were validated or rejected ÷ findings of studies under"
                " analysis or reported whose last day lies in the period"
            ),
            "segments_covered": self.env._(
                "Segments of which something was observed within the days of the setting"
                " ÷ segments; the overall market does not count"
            ),
            "observations_recorded": self.env._(
                "Observations of the market with a date in the period"
            ),
            "information_collected": self.env._(
                "Information collected by now ÷ information that was to be collected by"
                " a day of the period that is over"
            ),
            "signals_answered": self.env._(
                "Signals answered by now ÷ signals whose answer was due in the period"
            ),
            "market_sizes_validated": self.env._(
                "Market sizes validated in the period; drafts and superseded ones do not"
                " count"
            ),
            "plan_in_force": self.env._("Approved plans whose period covers today"),
            "schemes_carried_out": self.env._(
                "Schemes with an approved, running or closed campaign ÷ schemes of"
                " approved plans that have begun and were not over before the period"
            ),
            "positionings_current": self.env._(
                "Approved positionings of products on sale whose review is not overdue ÷"
                " approved positionings"
            ),
            "product_milestones": self.env._(
                "Milestones reached by now ÷ milestones of development projects due in"
                " the period"
            ),
            "requirements_taken_up": self.env._(
                "Market requirements in development, met or not pursued ÷ market"
                " requirements entered before the period"
            ),
            "group_milestones": self.env._(
                "Milestones reached by now ÷ milestones of working groups due in the"
                " period"
            ),
            "campaigns_run": self.env._(
                "Campaigns running or closed that were under way in the period"
            ),
            "campaigns_on_schedule": self.env._(
                "Campaigns started in time and closed when over ÷ approved campaigns"
                " under way in the period"
            ),
            "campaigns_evaluated": self.env._(
                "Campaigns closed with a result ÷ approved campaigns that ended in the"
                " period"
            ),
            "brands_with_strategy": self.env._(
                "Brands with an approved strategy whose year covers the day ÷ brands in"
                " use"
            ),
            "materials_usable": self.env._(
                "Campaigns all of whose materials are approved and not expired ÷"
                " campaigns under way with materials"
            ),
        }
