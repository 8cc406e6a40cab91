from datetime import timedelta

from odoo import api, fields, models

RECURS = 3
RECURS_WITHIN_DAYS = 90


class ComplaintCause(models.Model):
    _name = "mkt.complaint.cause"
    _description = "Cause of Complaints"
    _inherit = ["mkt.shared.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    shared_id = fields.Many2one(
        "mkt.complaint.cause",
        "Adapted From",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    adapted_ids = fields.One2many(
        "mkt.complaint.cause", "shared_id", context={"active_test": False}
    )
    complaint_ids = fields.One2many("mkt.complaint", "cause_id")
    action_ids = fields.One2many("mkt.corrective.action", "cause_id")
    recent_count = fields.Integer(
        "Upheld in the Last 90 Days", compute="_compute_recent_count"
    )
    needs_action = fields.Boolean(
        compute="_compute_needs_action",
        search="_search_needs_action",
        help="The cause recurs and no corrective action is under way.",
    )

    def _recurring(self):
        """Number of upheld cases of the last days by cause, for all causes with any."""
        since = fields.Datetime.now() - timedelta(days=RECURS_WITHIN_DAYS)
        # sudo: a cause recurs whoever may read the cases
        cases = self.env["mkt.complaint"].sudo()
        return dict(
            cases._read_group(
                [
                    ("cause_id", "!=", False),
                    ("decision", "in", ("upheld", "partly")),
                    ("received_at", ">=", since),
                    ("company_id", "in", self.env.companies.ids),
                ],
                ["cause_id"],
                ["__count"],
            )
        )

    @api.depends_context("allowed_company_ids")
    def _compute_recent_count(self):
        counts = {cause.id: count for cause, count in self._recurring().items()}
        for cause in self:
            cause.recent_count = counts.get(cause.id, 0)

    @api.depends("action_ids.state")
    @api.depends_context("allowed_company_ids")
    def _compute_needs_action(self):
        due = self.search([("needs_action", "=", True)])
        for cause in self:
            cause.needs_action = cause in due

    def _search_needs_action(self, operator, value):
        if operator != "in":
            return NotImplemented
        recurring = [c.id for c, count in self._recurring().items() if count >= RECURS]
        return [
            ("id", "in", recurring),
            ("action_ids", "not any", [("state", "in", ("open", "done"))]),
            # its effect is not yet seen in the days that are counted
            (
                "action_ids",
                "not any",
                [
                    ("state", "=", "effective"),
                    ("done_date", ">=", f"today -{RECURS_WITHIN_DAYS}d"),
                ],
            ),
        ]

    def action_open_corrective_action(self):
        """A new corrective action for the cause, with its recent cases."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Corrective Action"),
            "res_model": "mkt.corrective.action",
            "view_mode": "form",
            "context": {"default_cause_id": self.id},
        }
