from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.deletion import guards_deletion
from ...tools.text import is_blank


class CorrectiveAction(models.Model):
    _name = "mkt.corrective.action"
    _description = "Corrective Action"
    _inherit = [
        "mkt.governed.mixin",
        "mail.thread",
        "mail.activity.mixin",
        "mkt.coordination.mixin",
    ]
    _finished = {"done": ("verification",), "effective": (), "ineffective": ()}
    _order = "due_date, id"
    _check_company_auto = True
    _governed = ("state", "done_date", "verified_by_id", "verified_date")
    _fixed_after_creation = ("company_id",)

    name = fields.Char("Action", required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    cause_id = fields.Many2one(
        "mkt.complaint.cause",
        required=True,
        index=True,
        tracking=True,
        check_company=True,
        domain="[('is_in_force', '=', True)]",
    )
    complaint_ids = fields.Many2many(
        "mkt.complaint", string="Cases", check_company=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Owner",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        tracking=True,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    due_date = fields.Date("Due", required=True, tracking=True)
    description = fields.Text("What Is Done")
    state = fields.Selection(
        [
            ("open", "In Progress"),
            ("done", "Done, to Be Verified"),
            ("effective", "Effective"),
            ("ineffective", "Not Effective"),
        ],
        required=True,
        readonly=True,
        default="open",
        copy=False,
        tracking=True,
        index=True,
    )
    done_date = fields.Date("Done on", readonly=True, copy=False)
    verification = fields.Text(
        copy=False, help="How it was checked that the cause is removed."
    )
    verified_by_id = fields.Many2one(
        "res.users",
        string="Verified by",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    verified_date = fields.Date("Verified on", readonly=True, copy=False)

    def action_done(self):
        self.check_access("write")
        self._check_state("open")
        for company, actions in self.grouped("company_id").items():
            actions._set_state("done", done_date=company._mkt_today())

    def action_effective(self):
        self._verify("effective")

    def action_ineffective(self):
        self._verify("ineffective")

    def _verify(self, state):
        """Record the verdict of somebody other than the owner."""
        self.check_access("write")
        self._check_state("done")
        for action in self:
            if action.user_id == self.env.user:
                raise UserError(
                    self.env._(
                        "You are responsible for this corrective action: ask a"
                        " colleague to verify it."
                    )
                )
            if is_blank(action.verification or ""):
                raise UserError(self.env._("Say how the effect was verified."))
            action._set_state(
                state,
                verified_by_id=self.env.uid,
                verified_date=action.company_id._mkt_today(),
            )

    @api.model
    def _answering(self, company):
        """Actions under way in the company, or whose effect its figures do not show yet."""
        # sudo: how many days make a trend is a rule of the company, no secret
        since = company._mkt_today() - timedelta(days=company.sudo().mkt_recur_days)
        # sudo: an action answers a cause whoever may read it
        return self.sudo().search(
            Domain("company_id", "=", company.id)
            & (
                Domain("state", "in", ("open", "done"))
                | Domain("state", "=", "effective") & Domain("done_date", ">=", since)
            )
        )

    @guards_deletion
    def _unlink_except_open(self):
        if any(action.state != "open" for action in self):
            raise UserError(
                self.env._("Only an open corrective action can be deleted.")
            )
