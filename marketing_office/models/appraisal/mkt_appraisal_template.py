from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import float_compare

from ...tools.appraisal import FULL, in_order
from ...tools.deletion import guards_deletion
from ...tools.kpi_calendar import COMPANY, DEPARTMENT, USER
from ...tools.optional import OptionalFloat


class AppraisalTemplate(models.Model):
    """By what the holders of posts are judged, and how much each line weighs."""

    _name = "mkt.appraisal.template"
    _description = "Appraisal Template"
    _inherit = ["mkt.shared.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    post_ids = fields.Many2many("mkt.post", string="Posts", required=True)
    judge_post_id = fields.Many2one(
        "mkt.post",
        "Appraiser's Post",
        index="btree_not_null",
        ondelete="restrict",
        help="Empty: who heads the department in which the person works.",
    )
    line_ids = fields.One2many("mkt.appraisal.template.line", "template_id", copy=True)
    weight_total = fields.Float("Weights Together", compute="_compute_weight_total")
    note = fields.Text(translate=True)
    shared_id = fields.Many2one(
        "mkt.appraisal.template",
        "Adapted From",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    adapted_ids = fields.One2many(
        "mkt.appraisal.template", "shared_id", context={"active_test": False}
    )

    @api.depends("line_ids.weight")
    def _compute_weight_total(self):
        for template in self:
            template.weight_total = sum(template.line_ids.mapped("weight"))

    @api.constrains("line_ids")
    def _check_weights(self):
        for template in self:
            if template.line_ids and not template._is_whole():
                raise ValidationError(
                    self.env._(
                        "%(template)s: the weights add up to %(total)s, not to 100.",
                        template=template.name,
                        total=f"{template.weight_total:g}",
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        templates = super().create(vals_list)
        templates._check_not_own()
        return templates

    def write(self, vals):
        self._check_not_own()
        result = super().write(vals)
        self._check_not_own()
        return result

    @guards_deletion
    def _unlink_except_own(self):
        self._check_not_own()

    def _check_not_own(self):
        """Raise AccessError where the user would be judged by one of the templates."""
        if self.env.su:
            return
        user = self.env.user
        # sudo: the posts decide, whatever the user may read of them
        for template in self.sudo():
            held = user._mkt_held(*filter(None, template.post_ids.mapped("code")))
            companies = template.company_id or held.company_id
            if template.post_ids and held.company_id & companies:
                raise AccessError(
                    self.env._(
                        "%(template)s: nobody changes the template by which they are"
                        " judged. A Settings administrator does so.",
                        template=template.name,
                    )
                )

    def _is_whole(self):
        return not float_compare(self.weight_total, FULL, precision_digits=2)

    def _check_usable(self):
        """Raise UserError where one of the templates cannot judge anybody yet."""
        for template in self:
            if not template._is_whole():
                raise UserError(
                    self.env._(
                        "%(template)s: the weights add up to %(total)s, not to 100."
                        " Mend or archive the template.",
                        template=template.name,
                        total=f"{template.weight_total:g}",
                    )
                )

    @api.model
    def _by_post(self, company):
        """The template of each post in the company, {post: template}; one's own first."""
        found = self.search(self._domain_of(company), order="company_id, sequence, id")
        templates = {}
        for template in found:
            for post in template.post_ids:
                templates.setdefault(post, template)
        return templates


class AppraisalTemplateLine(models.Model):
    """An indicator or a criterion that people judge, with its three values and weight."""

    _name = "mkt.appraisal.template.line"
    _description = "Line of an Appraisal Template"
    _inherit = ["mkt.governed.mixin"]
    _order = "template_id, sequence, id"
    _fixed_after_creation = ("template_id",)

    template_id = fields.Many2one(
        "mkt.appraisal.template", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="template_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        [("indicator", "Indicator"), ("judged", "Judged by People")],
        required=True,
        default="indicator",
        help="An indicator is measured by the system; what is judged gets a mark.",
    )
    kpi_id = fields.Many2one(
        "mkt.kpi",
        "Indicator",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('company_id', 'in', (company_id, False))]",
    )
    scope = fields.Selection(
        [(USER, "Person"), (DEPARTMENT, "Department"), (COMPANY, "Company")],
        "Whose Figure",
        required=True,
        default=USER,
    )
    name = fields.Char("Criterion", translate=True)
    description = fields.Text(
        "What Counts", translate=True, help="What the judges look at."
    )
    basis = fields.Selection(
        [
            ("target", "Percent of the Target"),
            ("value", "Values Given Here"),
        ],
        "Floor, Target and Stretch Are",
        required=True,
        default="value",
        help="Percent of the target in force: its own floor and stretch go before, where"
        " they are set.",
    )
    floor = OptionalFloat(digits=(16, 2), help="No points up to here.")
    target = OptionalFloat(digits=(16, 2), help="100 points.")
    stretch = OptionalFloat(digits=(16, 2), help="120 points from here on.")
    weight = fields.Float("Weight (%)", required=True, default=0, digits=(16, 2))

    _weight_positive = models.Constraint(
        "CHECK (weight > 0 AND weight <= 100)", "A weight lies between 0 and 100."
    )
    _complete = models.Constraint(
        """CHECK (CASE kind WHEN 'indicator' THEN kpi_id IS NOT NULL
            ELSE name IS NOT NULL AND basis = 'value' END)""",
        "Choose the indicator, or write what is judged.",
    )

    @api.depends("name", "kpi_id", "kind")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line._title()

    def _title(self):
        return self.kpi_id.name if self.kind == "indicator" else self.name

    @api.constrains("floor", "target", "stretch", "kind", "kpi_id")
    def _check_triple(self):
        for line in self:
            triple = [None if v is False else v for v in line._triple()]
            rises = None not in triple and triple[0] < triple[-1]
            if not in_order(*triple) or rises != line._rises():
                raise ValidationError(
                    self.env._(
                        "%(line)s: floor, target and stretch lead in one direction, to"
                        " where it is better.",
                        line=line.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.template_id._check_not_own()
        return lines

    def write(self, vals):
        self.template_id._check_not_own()
        return super().write(vals)

    @guards_deletion
    def _unlink_except_own(self):
        self.template_id._check_not_own()

    def _triple(self):
        return self.floor, self.target, self.stretch

    def _rises(self):
        """Whether more is better: in what is judged, and in percent of a target too."""
        lower = self.kind == "indicator" and self.kpi_id.direction == "lower"
        return not lower

    @api.onchange("kind")
    def _onchange_kind(self):
        if self.kind == "judged":
            self.update({"basis": "value", "kpi_id": False, "scope": USER})
            self.update({"floor": 1, "target": 4, "stretch": 5})
