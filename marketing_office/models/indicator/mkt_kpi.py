from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from ...tools.deletion import guards_deletion
from ..period.mkt_period import PERIOD_KINDS

# what the definition is made of: a change of it begins a new history
DEFINITION = (
    "kind",
    "measure",
    "source_model",
    "function",
    "source_field",
    "date_field",
    "user_field",
    "team_field",
    "domain",
    "include_archived",
    "numerator_id",
    "denominator_id",
    "base_id",
    "compared_with",
    "unit",
)
NUMBERS = ("integer", "float", "monetary")


class Kpi(models.Model):
    """Definition of an indicator; `mkt.kpi.value` holds its figures."""

    _name = "mkt.kpi"
    _description = "Indicator"
    _inherit = ["mkt.governed.mixin"]
    _order = "sequence, id"
    _governed = ("author_id", "defined_at", "clause")

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)
    clause = fields.Char(
        readonly=True, help="Clause of the management system that asks for it."
    )
    company_id = fields.Many2one(
        "res.company",
        ondelete="restrict",
        help="Empty: computed for every company.",
        index=True,
        copy=False,
        default=lambda self: self.env.company,
    )
    subject = fields.Selection(
        [
            ("sales", "Sales Results"),
            ("market", "Market"),
            ("customer", "Customers"),
            ("promotion", "Promotion"),
            ("service", "Service"),
            ("funds", "Funds"),
            ("people", "People and Teamwork"),
        ],
        help="Under which heading the board shows the indicator.",
    )
    description = fields.Text(translate=True)
    kind = fields.Selection(
        [
            ("builtin", "Built-in"),
            ("aggregate", "Figure of Documents"),
            ("ratio", "Ratio of Two Indicators"),
            ("growth", "Growth of an Indicator"),
            ("manual", "Entered by Hand"),
        ],
        required=True,
        default="aggregate",
    )
    measure = fields.Selection(
        [
            ("sales_ordered", "Sales Revenue, Ordered"),
            ("sales_invoiced", "Sales Revenue, Invoiced"),
            ("repeat_purchase", "Repeat-Purchase Rate"),
        ],
        string="Built-in Measure",
    )

    # a figure of documents
    source_model = fields.Selection(
        [
            ("sale.order", "Sales Orders"),
            ("crm.lead", "Leads and Opportunities"),
            ("account.move", "Invoices"),
            ("mkt.revenue", "Sales Revenue"),
            ("event.registration", "Event Registrations"),
            ("project.task", "Tasks"),
        ],
        string="Source Documents",
    )
    function = fields.Selection(
        [
            ("count", "Count"),
            ("sum", "Sum"),
            ("avg", "Average"),
            ("min", "Smallest"),
            ("max", "Largest"),
            ("distinct", "Number of Different"),
            ("share", "Share of Ticked"),
        ],
        default="count",
    )
    source_field = fields.Char("Of Field")
    date_field = fields.Char("By Date")
    user_field = fields.Char("Person", help="Empty: not told by person or department.")
    team_field = fields.Char("Team", help="Empty: not told by sales team.")
    domain = fields.Char("Only", default="[]")
    include_archived = fields.Boolean(help="Lost opportunities are archived.")

    # a figure of other indicators
    numerator_id = fields.Many2one("mkt.kpi", ondelete="restrict")
    denominator_id = fields.Many2one("mkt.kpi", ondelete="restrict")
    base_id = fields.Many2one("mkt.kpi", string="Growth of", ondelete="restrict")
    compared_with = fields.Selection(
        [("last_year", "Same Period Last Year"), ("previous", "Previous Period")],
        default="last_year",
    )

    post_ids = fields.Many2many(
        "mkt.post", string="Entered by", help="Posts that enter the values by hand."
    )
    period_kind = fields.Selection(
        PERIOD_KINDS,
        "Shortest Period",
        required=True,
        default="month",
        help="Computed for this kind of period and all longer ones.",
    )
    unit = fields.Selection(
        [
            ("number", "Count"),
            ("currency", "Money"),
            ("percent", "Percent"),
            ("hours", "Hours"),
            ("score", "Score"),
        ],
        "Measured in",
        required=True,
        compute="_compute_unit",
        store=True,
        readonly=False,
        precompute=True,
    )
    decimals = fields.Integer(default=0)
    direction = fields.Selection(
        [("higher", "Higher Is Better"), ("lower", "Lower Is Better")],
        required=True,
        default="higher",
    )
    amber_below = fields.Float(
        "Amber Below (%)", default=100, help="Achievement of the target, in percent."
    )
    red_below = fields.Float("Red Below (%)", default=80)
    author_id = fields.Many2one(
        "res.users",
        string="Defined by",
        readonly=True,
        copy=False,
        ondelete="restrict",
        help="Figures of documents are computed with this person's rights.",
    )
    defined_at = fields.Datetime("Defined on", readonly=True, copy=False)

    _bounds_in_order = models.Constraint(
        "CHECK (red_below >= 0 AND red_below <= amber_below)",
        "Red begins at or below amber.",
    )
    _decimals_few = models.Constraint(
        "CHECK (decimals BETWEEN 0 AND 4)", "Show up to four decimals."
    )
    _complete = models.Constraint(
        """CHECK (CASE kind
            WHEN 'builtin' THEN measure IS NOT NULL
            WHEN 'aggregate' THEN source_model IS NOT NULL
                AND function IS NOT NULL AND date_field IS NOT NULL
                AND (function = 'count' OR source_field IS NOT NULL)
            WHEN 'ratio' THEN numerator_id IS NOT NULL AND denominator_id IS NOT NULL
            WHEN 'growth' THEN base_id IS NOT NULL AND compared_with IS NOT NULL
                AND unit = 'percent'
            ELSE true END)""",
        "Complete the definition: what is measured, by which date, growth in percent.",
    )

    @api.depends("kind")
    def _compute_unit(self):
        for kpi in self:
            kpi.unit = "percent" if kpi.kind == "growth" else kpi.unit or "number"

    @guards_deletion
    def _unlink_except_of_others(self):
        self._check_own_company()

    @guards_deletion
    def _unlink_except_frozen(self):
        # sudo: figures of colleagues count too
        values = self.env["mkt.kpi.value"].sudo()
        frozen = [("kpi_id", "in", self.ids), ("frozen", "=", True)]
        if value := values.search(frozen, limit=1):
            raise UserError(
                self.env._(
                    "%(kpi)s has figures in closed periods: archive it instead.",
                    kpi=value.kpi_id.name,
                )
            )

    # ------------------------------------------------------------- definition

    @api.model_create_multi
    def create(self, vals_list):
        kpis = super().create(vals_list)
        kpis._check_own_company()
        kpis._set_author()
        return kpis

    def write(self, vals):
        self._check_own_company()
        result = super().write(vals)
        self._check_own_company()
        if vals.keys() & set(DEFINITION):
            self._set_author()
        return result

    def _set_author(self):
        for kpi in self.filtered(lambda k: k.kind == "aggregate" and not self.env.su):
            kpi._check_readable()
        # sudo: who defined it, and when, is not for the client to say
        self.sudo().write(
            {"author_id": self.env.uid, "defined_at": fields.Datetime.now()}
        )

    def _check_readable(self):
        """Raise AccessError where the author may not read what the indicator would tell."""
        documents = self.env[self.source_model]
        documents.check_access("read")
        paths = (self.source_field, self.date_field, self.user_field, self.team_field)
        for path in filter(None, paths):
            model = documents
            for name in path.split("."):
                field = model._fields[name]
                model._check_field_access(field, "read")
                model = self.env.get(field.comodel_name)
        # the fields of a condition are checked while it becomes a query, which is not run
        documents._search(Domain(self._parsed_domain()))

    def _check_own_company(self):
        if self.env.su:
            return
        own = self.env.user.mkt_companies("director", "report_analyst")
        for kpi in self.filtered(lambda k: k.company_id.id not in own):
            if not kpi.company_id:
                if self.env.user.has_group("base.group_system"):
                    continue
                raise AccessError(
                    self.env._(
                        "%(kpi)s is shared by all companies and kept by Settings:"
                        " duplicate it for your own company.",
                        kpi=kpi.name,
                    )
                )
            raise AccessError(
                self.env._(
                    "Define the indicator for your own company, not for %(company)s.",
                    company=kpi.company_id.name,
                )
            )

    def _bases(self):
        """The indicators that this one is computed from."""
        used = {
            "ratio": self.numerator_id + self.denominator_id,
            "growth": self.base_id,
        }
        return used.get(self.kind, self.browse())

    def _all_bases(self):
        found = self.browse()
        new = self._bases()
        while new:
            found |= new
            new = self.browse().union(*(kpi._bases() for kpi in new)) - found
        return found

    def _in_order(self):
        """The indicators, each behind those it is computed from."""
        return self.sorted(lambda kpi: (len(kpi._all_bases()), kpi.sequence, kpi.id))

    def _period_kinds(self):
        kinds = [kind for kind, _label in PERIOD_KINDS]
        return kinds[kinds.index(self.period_kind) :]

    # ------------------------------------------------------------- what a definition may say

    @api.constrains("numerator_id", "denominator_id", "base_id")
    def _check_no_cycle(self):
        for kpi in self:
            if kpi in kpi._all_bases():
                raise ValidationError(
                    self.env._("%(kpi)s cannot be defined by itself.", kpi=kpi.name)
                )

    @api.constrains("direction")
    def _check_targets(self):
        # sudo: targets of every company count, whatever the user may read
        targets = self.env["mkt.kpi.target"].sudo()
        targets.search([("kpi_id", "in", self.ids)])._check_order()

    @api.constrains(
        "kind",
        "source_model",
        "function",
        "source_field",
        "date_field",
        "user_field",
        "team_field",
        "domain",
    )
    def _check_source(self):
        for kpi in self.filtered(lambda k: k.kind == "aggregate"):
            kpi._check_field(kpi.date_field, ("date", "datetime"))
            kpi._check_field(kpi.user_field, ("many2one",), "res.users")
            kpi._check_field(kpi.team_field, ("many2one",), "crm.team")
            kpi._check_measured()
            kpi._check_domain()

    def _check_measured(self):
        if self.function == "count" or not self.source_field:
            return
        if "." in self.source_field:
            raise ValidationError(
                self.env._("Measure a field of the documents themselves.")
            )
        if self.function == "distinct":
            self._check_field(self.source_field)
        elif self.function == "share":
            self._check_field(self.source_field, ("boolean",))
        else:
            field = self._check_field(self.source_field, NUMBERS)
            self._check_currency(field)

    def _check_currency(self, field):
        """Amounts of several currencies cannot be added up as they stand."""
        model = self.env[self.source_model]
        if field.type != "monetary" or "currency_rate" in model._fields:
            return
        currency = model._fields[field.get_currency_field(model)]
        if not currency.related or "company_id" not in currency.related:
            raise ValidationError(
                self.env._(
                    "%(field)s is in the currency of each document: "
                    "choose the amount in the company's currency.",
                    field=field._description_string(self.env),
                )
            )

    def _check_field(self, path, types=None, comodel=None):
        """The field at the end of the path, which must suit and be kept in the database."""
        if not path:
            return None
        model = self.env[self.source_model]
        *hops, last = path.split(".")
        for name in hops:
            hop = model._fields.get(name)
            if not hop or hop.type != "many2one" or not hop._description_searchable:
                self._refuse_field(path)
            model = self.env[hop.comodel_name]
        field = model._fields.get(last)
        suits = (
            field
            and len(hops) <= 1
            and (field.store or field.related)
            and field.type not in ("one2many", "many2many", "binary", "html")
            and (not types or field.type in types)
            and (not comodel or field.comodel_name == comodel)
        )
        if not suits:
            self._refuse_field(path)
        return field

    def _refuse_field(self, path):
        raise ValidationError(
            self.env._(
                "%(kpi)s: the field %(field)s does not suit here.",
                kpi=self.name,
                field=path,
            )
        )

    def _check_domain(self):
        try:
            domain = Domain(self._parsed_domain())
            model = self.env[self.source_model]
            domain.validate(model)
            # only a query shows whether all fields are kept in the database; it is not run
            model._search(domain)
        except (
            ValueError,
            TypeError,
            SyntaxError,
            KeyError,
            NotImplementedError,
            MemoryError,
            RecursionError,
        ) as error:
            raise ValidationError(
                self.env._("%(kpi)s: this condition is not valid.", kpi=self.name)
            ) from error

    def _parsed_domain(self):
        """The condition as data: nothing in it is ever executed."""
        return literal_eval(self.domain or "[]")
