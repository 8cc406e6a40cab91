from odoo import api, fields, models

from ...tools.optional import OptionalFloat
from .res_users import SALES_FIGURES


class SalesPlanSupervision(models.Model):
    """How the people of the plan work on their targets, for whoever leads them."""

    _inherit = "mkt.sales.plan.line"

    open_pipeline = fields.Monetary(
        "Weighted Pipeline", compute="_compute_supervision", compute_sudo=True
    )
    stale_count = fields.Integer(
        "Stale Opportunities",
        compute="_compute_supervision",
        compute_sudo=True,
        help="Longer in their stage than its days to rot.",
    )
    overdue_count = fields.Integer(
        "Overdue Activities", compute="_compute_supervision", compute_sudo=True
    )
    kept_share = OptionalFloat(
        "Contacts Kept (%)",
        compute="_compute_supervision",
        compute_sudo=True,
        digits=(16, 1),
        aggregator=None,
        help="Of the last 90 days.",
    )
    call_count = fields.Integer(
        "Calls of the Last 7 Days", compute="_compute_supervision", compute_sudo=True
    )
    coordination_count = fields.Integer(
        "Open Coordination Requests", compute="_compute_supervision", compute_sudo=True
    )
    issue_count = fields.Integer(
        "Open Sales Issues", compute="_compute_supervision", compute_sudo=True
    )
    talked_on = fields.Date(
        "Last Talk", compute="_compute_supervision", compute_sudo=True
    )

    @api.depends("user_id")
    def _compute_supervision(self):
        self.update(dict.fromkeys((*SALES_FIGURES, "talked_on"), False))
        for company, lines in self.filtered("user_id").grouped("company_id").items():
            figures = lines.user_id._mkt_sales_figures(company)
            talks = dict(
                self.env["mkt.sales.talk"]._read_group(
                    [
                        ("company_id", "=", company.id),
                        ("user_id", "in", lines.user_id.ids),
                        ("state", "=", "held"),
                    ],
                    ["user_id"],
                    ["date:max"],
                )
            )
            for line in lines:
                line.update(figures[line.user_id])
                line.talked_on = talks.get(line.user_id, False)

    @api.model
    def _of_people_on(self, users, company, day):
        """The line in force on the day of each person, of the longest period, {user: line}."""
        lines = self.search(
            [
                ("company_id", "=", company.id),
                ("kind", "=", "person"),
                ("user_id", "in", users.ids),
                ("plan_state", "=", "approved"),
                ("date_from", "<=", day),
                ("date_to", ">=", day),
            ],
            order="date_from desc, basis desc, id",
        )
        return {line.user_id: line for line in lines}

    def action_talk(self):
        """A talk with the person: the one that is planned, or a new one."""
        self.ensure_one()
        talk = self.env["mkt.sales.talk"].search(
            [("user_id", "=", self.user_id.id), ("state", "=", "planned")], limit=1
        )
        talk = talk or talk.create({"user_id": self.user_id.id})
        return talk._get_records_action()
