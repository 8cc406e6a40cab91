from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...tools.deletion import guards_deletion
from ...tools.text import title_of

REMINDER = "marketing_office.mail_activity_type_signature"
# whoever has not signed is reminded again after so many days
DAYS_TO_CHASE = 7


class SystemSignature(models.Model):
    """That a person has read a version of the management system and abides by it."""

    _name = "mkt.system.signature"
    _description = "Signature under the Management System"
    _inherit = ["mkt.governed.mixin", "mkt.reminder.mixin", "mail.thread"]
    _order = "version_id desc, given_at desc, id"
    _governed = (
        "version_id",
        "company_id",
        "user_id",
        "asked_on",
        "chased_on",
        "given_at",
        "posts",
    )

    version_id = fields.Many2one(
        "mkt.system.version", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        "res.company", related="version_id.company_id", store=True, index=True
    )
    version_state = fields.Selection(related="version_id.state", string="Version Is")
    user_id = fields.Many2one(
        "res.users", "Signs", required=True, index=True, ondelete="restrict"
    )
    posts = fields.Char(help="The posts that the person held when signing.")
    asked_on = fields.Date(required=True)
    chased_on = fields.Date("Last Chased on")
    given_at = fields.Datetime("Signed on")
    is_due = fields.Boolean(
        "Still in the Office", compute="_compute_is_due", search="_search_is_due"
    )

    _once = models.UniqueIndex(
        "(version_id, user_id)", "Everybody signs a version once."
    )

    @api.depends("version_id", "user_id")
    def _compute_display_name(self):
        for signature in self:
            signature.display_name = title_of(
                signature.version_id.display_name, signature.user_id.name
            )

    @api.depends("user_id", "company_id", "given_at")
    def _compute_is_due(self):
        due = self.filtered_domain(self._search_is_due("in", [True]))
        for signature in self:
            signature.is_due = signature in due

    def _search_is_due(self, operator, value):
        """Signed, or asked of somebody who works in the office today."""
        if operator != "in":
            return NotImplemented
        companies = self.env["res.company"]._mkt_active()
        # sudo: which colleagues work in the office is no secret
        assignments = self.env["mkt.post.assignment"].sudo()
        here = Domain.OR(
            Domain("company_id", "=", company.id)
            & Domain("user_id", "in", assignments._signers(company).ids)
            for company in companies
        )
        return Domain("given_at", "!=", False) | here

    def action_sign(self):
        """Sign for oneself; nobody signs for another."""
        self.check_access("read")
        for signature in self:
            if signature.user_id != self.env.user:
                raise AccessError(self.env._("Everybody signs in their own name."))
            if signature.given_at:
                raise UserError(self.env._("You have signed this version already."))
            signature.version_id._check_state("approved")
        posts = self.env.user._mkt_posts()
        # sudo: governed fields, written after the checks above
        signatures = self.sudo()
        signatures.write(
            {
                "given_at": fields.Datetime.now(),
                "posts": "、".join(posts.mapped("name")),
            }
        )
        signatures._forget_reminders(REMINDER)

    def action_open_version(self):
        """The version that is to be signed."""
        self.ensure_one()
        self.check_access("read")
        return self.version_id._get_records_action()

    def get_formview_action(self, access_uid=None):
        """A signature stands for its version: it is read before it is signed."""
        return self.action_open_version()

    def action_chase(self):
        """Ask those of the office who have not signed once more, at most once a day."""
        self.check_access("read")
        for company in self.company_id:
            if not self.env.user._mkt_holds(company, "director", "marketing_manager"):
                raise AccessError(
                    self.env._("The Director or the Marketing Manager chases.")
                )
        # sudo: the system reminds; checked above
        waiting = self.sudo().filtered(
            lambda s: not s.given_at and s.is_due and s.version_state == "approved"
        )
        waiting._remind_signers()

    @api.model
    def _cron_chase(self):
        """Ask whoever is new in an office, and chase those who have not signed."""
        versions = self.env["mkt.system.version"].search([("state", "=", "approved")])
        assignments = self.env["mkt.post.assignment"]
        for number, version in enumerate(versions, 1):
            version._ask_signatures(assignments._signers(version.company_id))
            late = version.company_id._mkt_today() - timedelta(days=DAYS_TO_CHASE)
            waiting = self.search(
                [
                    ("version_id", "=", version.id),
                    ("given_at", "=", False),
                    ("is_due", "=", True),
                    "|",
                    ("chased_on", "=", False),
                    ("chased_on", "<=", late),
                ]
            )
            waiting._remind_signers()
            self.env["ir.cron"]._commit_progress(1, remaining=len(versions) - number)

    def _remind_signers(self):
        """An activity and one message for each person; called as superuser."""
        today = {company: company._mkt_today() for company in self.company_id}
        fresh = self.filtered(lambda s: s.chased_on != today[s.company_id])
        told = dict(fresh.grouped("user_id"))
        fresh._remind(told, REMINDER)
        self._tell_people(
            told,
            "marketing_office.signature_message",
            lambda env, signatures: (
                env._("Please read and sign: the management system"),
                {"signatures": signatures},
            ),
        )
        for company, signatures in fresh.grouped("company_id").items():
            signatures.chased_on = today[company]

    @guards_deletion
    def _unlink_never(self):
        raise UserError(self.env._("Signatures stay on record."))
