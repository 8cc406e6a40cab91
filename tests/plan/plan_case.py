"""What the tests of plans share: a validated finding, a signal, an indicator, a plan."""

from datetime import date

from odoo.fields import Command

PLANNERS = "director", "marketing_manager", "leadership"


class PlanMixin:
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = cls.company._mkt_today()
        cls.promotion = cls.env.ref("marketing_office.department_promotion")
        cls.kpi = cls.env["mkt.kpi"].create({"name": "Shops won", "kind": "manual"})
        cls.finding = cls.make_finding()
        cls.target_segment = cls.env["mkt.segment"].create({"name": "Machine makers"})
        cls.signal = cls.env["mkt.signal"].create(
            {
                "name": "Rival cuts prices",
                "company_id": cls.company.id,
                "deadline": cls.today,
            }
        )

    @classmethod
    def make_finding(cls, name="Dealers want stock", state="validated"):
        study = cls.env["mkt.study"].create(
            {
                "name": f"Study: {name}",
                "company_id": cls.company.id,
                "date_to": cls.today,
            }
        )
        return cls.env["mkt.finding"].create(
            {"name": name, "study_id": study.id, "state": state}
        )

    @classmethod
    def period(cls, kind="year", year=None, month=1, company=None):
        return cls.env["mkt.period"]._of(
            company or cls.company, kind, date(year or cls.today.year, month, 1)
        )

    @classmethod
    def plan_vals(cls, **vals):
        period = cls.env["mkt.period"].browse(vals.get("period_id")) or cls.period()
        return {
            "name": "Plan of the year",
            "period_id": period.id,
            "strategy": "Through dealers",
            "positioning": "The fastest service",
            "segment_ids": [Command.set(cls.target_segment.ids)],
            "finding_ids": [Command.set(cls.finding.ids)],
            "goal_ids": [
                Command.create(
                    {"kpi_id": cls.kpi.id, "period_id": period.id, "target": 100}
                )
            ],
            "scheme_ids": [
                Command.create(
                    {
                        "name": "Spring fair",
                        "kind": "exhibition",
                        "date_from": period.date_from,
                        "date_to": period.date_to,
                        "department_id": cls.promotion.id,
                        "planned_cost": 5000,
                    }
                )
            ],
            **vals,
        }

    @classmethod
    def make_plan(cls, user=None, **vals):
        user = user or cls.users["marketing_manager"]
        return cls.env["mkt.plan"].with_user(user).create(cls.plan_vals(**vals))

    def in_force(self, plan):
        plan.action_submit()
        code = plan.sudo().next_post_id.code
        plan.with_user(self.users[code]).action_approve()
        return plan

    def company_target(self, period=None):
        return self.env["mkt.kpi.target"].search(
            [
                ("kpi_id", "=", self.kpi.id),
                ("period_id", "=", (period or self.period()).id),
                ("scope", "=", "company"),
            ]
        )
