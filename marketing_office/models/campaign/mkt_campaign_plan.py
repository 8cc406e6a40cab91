from odoo import models
from odoo.tools import format_date, format_list

# what a scheme says about its campaign, under the same names
SCHEME_FIELDS = ("date_from", "date_to", "planned_cost")


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
