from odoo import api, fields, models


class PlanDecision(models.Model):
    """What the plans before have reached, for whoever is asked to approve one."""

    _inherit = "mkt.plan"

    similar_ids = fields.Many2many(
        "mkt.plan",
        string="Plans Before",
        compute="_compute_similar_ids",
        help="The plans before of as long a period, and how many goals they reached.",
    )
    goals_reached = fields.Char(
        compute="_compute_goals_reached",
        help="How many of the plan's goals with a figure have reached their target.",
    )

    @api.depends("period_id", "company_id")
    @api.depends_context("uid")
    def _compute_similar_ids(self):
        for plan in self:
            before = self.browse()
            if plan.period_id:
                before = plan._last_similar(
                    [
                        ("period_id.kind", "=", plan.period_id.kind),
                        ("date_from", "<", plan.date_from),
                        ("state", "in", ("approved", "closed")),
                    ],
                    "date_from desc, id desc",
                )
            plan.similar_ids = before

    @api.depends("goal_ids.achievement")
    @api.depends_context("lang")
    def _compute_goals_reached(self):
        judged = self.goal_ids._judged()
        for plan in self:
            met = [judged[goal] for goal in plan.goal_ids if goal in judged]
            plan.goals_reached = bool(met) and self.env._(
                "%(reached)s of %(goals)s", reached=sum(met), goals=len(met)
            )
