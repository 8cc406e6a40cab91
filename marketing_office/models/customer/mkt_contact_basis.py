from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ...tools.text import is_blank

CHANNELS = [
    ("phone", "Phone"),
    ("email", "E-mail"),
    ("sms", "SMS"),
    ("wechat", "WeChat"),
]
BASES = [
    ("contract", "Contract"),
    ("consent", "Consent"),
    ("refused", "Refuses Contact"),
]


class ContactBasis(models.Model):
    """What entitles the company to contact a person in a channel, or forbids it.

    Statements are only added (`res.partner._mkt_record_basis`): the current one counts,
    those before it prove what was so then.
    """

    _name = "mkt.contact.basis"
    _description = "Contact Basis"
    _inherit = ["mkt.governed.mixin"]
    _order = "date desc, id desc"
    _rec_name = "partner_id"
    _governed = (
        *("company_id", "partner_id", "channel", "basis", "date", "source"),
        "is_current",
    )

    company_id = fields.Many2one(
        "res.company", required=True, index=True, readonly=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Person",
        required=True,
        index=True,
        readonly=True,
        ondelete="restrict",
    )
    customer_id = fields.Many2one(
        related="partner_id.commercial_partner_id", string="Customer"
    )
    channel = fields.Selection(CHANNELS, required=True, readonly=True)
    basis = fields.Selection(BASES, "Statement", required=True, readonly=True)
    date = fields.Date("Stated on", required=True, readonly=True)
    source = fields.Char(
        required=True,
        readonly=True,
        help="Where it is written or when it was said: contract number, form, call.",
    )
    is_current = fields.Boolean("Current", readonly=True, copy=False)
    recorder_id = fields.Many2one(related="create_uid", string="Recorded by")

    _one_current = models.UniqueIndex(
        "(company_id, partner_id, channel) WHERE is_current",
        "Somebody has just recorded another statement of this person: look at it first.",
    )

    @api.depends("partner_id", "channel", "basis")
    @api.depends_context("lang")
    def _compute_display_name(self):
        channels = dict(self._fields["channel"]._description_selection(self.env))
        bases = dict(self._fields["basis"]._description_selection(self.env))
        for statement in self:
            # sudo: the name of a person whom the statement names is no secret
            name = statement.sudo().partner_id.name
            labels = channels.get(statement.channel), bases.get(statement.basis)
            statement.display_name = " · ".join(filter(None, (name, *labels)))

    @api.constrains("date", "company_id")
    def _check_date(self):
        for statement in self:
            today = statement.company_id._mkt_today()
            if statement.date > today:
                raise ValidationError(
                    self.env._(
                        "What a person has stated cannot be dated after today (%(today)s).",
                        today=format_date(self.env, today),
                    )
                )

    @api.model
    def _check_source(self, source):
        """The source of a statement, trimmed; raise UserError where there is none."""
        source = str(source or "").strip()
        if is_blank(source):
            raise UserError(
                self.env._(
                    "Write where the statement is kept or when it was made, as a contract"
                    " number, a form or a call."
                )
            )
        return source

    @api.model
    def _current(self, partners, company, channels):
        """The statements in force, {(partner, channel): statement}."""
        found = self.search(
            [
                ("company_id", "=", company.id),
                ("partner_id", "in", partners.ids),
                ("channel", "in", list(channels)),
                ("is_current", "=", True),
            ]
        )
        return {(s.partner_id, s.channel): s for s in found}

    @api.model
    def _merge_into(self, sources, destination):
        """Of people who turn out to be one, a refusal counts, else the latest statement."""
        current = self.search(
            [
                ("partner_id", "in", (sources | destination).ids),
                ("is_current", "=", True),
            ]
        )
        for same in current.grouped(lambda s: (s.company_id, s.channel)).values():
            counting = same.sorted(lambda s: (s.basis == "refused", s.date, s.id))[-1]
            (same - counting).is_current = False
        self.flush_model()
