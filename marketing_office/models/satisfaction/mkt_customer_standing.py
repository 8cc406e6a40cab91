from datetime import timedelta

from odoo import api, fields, models

from ...tools.optional import OptionalFloat
from ...tools.text import title_of


class CustomerStanding(models.Model):
    """How satisfied the customer says to be."""

    _inherit = "mkt.customer.standing"

    satisfaction = OptionalFloat(
        "Satisfaction (%)",
        digits=(16, 1),
        compute="_compute_satisfaction",
        help="The average of what the customer's people have answered in 365 days.",
    )
    satisfaction_count = fields.Integer(
        "Survey Answers", compute="_compute_satisfaction"
    )

    @api.depends("partner_id", "company_id")
    @api.depends_context("uid")
    def _compute_satisfaction(self):
        """For the posts that read the answers of customers in the company."""
        sums = {}
        readers = self.env["survey.user_input"]._mkt_asking()["mkt_wave_id"]
        companies = set(self.env.user.mkt_companies(*readers))
        for company, standings in self.grouped("company_id").items():
            if company.id not in companies:
                continue
            # sudo: checked above; the average is seen also by who uses no surveys
            groups = (
                self.env["survey.user_input"]
                .sudo()
                ._read_group(
                    standings._satisfaction_domain(company),
                    ["partner_id"],
                    ["mkt_csat:sum", "__count"],
                )
            )
            for partner, total, count in groups:
                key = company, partner.commercial_partner_id
                before = sums.get(key, (0, 0))
                sums[key] = before[0] + total, before[1] + count
        for standing in self:
            total, count = sums.get((standing.company_id, standing.partner_id), (0, 0))
            standing.satisfaction = total / count if count else False
            standing.satisfaction_count = count

    def _satisfaction_domain(self, company):
        since = fields.Datetime.now() - timedelta(days=365)
        return [
            ("partner_id", "child_of", self.partner_id.ids),
            ("mkt_company_id", "=", company.id),
            ("mkt_has_csat", "=", True),
            ("end_datetime", ">", since),
        ]

    def action_open_satisfaction(self):
        """What the customer's people have answered, by the host's own rules."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": title_of(self.display_name, self.env._("Satisfaction")),
            "res_model": "survey.user_input",
            "views": [[False, "list"], [False, "form"]],
            "domain": self._satisfaction_domain(self.company_id),
            "context": {"create": False},
        }
