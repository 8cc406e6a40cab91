from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.deletion import guards_deletion


class ControlEvidence(models.Model):
    """What a person attests, or a document that proves it until it expires.

    It is dated by the document, not by its upload, and stays as it was given.
    """

    _name = "mkt.control.evidence"
    _description = "Evidence"
    _inherit = ["mkt.governed.mixin", "mail.thread"]
    _finished = {"withdrawn": ()}
    _order = "dated_on desc, id desc"
    _governed = ("state", "reason", "user_id")
    _fixed_after_creation = (
        "name",
        "control_id",
        "company_id",
        "dated_on",
        "valid_until",
        "attachment_ids",
    )

    name = fields.Char("What It Shows", required=True)
    control_id = fields.Many2one(
        "mkt.control",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('kind', 'in', ('confirmed', 'document')), ('is_in_force', '=', True)]",
    )
    kind = fields.Selection(related="control_id.kind")
    description = fields.Text(related="control_id.description")
    post_id = fields.Many2one(related="control_id.post_id")
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    dated_on = fields.Date(
        required=True,
        default=lambda self: self.env.company._mkt_today(),
        help="The day of the document, or the day on which it is attested.",
    )
    valid_until = fields.Date(help="Of a document: the last day on which it holds.")
    attachment_ids = fields.Many2many("ir.attachment", string="Files", copy=False)
    user_id = fields.Many2one(
        "res.users",
        "Given by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    state = fields.Selection(
        [("valid", "Provided"), ("withdrawn", "Withdrawn")],
        required=True,
        readonly=True,
        default="valid",
        copy=False,
        tracking=True,
    )
    reason = fields.Char("Why It Was Withdrawn", readonly=True, copy=False)

    _dates_in_order = models.Constraint(
        "CHECK (valid_until IS NULL OR valid_until >= dated_on)",
        "A document cannot expire before its day.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        evidence = super().create(vals_list)
        evidence._check_may_give()
        evidence._check_complete()
        for record in evidence:
            record.attachment_ids._mkt_belong_to(record)
        # sudo: what the evidence shows is shown at once
        evidence.sudo()._renew_results()
        return evidence

    def _check_may_give(self):
        if self.env.su:
            return
        for evidence in self:
            post = evidence.control_id.post_id
            if not self.env.user._mkt_holds(
                evidence.company_id, post.code, "director", "leadership"
            ):
                raise AccessError(
                    self.env._(
                        "%(control)s: the %(post)s or the Director gives the evidence.",
                        control=evidence.control_id.name,
                        post=post.name,
                    )
                )

    def _check_complete(self):
        for evidence in self:
            if evidence.kind not in ("confirmed", "document"):
                raise UserError(
                    self.env._(
                        "%(control)s is shown by the system itself: it takes no evidence.",
                        control=evidence.control_id.name,
                    )
                )
            if evidence.dated_on > evidence.company_id._mkt_today():
                raise UserError(self.env._("Evidence is not dated ahead."))
            if evidence.kind == "document" and not (
                evidence.valid_until and evidence.attachment_ids
            ):
                raise UserError(
                    self.env._(
                        "Add the document's file and the day until which it holds."
                    )
                )

    def action_withdraw(self, reason):
        """Take back what was given in error; it stays on record."""
        self.check_access("read")
        reason = self._check_reason(reason)
        self._check_state("valid")
        self._check_may_give()
        self._set_state("withdrawn", reason=reason)
        # sudo: results follow what is known
        self.sudo()._renew_results()

    def action_open_withdrawal(self):
        """The dialog that asks why."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Withdraw"),
            "res_model": "mkt.control.withdrawal",
            "view_mode": "form",
            "target": "new",
            "context": {"default_evidence_id": self.id},
        }

    def _renew_results(self):
        for company, evidence in self.grouped("company_id").items():
            self.env["mkt.control.result"]._compute_company(
                company, evidence.control_id
            )

    @api.model
    def _by_period(self, controls, periods):
        """The evidence that holds in each period, {(control, id of the period): evidence}."""
        rows = self.search(
            [("control_id", "in", controls.ids), ("state", "=", "valid")]
        )
        found = {}
        for period in periods:
            window = controls._window(period)
            for row in rows:
                if row.company_id != period.company_id:
                    continue
                if row.kind == "document":
                    last = min(period.date_to, period.company_id._mkt_today())
                    holds = row.dated_on <= last <= row.valid_until
                else:
                    holds = window.start <= row.dated_on < window.stop
                if holds:
                    key = row.control_id, period.id
                    found[key] = found.get(key, self.browse()) | row
        return found

    @guards_deletion
    def _unlink_never(self):
        raise UserError(self.env._("Evidence stays on record: withdraw it."))
