from odoo import api, fields, models


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
        "Upheld Lately",
        compute="_compute_recent_count",
        help="Upheld cases received within the days that make a trend.",
    )
    needs_action = fields.Boolean(
        compute="_compute_needs_action",
        search="_search_needs_action",
        help="The cause recurs and no corrective action is under way.",
    )

    @api.model
    def _recurring(self, company):
        """Number of upheld cases of late in the company by cause, for all with any."""
        # sudo: a cause recurs whoever may read the cases
        cases = self.env["mkt.complaint"].sudo()
        return dict(
            cases._read_group(cases._upheld_of_late(company), ["cause_id"], ["__count"])
        )

    @api.depends_context("allowed_company_ids")
    def _compute_recent_count(self):
        counts = {}
        for company in self.env.companies:
            for cause, count in self._recurring(company).items():
                counts[cause.id] = counts.get(cause.id, 0) + count
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
        due = self.browse()
        for company in self.env.companies:
            due |= self._without_action(company)
        return [("id", "in", due.ids)]

    @api.model
    def _without_action(self, company):
        """The causes that recur in the company while nothing is done about them."""
        # sudo: how many cases make a trend is a rule of the company, no secret
        most = company.sudo().mkt_recur_cases
        counts = self._recurring(company)
        recurring = [cause.id for cause, count in counts.items() if count >= most]
        if not recurring:
            return self.browse()
        answered = self.env["mkt.corrective.action"]._answering(company)
        # sudo: an action answers the cause whoever may read it
        done = answered.sudo().filtered(lambda action: not action.lot).cause_id
        return self.browse(recurring) - done.with_env(self.env)

    def action_open_corrective_action(self):
        """A new corrective action for the cause, with its recent cases."""
        self.ensure_one()
        self.check_access("read")
        company = self.env.company
        cases = self.env["mkt.complaint"]
        recent = cases.search(
            [*cases._upheld_of_late(company), ("cause_id", "=", self.id)]
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Corrective Action"),
            "res_model": "mkt.corrective.action",
            "view_mode": "form",
            "context": {
                "default_cause_id": self.id,
                "default_company_id": company.id,
                "default_complaint_ids": recent.ids,
            },
        }
