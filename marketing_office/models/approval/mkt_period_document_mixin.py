from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class PeriodDocument(models.AbstractModel):
    """A document with versions that is in force for a month, a quarter or a year."""

    _name = "mkt.period.document.mixin"
    _description = "Document for a Period"
    _inherit = ["mkt.revision.mixin", "mail.thread"]
    _finished = {"approved": (), "superseded": (), "closed": ()}
    _check_company_auto = True
    _fixed_after_creation = ("company_id",)
    _approval_content = ("period_id",)
    _same_in_revisions = ("period_id",)
    _is_one_in_force = True

    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    period_id = fields.Many2one(
        "mkt.period",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('kind', '!=', 'week'), ('company_id', '=', company_id)]",
        tracking=True,
    )
    date_from = fields.Date(related="period_id.date_from", store=True)
    date_to = fields.Date(related="period_id.date_to", store=True)
    is_past = fields.Boolean(related="period_id.is_past")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Submitted"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("superseded", "Superseded"),
            ("closed", "Closed Out"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
        index=True,
    )

    @api.constrains("period_id")
    def _check_period_kind(self):
        for document in self:
            if document.period_id.kind == "week":
                raise ValidationError(
                    self.env._(
                        "%(document)s is for a month, a quarter or a year: choose one.",
                        document=document.display_name,
                    )
                )

    def _check_submission(self):
        result = super()._check_submission()
        self._check_may_prepare()
        if self.period_id.state == "closed":
            raise UserError(
                self.env._("%(period)s is closed.", period=self.period_id.display_name)
            )
        return result
