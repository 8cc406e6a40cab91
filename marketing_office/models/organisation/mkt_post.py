from odoo import api, fields, models


class Post(models.Model):
    _name = "mkt.post"
    _description = "Post"
    _inherit = ["mkt.governed.mixin"]
    _order = "sequence, id"
    _governed = ("code", "level", "group_id", "incompatible_ids")

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, readonly=True, copy=False)
    sequence = fields.Integer(default=10)
    level = fields.Selection(
        [("leadership", "Leadership"), ("post", "Post"), ("staff", "Staff")],
        required=True,
        readonly=True,
        default="post",
    )
    clause = fields.Char(help="Clauses of the management system that define the post.")
    duties = fields.Text(translate=True)
    department_id = fields.Many2one(
        "hr.department", index="btree_not_null", ondelete="restrict"
    )
    group_id = fields.Many2one(
        "res.groups", string="Access Group", required=True, readonly=True, copy=False
    )
    incompatible_ids = fields.Many2many(
        "mkt.post",
        "mkt_post_incompatible_rel",
        "post_id",
        "other_id",
        string="Incompatible Posts",
        readonly=True,
        help="Posts that the holder may not hold at the same time.",
    )
    assignment_ids = fields.One2many("mkt.post.assignment", "post_id")
    holder_ids = fields.Many2many(
        "res.users", string="Holders", compute="_compute_holders"
    )
    deputy_ids = fields.Many2many(
        "res.users", string="Deputies", compute="_compute_holders"
    )
    is_vacant = fields.Boolean(
        string="Vacant", compute="_compute_holders", search="_search_is_vacant"
    )

    _code_uniq = models.Constraint("UNIQUE(code)", "This post exists already.")
    _group_uniq = models.Constraint(
        "UNIQUE(group_id)", "Each post has an access group of its own."
    )

    @api.depends("assignment_ids.is_active")
    @api.depends_context("company")
    def _compute_holders(self):
        users = self._active_users("holder"), self._active_users("deputy")
        for post in self:
            post.holder_ids, post.deputy_ids = (by_post.get(post) for by_post in users)
            post.is_vacant = not post.holder_ids

    def _active_users(self, role):
        """Users by post that hold it today in the current company, in that role."""
        return dict(
            self.env["mkt.post.assignment"]._read_group(
                [
                    ("company_id", "=", self.env.company.id),
                    ("role", "=", role),
                    ("is_active", "=", True),
                ],
                ["post_id"],
                ["user_id:recordset"],
            )
        )

    @api.model
    def _access_groups(self):
        """The access groups that assignments give and take: the fixed table."""
        # sudo: who is assigned is decided by people who may not read groups
        return self.sudo().search([("group_id", "!=", False)]).group_id

    def _search_is_vacant(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("id", "not in", [post.id for post in self._active_users("holder")])]
