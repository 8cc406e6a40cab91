from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.optional import OptionalMonetary

# what a line is for, and the field that names it
NAMED_BY = {
    "company": None,
    "department": "department_id",
    "team": "team_id",
    "person": "user_id",
    "category": "category_id",
    "channel": "channel_partner_id",
}
# lines of people: their amounts become targets, and are divided level by level
ORGANISATION = "company", "department", "team", "person"
# what may stand above a line
ABOVE = {
    "department": ("company", "department"),
    "team": ("company", "department"),
    "person": ("company", "department", "team"),
    "category": ("company",),
    "channel": ("company",),
}


class SalesPlanLine(models.Model):
    """What the company, a team, a person, a product category or a channel partner shall sell."""

    _name = "mkt.sales.plan.line"
    _description = "Line of a Sales Plan"
    _inherit = ["mkt.plan.part.mixin"]
    _order = "plan_id, sequence, id"
    _parent_name = "parent_id"
    _check_company_auto = True

    plan_id = fields.Many2one(
        "mkt.sales.plan", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(related="plan_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="plan_id.currency_id")
    plan_state = fields.Selection(
        related="plan_id.state", store=True, string="State of the Plan"
    )
    basis = fields.Selection(related="plan_id.basis", store=True)
    period_id = fields.Many2one(related="plan_id.period_id", store=True)
    date_from = fields.Date(related="plan_id.date_from", store=True)
    date_to = fields.Date(related="plan_id.date_to", store=True)
    kind = fields.Selection(
        [
            ("company", "Company"),
            ("department", "Department"),
            ("team", "Sales Team"),
            ("person", "Person"),
            ("category", "Product Category"),
            ("channel", "Channel Partner"),
        ],
        required=True,
        default="person",
    )
    parent_id = fields.Many2one(
        "mkt.sales.plan.line",
        "Part of",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        domain="[('plan_id', '=', plan_id),"
        " ('kind', 'in', ('company', 'department', 'team'))]",
        help="Empty: of the company.",
    )
    child_ids = fields.One2many("mkt.sales.plan.line", "parent_id", "Parts")
    department_id = fields.Many2one(
        "hr.department", index="btree_not_null", ondelete="restrict", check_company=True
    )
    team_id = fields.Many2one(
        "crm.team",
        "Sales Team",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    user_id = fields.Many2one(
        "res.users",
        "Person",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    category_id = fields.Many2one(
        "product.category",
        "Product Category",
        index="btree_not_null",
        ondelete="restrict",
    )
    channel_partner_id = fields.Many2one(
        "mkt.channel.partner",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    weight = fields.Float(
        default=1, help="Share of the amount above, beside the other parts."
    )
    is_kept = fields.Boolean(
        "Fixed Amount",
        help="Entered from below: dividing the amounts leaves it as it is.",
    )
    target = OptionalMonetary()
    floor = OptionalMonetary(help="The least that still counts as a result.")
    stretch = OptionalMonetary(help="What would be an outstanding result.")
    remainder = OptionalMonetary(
        "Not Allocated",
        compute="_compute_remainder",
        compute_sudo=True,
        help="What the parts do not take of it.",
    )
    _weight_positive = models.Constraint(
        "CHECK (weight >= 0)", "A weight cannot be negative."
    )
    _amounts_positive = models.Constraint(
        "CHECK (COALESCE(target, 0) >= 0 AND COALESCE(floor, 0) >= 0"
        " AND COALESCE(stretch, 0) >= 0)",
        "What shall be sold is not less than nothing.",
    )
    _once = models.UniqueIndex(
        "(plan_id, kind, COALESCE(department_id, 0), COALESCE(team_id, 0),"
        " COALESCE(user_id, 0), COALESCE(category_id, 0), COALESCE(channel_partner_id, 0))",
        "The plan has a line for this already.",
    )

    @api.depends(*[name for name in NAMED_BY.values() if name], "kind", "company_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line._name_of_scope()

    def _name_of_scope(self):
        # sudo: the name of whom the line is for, for readers without its rights
        line = self.sudo()
        named = line[NAMED_BY[line.kind] or "company_id"] if line.kind else line
        return named.display_name or ""

    @api.depends("target", "child_ids.target", "child_ids.kind")
    def _compute_remainder(self):
        for line in self:
            parts = line._parts()
            line.remainder = (
                line.currency_id.round(
                    line.target - sum(part.target or 0.0 for part in parts)
                )
                if parts and line.target is not False
                else False
            )

    def _scope(self):
        """What the line is for: kind, and id of what it names (0: the company)."""
        name = NAMED_BY[self.kind]
        return self.kind, self[name].id if name else 0

    def _parts(self):
        """The lines that divide the line among people."""
        return self.child_ids.filtered(lambda line: line.kind in ORGANISATION)

    def _kept_below(self):
        """What dividing leaves as it is among the parts of the line."""
        return sum(
            part.target
            if part.is_kept and part.target is not False
            else part._kept_below()
            for part in self._parts()
        )

    def _weights(self, how, before):
        """By which the lines share what stands above them, in their order."""
        if how == "weight":
            return self.mapped("weight")
        if how == "last_year":
            weights = [max(before.get(line, 0.0), 0.0) for line in self]
            if any(weights):
                return weights
        return [1.0] * len(self)

    @api.onchange("kind")
    def _onchange_kind(self):
        for name in set(filter(None, NAMED_BY.values())) - {NAMED_BY[self.kind]}:
            self[name] = False

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        for line in lines.filtered(lambda ln: ln.kind != "company"):
            if not line.parent_id:
                line.parent_id = line.plan_id._company_line()
        return lines

    @api.constrains("kind", "parent_id", "plan_id", *filter(None, NAMED_BY.values()))
    def _check_place(self):
        for line in self:
            named = {name for name in filter(None, NAMED_BY.values()) if line[name]}
            if named != set(filter(None, [NAMED_BY[line.kind]])):
                raise ValidationError(
                    self.env._(
                        "A line of a sales plan names what its kind says, and nothing"
                        " else."
                    )
                )
            above = line.parent_id
            if above and (
                above.plan_id != line.plan_id
                or above.kind not in ABOVE.get(line.kind, ())
            ):
                raise ValidationError(
                    self.env._(
                        "%(line)s cannot be a part of %(above)s.",
                        line=line.display_name,
                        above=above.display_name,
                    )
                )
            if line.plan_id.basis == "collected" and line.kind in (
                "category",
                "channel",
            ):
                raise ValidationError(
                    self.env._(
                        "What is collected belongs to whole invoices: there are no lines"
                        " by product category or channel partner."
                    )
                )
        if self._has_cycle():
            raise ValidationError(self.env._("A line cannot be a part of itself."))

    @api.constrains("target", "floor", "stretch")
    def _check_order(self):
        for line in self:
            amounts = [
                a for a in (line.floor, line.target, line.stretch) if a is not False
            ]
            if amounts and line.target is False or amounts != sorted(amounts):
                raise ValidationError(
                    self.env._(
                        "%(line)s: floor and stretch stand beside a target, the floor not"
                        " above it and the stretch not below it.",
                        line=line.display_name,
                    )
                )

    def _copy_tree(self, copies):
        """Give the copies of the lines the tree of the lines; called as superuser."""
        new = dict(zip(self.sorted("id"), copies.sorted("id"), strict=True))
        for line, copy in new.items():
            copy.parent_id = new.get(line.parent_id)

    def _check_complete(self):
        """Raise UserError where the lines cannot become targets yet."""
        for line in self:
            if line.target is False:
                raise UserError(
                    self.env._("%(line)s: set the target.", line=line.display_name)
                )
            if line.kind != "company" and not line.parent_id:
                raise UserError(
                    self.env._(
                        "%(line)s: say of which line it is a part.",
                        line=line.display_name,
                    )
                )
        self._check_place()

    # ------------------------------------------------------------- screens

    def _depth(self):
        return self.parent_id._depth() + 1 if self.parent_id else 0

    def _in_tree_order(self):
        """The lines, each followed by its parts."""
        roots = self.filtered(lambda line: line.parent_id not in self)
        return self.browse().concat(*(line._with_parts(self) for line in roots))

    def _with_parts(self, among):
        parts = among.filtered(lambda line: line.parent_id == self)
        return self.concat(*(part._with_parts(among) for part in parts))

    def action_view_sources(self):
        """The customers and opportunities that carry the line."""
        self.ensure_one()
        self.check_access("read")
        action = self.plan_id.action_view_sources()
        return {
            **action,
            "name": self.display_name,
            "domain": [("line_id", "child_of", self.id)],
        }
