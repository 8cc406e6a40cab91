from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.amount import LARGEST
from ...tools.text import title_of


class ApprovalRule(models.Model):
    """Which post decides on documents of a kind, from which amount on.

    Rooms add the kinds of their documents.
    """

    _name = "mkt.approval.rule"
    _description = "Approval Rule"
    _inherit = ["mkt.shared.mixin"]
    _order = "kind, sequence, amount_from, id"

    kind = fields.Selection(
        [],
        "Document",
        required=True,
    )
    sequence = fields.Integer(default=10, help="The posts decide in this order.")
    amount_from = fields.Monetary(
        "From Amount",
        required=True,
        help="In the company's currency; smaller documents do not need this post.",
    )
    post_id = fields.Many2one(
        "mkt.post",
        "Decided by",
        required=True,
        ondelete="restrict",
        domain="[('level', '!=', 'staff')]",
    )
    company_id = fields.Many2one(
        help="Empty: every company without rules of its own for it."
    )
    shared_id = fields.Many2one(
        "mkt.approval.rule",
        "Adapted From",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    adapted_ids = fields.One2many(
        "mkt.approval.rule", "shared_id", context={"active_test": False}
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    active = fields.Boolean(default=True)

    _amount_sensible = models.Constraint(
        f"CHECK (amount_from >= 0 AND amount_from <= {LARGEST})",
        "The amount is neither negative nor more than a budget can hold.",
    )

    @api.depends("company_id")
    @api.depends_context("company")
    def _compute_currency_id(self):
        for rule in self:
            rule.currency_id = (rule.company_id or self.env.company).currency_id

    @api.depends("kind", "post_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for rule in self:
            rule.display_name = title_of(labels.get(rule.kind), rule.post_id.name)

    def _to_adapt(self):
        # one's own rules take the place of all shared ones for the documents
        kinds = super()._to_adapt().mapped("kind")
        return self.search([("kind", "in", kinds), ("company_id", "=", False)])

    @api.model
    def _posts(self, company, kind, amount):
        """The posts that decide on such a document, in their order; never none."""
        # sudo: what needs whose approval does not depend on who asks
        rules = self.sudo().search(
            Domain("kind", "=", kind)
            & Domain("company_id", "in", [company.id, False])
            & Domain("active", "=", True)
        )
        rules = rules.filtered("company_id") or rules
        wanted = rules.filtered(lambda r: r.amount_from <= amount)
        return wanted.post_id or self._post("director")

    @api.model
    def _post(self, code):
        # sudo: which posts there are is no secret
        return self.env["mkt.post"].sudo().search([("code", "=", code)], limit=1)
