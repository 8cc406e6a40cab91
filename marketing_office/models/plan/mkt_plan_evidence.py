from odoo import api, fields, models


class PlanOrigin(models.AbstractModel):
    """What a plan rests on or answers, and the plans that do so."""

    _name = "mkt.plan.origin.mixin"
    _description = "Origin of a Marketing Plan"

    plan_count = fields.Integer("Plans", compute="_compute_plan_count")

    @api.depends("plan_ids")
    def _compute_plan_count(self):
        for record in self:
            record.plan_count = len(record.plan_ids)

    def action_view_plans(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_office.mkt_plan_action"
        )
        return {**action, "domain": [("id", "in", self.plan_ids.ids)], "context": {}}


class PlanFinding(models.Model):
    _name = "mkt.finding"
    _inherit = ["mkt.finding", "mkt.plan.origin.mixin"]
    _governed = ("plan_ids",)

    plan_ids = fields.Many2many("mkt.plan", string="Cited by the Plans", readonly=True)


class PlanSignal(models.Model):
    _name = "mkt.signal"
    _inherit = ["mkt.signal", "mkt.plan.origin.mixin"]
    _governed = ("plan_ids",)

    plan_ids = fields.Many2many(
        "mkt.plan", string="Answered by the Plans", readonly=True
    )
    can_revise_plan = fields.Boolean(compute="_compute_can_revise_plan")

    @api.depends("state")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_can_revise_plan(self):
        for signal in self:
            signal.can_revise_plan = signal.state == "open"
        if not self.env["mkt.plan"].has_access("create"):
            self.can_revise_plan = False

    def action_revise_plan(self):
        """The dialog that begins a revision to answer the signal."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Revise the Plan"),
            "res_model": "mkt.plan.revision",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_signal_ids": self.ids,
                "default_reason": self.name,
            },
        }


class PlanEvidence(models.Model):
    _inherit = "mkt.plan"

    def action_view_findings(self):
        self.ensure_one()
        return self.finding_ids._get_records_action(name=self.env._("Findings Cited"))

    def action_view_signals(self):
        self.ensure_one()
        return self.signal_ids._get_records_action(
            name=self.env._("Answers the Signals")
        )
