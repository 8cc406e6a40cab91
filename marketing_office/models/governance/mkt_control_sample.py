import random
import secrets

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.deletion import guards_deletion
from ...tools.optional import OptionalInteger
from ...tools.text import title_of

# what a printed sheet can hold
MOST_DRAWN = 200
SEEDS = 10**6
AUDITORS = (
    "director",
    "marketing_manager",
    "finance_manager",
    "report_analyst",
    "leadership",
)


class ControlSample(models.Model):
    """Records of a control's population, drawn by chance.

    Nobody chooses the seed: it comes with the draw, and draws the same again.
    """

    _name = "mkt.control.sample"
    _description = "Audit Sample"
    _inherit = ["mkt.governed.mixin"]
    _order = "id desc"
    _check_company_auto = True
    _governed = ("line_ids", "population", "drawn_at", "user_id", "seed")
    _fixed_after_creation = ("control_id", "company_id", "period_id", "size")

    control_id = fields.Many2one(
        "mkt.control",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('kind', '!=', 'enforced'), ('is_in_force', '=', True)]",
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    period_id = fields.Many2one(
        "mkt.period",
        required=True,
        ondelete="restrict",
        check_company=True,
        domain="[('company_id', '=', company_id)]",
        default=lambda self: self.env["mkt.period"]._of(
            self.env.company, "quarter", self.env.company._mkt_today()
        ),
    )
    size = fields.Integer("To Draw", required=True, default=10)
    seed = OptionalInteger(
        readonly=True,
        copy=False,
        aggregator=None,
        help="Comes with the draw; it draws the same records of the same population again.",
    )
    population = fields.Integer("Population (n)", readonly=True)
    user_id = fields.Many2one(
        "res.users",
        "Drawn by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    drawn_at = fields.Datetime("Drawn on", readonly=True, copy=False)
    line_ids = fields.One2many("mkt.control.sample.line", "sample_id", readonly=True)

    _size_sensible = models.Constraint(
        f"CHECK (size BETWEEN 1 AND {MOST_DRAWN})", "Draw between 1 and 200 records."
    )

    @api.depends("control_id", "period_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for sample in self:
            sample.display_name = title_of(
                sample.control_id.name, sample.period_id.display_name
            )

    def action_draw(self):
        """Draw the records, once and for good; with the reader's rights."""
        self.ensure_one()
        self.check_access("read")
        if self.drawn_at:
            raise UserError(self.env._("The sample is drawn already: make a new one."))
        if not self.env.user._mkt_holds(self.company_id, *AUDITORS):
            raise AccessError(self.env._("Your post does not draw samples."))
        if self.user_id != self.env.user:
            raise AccessError(
                self.env._(
                    "%(sample)s is drawn by %(user)s, who has begun it: begin one of"
                    " your own.",
                    sample=self.display_name,
                    user=self.user_id.name,
                )
            )
        records, observed = self._population()
        ids = records.ids
        if not ids:
            raise UserError(
                self.env._("There is nothing to draw from: the control has no records.")
            )
        seed = secrets.randbelow(SEEDS)
        drawn = drawn_by(seed, ids, self.size)
        # sudo: governed fields, written after the checks above
        self.sudo().write(
            {
                "seed": seed,
                "population": len(ids),
                "drawn_at": fields.Datetime.now(),
                "user_id": self.env.uid,
            }
        )
        names = {r.id: r.display_name for r in records.browse(drawn)}
        # sudo: governed, as above
        self.env["mkt.control.sample.line"].sudo().create(
            [
                {
                    "sample_id": self.id,
                    "res_model": records._name,
                    "res_id": number,
                    "name": names[number],
                    "is_observed": number in observed,
                }
                for number in drawn
            ]
        )

    def _population(self):
        """The records that the control looks at, and the ids of those as they should be."""
        control = self.control_id
        if control.check_name:
            check, everything = control._records_domain(self.period_id, "all")
            records = self.env[check.model].with_context(**check.context)
            _check, observed = control._records_domain(self.period_id, "observed")
            return records.search(everything), set(records.search(observed).ids)
        if control.kpi_id:
            source = control.kpi_id._source()
            if not source:
                raise UserError(
                    self.env._(
                        "This indicator is computed from figures, not from records."
                    )
                )
            kpi = control.kpi_id
            domain = kpi._documents_domain(source, self.company_id)
            domain &= kpi._time_domain(source, self.period_id)
            records = self.env[source.model].search(domain)
            return records, set(records.ids)
        evidence = self.env["mkt.control.evidence"].search(
            [("control_id", "=", control.id), ("company_id", "=", self.company_id.id)]
        )
        return evidence, set(evidence.filtered(lambda e: e.state == "valid").ids)

    @guards_deletion
    def _unlink_except_undrawn(self):
        if self.filtered("drawn_at"):
            raise UserError(self.env._("A drawn sample stays on record."))


def drawn_by(seed, ids, size):
    """So many of the ids as the seed draws them, whatever their order."""
    return random.Random(seed).sample(sorted(ids), min(size, len(ids)))


class ControlSampleLine(models.Model):
    """A record that was drawn, as it stood then."""

    _name = "mkt.control.sample.line"
    _description = "Record of an Audit Sample"
    _inherit = ["mkt.governed.mixin"]
    _order = "id"
    _governed = ("sample_id", "res_model", "res_id", "name", "is_observed")

    sample_id = fields.Many2one(
        "mkt.control.sample", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="sample_id.company_id", store=True, index=True)
    res_model = fields.Char("Model of the Record", required=True)
    res_id = fields.Many2oneReference(
        "Number of the Record", model_field="res_model", required=True
    )
    name = fields.Char("Record", required=True)
    is_observed = fields.Boolean("As It Should Be")

    def action_open(self):
        """The record that was drawn."""
        self.ensure_one()
        record = self.env[self.res_model].browse(self.res_id)
        record.check_access("read")
        return record._get_records_action()

    @guards_deletion
    def _unlink_except_undrawn(self):
        if self.sample_id.filtered("drawn_at"):
            raise UserError(self.env._("A drawn sample stays on record."))
