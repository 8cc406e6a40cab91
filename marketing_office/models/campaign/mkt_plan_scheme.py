from odoo import fields, models
from odoo.exceptions import UserError

from .mkt_campaign_plan import SCHEME_FIELDS


class PlanScheme(models.Model):
    _inherit = "mkt.plan.scheme"
    _governed = ("campaign_id",)

    campaign_id = fields.Many2one(
        "mkt.campaign",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    def action_create_campaign(self):
        """Draft campaigns for the schemes of approved plans that have none yet."""
        campaigns = self.env["mkt.campaign"]
        self.check_access("read")
        for scheme in self:
            if scheme.plan_id.state != "approved":
                raise UserError(
                    self.env._(
                        "%(plan)s is not an approved plan in force.",
                        plan=scheme.plan_id.display_name,
                    )
                )
            if scheme.campaign_id:
                continue
            campaign = campaigns.create(scheme._campaign_vals())
            # sudo: the approved plan does not change by the link to what carries it out
            scheme.sudo().campaign_id = campaign
            campaigns += campaign
        if not campaigns:
            raise UserError(self.env._("Every scheme has its campaign already."))
        return campaigns._get_records_action()

    def _campaign_vals(self):
        return {
            "name": self.name,
            "kind": self.kind,
            "company_id": self.company_id.id,
            "department_id": self.department_id.id,
            "plan_id": self.plan_id.id,
            "segment_id": self.segment_id.id,
            "objective": self.expected_result,
            "product_ids": [fields.Command.set(self.product_tmpl_id.ids)],
            **{name: self[name] for name in SCHEME_FIELDS},
        }
