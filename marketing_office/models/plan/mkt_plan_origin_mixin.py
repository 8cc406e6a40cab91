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
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_office.mkt_plan_action"
        )
        return {**action, "domain": [("id", "in", self.plan_ids.ids)], "context": {}}
