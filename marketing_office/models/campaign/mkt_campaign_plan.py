from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date, format_list

# what a scheme says about its campaign, under the same names
SCHEME_FIELDS = ("date_from", "date_to", "planned_cost")


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


class Plan(models.Model):
    _inherit = "mkt.plan"

    campaign_ids = fields.One2many("mkt.campaign", "plan_id", readonly=True, copy=False)
    lacks_campaigns = fields.Boolean(compute="_compute_lacks_campaigns")

    @api.depends("state", "scheme_ids.campaign_id")
    def _compute_lacks_campaigns(self):
        for plan in self:
            plan.lacks_campaigns = plan.state == "approved" and not all(
                scheme.campaign_id for scheme in plan.scheme_ids
            )

    def action_create_campaigns(self):
        """A draft campaign for each scheme that has none yet."""
        self.ensure_one()
        return self.scheme_ids.action_create_campaign()

    def action_view_campaigns(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_office.mkt_campaign_action"
        )
        return {**action, "domain": [("plan_id", "=", self.id)], "context": {}}

    def _on_approved(self):
        result = super()._on_approved()
        old = self.previous_id
        old.campaign_ids.plan_id = self
        for scheme in self.scheme_ids:
            campaign = scheme.previous_id.campaign_id
            if campaign:
                scheme.campaign_id = campaign
                campaign._follow_scheme(scheme)
        (old.scheme_ids - self.scheme_ids.previous_id).campaign_id._lose_scheme(self)
        return result


class PlanCampaign(models.Model):
    _inherit = "mkt.campaign"

    def _follow_scheme(self, scheme):
        """Take over what a revised plan says, and say what changed; as superuser."""
        if self.state in ("closed", "cancelled"):
            return
        changed = [name for name in SCHEME_FIELDS if self[name] != scheme[name]]
        if not changed:
            return
        lines = [
            f"{self._fields[name]._description_string(self.env)}:"
            f" {self._as_words(name, self[name])}"
            f" → {self._as_words(name, scheme[name])}"
            for name in changed
        ]
        self.write({name: scheme[name] for name in changed})
        if self.state == "submitted":
            # what was asked for is no more what it would be
            self._withdraw()
        self.message_post(
            body=self.env._(
                "By the revision %(plan)s: %(changes)s",
                plan=scheme.plan_id.display_name,
                changes=format_list(self.env, lines),
            )
        )

    def _lose_scheme(self, plan):
        """Tell the owner that the plan goes on without the campaign; as superuser."""
        for campaign in self.filtered(lambda c: c.state not in ("closed", "cancelled")):
            campaign.message_post(
                body=self.env._(
                    "The revision %(plan)s does not provide for this campaign any more:"
                    " cancel it, or complete it where money has been spent.",
                    plan=plan.display_name,
                ),
                partner_ids=campaign.user_id.partner_id.ids,
            )

    def _as_words(self, name, value):
        if name == "planned_cost":
            return self.currency_id.format(value)
        return format_date(self.env, value)
