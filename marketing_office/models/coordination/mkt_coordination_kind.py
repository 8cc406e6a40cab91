from odoo import fields, models


class CoordinationKind(models.Model):
    _name = "mkt.coordination.kind"
    _description = "Kind of Coordination Request"
    _inherit = ["mkt.shared.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    post_id = fields.Many2one(
        "mkt.post",
        "Usually Asked",
        index="btree_not_null",
        ondelete="restrict",
        help="The post that a new request of the kind asks, unless another is chosen.",
    )
    is_presales = fields.Boolean(
        "Pre-Sales Support",
        help="What is asked for before a sale, as samples, solutions and tenders: counted"
        " as the support behind the deals that were won.",
    )
    shared_id = fields.Many2one(
        "mkt.coordination.kind",
        "Adapted From",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    adapted_ids = fields.One2many(
        "mkt.coordination.kind", "shared_id", context={"active_test": False}
    )
