from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.orm.table_objects import TableObject

from ..period.mkt_period import PERIOD_KINDS

CONTROL_KINDS = [
    ("enforced", "Enforced"),
    ("measured", "Measured"),
    ("confirmed", "Confirmed by People"),
    ("document", "Documented"),
]


class Control(models.Model):
    """What shows whether articles are observed; `mkt.control.result` says how it stands.

    Enforced: the server or the database refuses. Measured: figures of the documents.
    Confirmed: a person attests. Documented: evidence that expires.
    """

    _name = "mkt.control"
    _description = "Control"
    _inherit = ["mkt.shared.mixin"]
    _order = "sequence, id"
    # what only a test of the addon can vouch for
    _governed = ("rule_model", "rule_name")

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)
    # a company with rules of its own is not deleted with them
    company_id = fields.Many2one(ondelete="restrict")
    kind = fields.Selection(CONTROL_KINDS, required=True, default="confirmed")
    article_ids = fields.Many2many("mkt.article", string="Articles")
    post_id = fields.Many2one(
        "mkt.post",
        "Post in Charge",
        required=True,
        ondelete="restrict",
        domain="[('level', '!=', 'staff')]",
        help="Whose holders see to it where the control is not observed.",
    )
    period_kind = fields.Selection(
        PERIOD_KINDS,
        "Judged Every",
        required=True,
        default="month",
        help="How far back the control looks, and for which periods its results are kept.",
    )
    description = fields.Text(
        "What It Asks", translate=True, help="What a person attests or proves."
    )
    rule_model = fields.Char("Model of the Rule", readonly=True)
    rule_name = fields.Char(
        "Constraint or Method",
        readonly=True,
        help="What refuses in the database or on the server.",
    )
    kpi_id = fields.Many2one(
        "mkt.kpi", "Indicator", index="btree_not_null", ondelete="restrict"
    )
    check_name = fields.Selection([], "Check")
    bound = fields.Float(
        default=100,
        help="What must be reached: a share in percent, a number, or the indicator's"
        " figure (at most, where lower is better).",
    )
    is_least = fields.Boolean(compute="_compute_words")
    words = fields.Text("How It Is Measured", compute="_compute_words")
    shared_id = fields.Many2one(
        "mkt.control",
        "Adapted From",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    adapted_ids = fields.One2many(
        "mkt.control", "shared_id", context={"active_test": False}
    )

    _complete = models.Constraint(
        """CHECK (CASE kind
            WHEN 'enforced' THEN rule_model IS NOT NULL AND rule_name IS NOT NULL
            WHEN 'measured' THEN (kpi_id IS NULL) <> (check_name IS NULL)
            ELSE true END)""",
        "Say what is measured: an indicator or a check. What is enforced comes with the"
        " software.",
    )

    @api.constrains("kind", "rule_model", "rule_name")
    def _check_rule_exists(self):
        for control in self.filtered(lambda c: c.kind == "enforced"):
            if not control._has_rule():
                raise ValidationError(
                    self.env._(
                        "%(control)s: %(rule)s does not exist.",
                        control=control.name,
                        rule=f"{control.rule_model}.{control.rule_name}",
                    )
                )

    @api.constrains("kpi_id", "period_kind")
    def _check_period_kind(self):
        for control in self.filtered("kpi_id"):
            if control.period_kind not in control.kpi_id._period_kinds():
                raise ValidationError(
                    self.env._(
                        "%(kpi)s is not computed for periods as short as that of"
                        " %(control)s.",
                        kpi=control.kpi_id.name,
                        control=control.name,
                    )
                )

    @api.depends(
        "kind", "kpi_id", "check_name", "rule_model", "rule_name", "company_id"
    )
    @api.depends_context("lang", "company")
    def _compute_words(self):
        words = self._check_words()
        for control in self:
            check = control._get_check(self.env.company)
            control.is_least = bool(check and check.is_least)
            if control.kind == "enforced":
                control.words = self.env._(
                    "%(rule)s refuses what breaks the rule.",
                    rule=f"{control.rule_model}.{control.rule_name}",
                )
            elif control.kpi_id:
                control.words = control.kpi_id.formula or control.kpi_id.description
            else:
                control.words = words.get(control.check_name)

    def _has_rule(self):
        """Whether the constraint or the method that the control names is there."""
        model = self.env.registry.get(self.rule_model)
        rule = getattr(model, self.rule_name or "", None)
        return isinstance(rule, TableObject) or callable(rule)

    def _to_adapt(self):
        controls = super()._to_adapt().filtered(lambda c: c.kind != "enforced")
        if self and not controls:
            raise UserError(
                self.env._(
                    "What the software enforces holds for every company: there is"
                    " nothing to adapt."
                )
            )
        return controls

    def copy_data(self, default=None):
        # the articles that a control is for stay with a copy of it
        return [
            {**vals, "article_ids": control.article_ids.ids}
            for control, vals in zip(self, super().copy_data(default), strict=True)
        ]

    @api.model
    def _check_words(self):
        """How each check measures, in words: whom it looks at, and what it leaves out."""
        return {}

    def action_view_results(self):
        """What the control has found, period by period."""
        self.ensure_one()
        self.check_access("read")
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "marketing_office.mkt_control_result_action"
            ),
            "name": self.name,
            "domain": [("control_id", "=", self.id)],
            "context": {},
        }
