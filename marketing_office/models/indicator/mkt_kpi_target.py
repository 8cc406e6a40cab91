from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import float_round

from ...tools.allocation import cut
from ...tools.deletion import guards_deletion
from ...tools.optional import OptionalFloat

# into what a period is split
PARTS = {"year": "quarter", "quarter": "month"}
# what is entered for a whole, and split into its parts
AMOUNTS = "floor", "target", "stretch"


class KpiTarget(models.Model):
    """What an indicator shall reach in a period; a part of a longer period's target by weight."""

    _name = "mkt.kpi.target"
    _description = "Target of an Indicator"
    _inherit = ["mkt.kpi.scope", "mkt.governed.mixin"]
    _order = "date_from desc, kpi_id, id"
    _governed = ("parent_id",)
    _fixed_after_creation = (
        "kpi_id",
        "period_id",
        "company_id",
        "department_id",
        "team_id",
        "user_id",
    )

    period_kind = fields.Selection(related="period_id.kind", store=True)
    date_from = fields.Date(related="period_id.date_from", store=True)
    unit = fields.Selection(related="kpi_id.unit")
    target = OptionalFloat(
        compute="_compute_target", store=True, readonly=False, recursive=True
    )
    floor = OptionalFloat(
        compute="_compute_target",
        store=True,
        readonly=False,
        recursive=True,
        help="The least that still counts as a result.",
    )
    stretch = OptionalFloat(
        compute="_compute_target",
        store=True,
        readonly=False,
        recursive=True,
        help="What would be an outstanding result.",
    )
    parent_id = fields.Many2one(
        "mkt.kpi.target", "Part of", readonly=True, index=True, ondelete="cascade"
    )
    child_ids = fields.One2many("mkt.kpi.target", "parent_id", "Split Into")
    weight = fields.Float(
        default=1, help="Share of the longer period's target, beside the other parts."
    )
    note = fields.Char()

    _weight_positive = models.Constraint(
        "CHECK (weight >= 0)", "A weight cannot be negative."
    )

    @api.model
    def _governed_names(self):
        # the target is entered, unless it is a part: `write` looks after that
        return super()._governed_names() - set(AMOUNTS)

    @api.depends(
        *(f"parent_id.{name}" for name in AMOUNTS),
        "parent_id.child_ids.weight",
        "weight",
    )
    def _compute_target(self):
        for parent, parts in self.grouped("parent_id").items():
            shares = parent._shares() if parent else {}
            for part in parts:
                for name, amount in shares.get(part, part._amounts()).items():
                    part[name] = amount

    def _amounts(self):
        return {name: self[name] for name in AMOUNTS}

    def _shares(self):
        """What each part takes, {part: amounts}; sums are split, others hold for each.

        Parts in closed periods keep theirs: the others share what is left of the whole.
        """
        kept = self.child_ids.filtered(
            lambda part: part.period_id.state == "closed" and part.target is not False
        )
        parts = self.child_ids - kept
        if self.target is False or not self.kpi_id._adds_up():
            return {part: self._amounts() for part in parts}
        targets = self._cut(self.target - sum(kept.mapped("target")), parts)
        shares = {part: {"target": targets[part]} for part in parts}
        for name in ("floor", "stretch"):
            # the distance to the target is cut, so that rounding turns no order around
            gaps = self._cut_gap(name, kept)
            for part, amounts in shares.items():
                amounts[name] = gaps and float_round(
                    amounts["target"] + gaps[part], precision_digits=self._digits()
                )
        return shares

    def _cut_gap(self, name, kept):
        """The distance from target to floor or stretch of each part, or False."""
        if self[name] is False:
            return False
        said = kept.filtered(lambda part: part[name] is not False)
        rest = self[name] - self.target
        rest -= sum(part[name] - part.target for part in said)
        # a closed part without one keeps none, and takes no more of it than its share
        return self._cut(rest, self.child_ids - said)

    def _cut(self, rest, parts):
        """The amount split by the weights of the parts without remainder, {part: amount}."""
        parts = parts.sorted("date_from")
        shares = cut(rest, parts.mapped("weight"), self._digits())
        return dict(zip(parts, shares, strict=True))

    def _digits(self):
        if self.kpi_id.unit == "currency":
            return self.company_id.currency_id.decimal_places
        return self.kpi_id.decimals

    @api.depends("kpi_id", "period_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for record in self:
            kpi, period = record.kpi_id.name, record.period_id.display_name
            parts = kpi, period, record._scope_name()
            record.display_name = kpi and " · ".join(filter(None, parts))

    @api.constrains("period_id", "kpi_id")
    def _check_period(self):
        for record in self:
            if record.period_id.kind not in record.kpi_id._period_kinds():
                raise ValidationError(
                    self.env._(
                        "%(kpi)s is not computed by this kind of period.",
                        kpi=record.kpi_id.name,
                    )
                )

    @api.constrains(*AMOUNTS)
    def _check_order(self):
        """Floor, target and stretch stand in the order in which the indicator gets better."""
        for record in self:
            amounts = [a for a in record._amounts().values() if a is not False]
            if (
                amounts
                and record.target is False
                or amounts
                != sorted(amounts, reverse=record.kpi_id.direction == "lower")
            ):
                raise ValidationError(
                    self.env._(
                        "%(target)s: floor and stretch stand beside a target, and from"
                        " the floor over the target to the stretch the figures get"
                        " better.",
                        target=record.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        targets = super().create(vals_list)
        # a year that is split late has parts in closed periods, too
        targets.filtered(lambda target: not target.parent_id)._check_open()
        return targets

    def write(self, vals):
        self._check_open()
        if not self.env.su and self.parent_id and not vals.keys().isdisjoint(AMOUNTS):
            raise UserError(
                self.env._(
                    "This target is a part of another: change its weight instead."
                )
            )
        return super().write(vals)

    @guards_deletion
    def _unlink_except_closed(self):
        # the parts go with the whole
        self.search([("id", "child_of", self.ids)])._check_open()

    def _check_open(self):
        for record in self:
            if record.period_id.state == "closed":
                raise UserError(
                    self.env._(
                        "%(period)s is closed: its targets stay as they are.",
                        period=record.period_id.display_name,
                    )
                )

    def action_split(self):
        """Split the targets into quarters, and these into months, by last year's figures."""
        self.check_access("write")
        for target in self:
            if target.child_ids or target.period_kind not in PARTS:
                raise UserError(
                    self.env._(
                        "%(target)s cannot be split (again).",
                        target=target.display_name,
                    )
                )
            target._split()

    def _split(self):
        """Create the parts, weighted as the same periods a year before, else equally."""
        kind = PARTS.get(self.period_kind)
        if not kind or kind not in self.kpi_id._period_kinds():
            return
        parts = self.env["mkt.period"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("kind", "=", kind),
                ("date_from", ">=", self.period_id.date_from),
                ("date_to", "<=", self.period_id.date_to),
            ],
            order="date_from",
        )
        weights = self._weights(parts)
        # sudo: the link to the whole is governed; the caller has the right to write it
        children = self.sudo().create(
            [
                {
                    "kpi_id": self.kpi_id.id,
                    "company_id": self.company_id.id,
                    "period_id": period.id,
                    "department_id": self.department_id.id,
                    "team_id": self.team_id.id,
                    "user_id": self.user_id.id,
                    "parent_id": self.id,
                    "weight": weights[period],
                }
                for period in parts
            ]
        )
        for child in children:
            child._split()

    def _weights(self, parts):
        values = self.env["mkt.kpi.value"].search(
            [
                ("kpi_id", "=", self.kpi_id.id),
                ("company_id", "=", self.company_id.id),
                ("department_id", "=", self.department_id.id),
                ("team_id", "=", self.team_id.id),
                ("user_id", "=", self.user_id.id),
                ("has_value", "=", True),
            ]
        )
        by_start = {(v.period_kind, v.date_from): v.value for v in values}
        found = {part: by_start.get(part._year_before(), 0.0) for part in parts}
        if all(weight > 0 for weight in found.values()):
            whole = sum(found.values())
            return {part: round(100 * w / whole, 2) for part, w in found.items()}
        return dict.fromkeys(parts, 1.0)

    @api.model
    def _by_key(self, kpi, company):
        """Targets of the indicator in the company, {(period, scope, scope id): target}."""
        targets = self.search(
            [("kpi_id", "=", kpi.id), ("company_id", "=", company.id)]
        )
        return {
            (t.period_id.id, *t._scope_key()): t.target
            for t in targets
            if t.target is not False
        }
