from odoo import api, fields, models
from odoo.fields import Domain

SECTIONS = [
    ("remarks", "What Became of the Last Remarks"),
    ("indicators", "Key Indicators"),
    ("revenue", "Why Revenue Moved"),
    ("sales", "Sales and Targets"),
    ("market", "Market, Competition and Research"),
    ("plans", "Plans and Campaigns"),
    ("customers", "Customers and Funnel"),
    ("service", "Service and Satisfaction"),
    ("products", "Product Development and Working Groups"),
    ("budget", "Budget and Forecast"),
    ("people", "People"),
    ("articles", "Articles Observed"),
    ("followup", "Cooperation and Follow-up"),
]


class ReportTemplate(models.Model):
    """A section of the periodic reports: of which kinds, and in which place."""

    _name = "mkt.report.template"
    _description = "Section of the Report Template"
    _inherit = ["mkt.shared.mixin"]
    _order = "sequence, id"
    _rec_name = "section"

    section = fields.Selection(SECTIONS, required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    in_week = fields.Boolean("In Weekly Reports")
    in_month = fields.Boolean("In Monthly Reports", default=True)
    in_quarter = fields.Boolean("In Quarterly Reports", default=True)
    in_year = fields.Boolean("In Annual Reports", default=True)
    shared_id = fields.Many2one(
        "mkt.report.template",
        "Adapted From",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="cascade",
    )
    adapted_ids = fields.One2many(
        "mkt.report.template", "shared_id", context={"active_test": False}
    )

    @api.model
    def _sections_of(self, company, kind):
        """Names of the sections of the company's reports of that kind, in their order."""
        # sudo: which sections a report has is the company's choice, whoever compiles it
        rows = self.sudo().search(
            self._domain_of(company) & Domain(f"in_{kind}", "=", True)
        )
        return list(dict.fromkeys(rows.mapped("section")))
