from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ...tools.deletion import guards_deletion

# who issues bulletins
ISSUERS = (
    "director",
    "marketing_manager",
    "sales_manager",
    "promotion_manager",
    "customer_service_manager",
    "finance_manager",
)
# how long people have to read what they must, unless its author says otherwise
DAYS_TO_READ = 3


class Bulletin(models.Model):
    """What the office tells its people: to whom, from when to when, and who has read it.

    A bulletin is fixed once it is out: what people have read stays what they have read.
    """

    _name = "mkt.bulletin"
    _description = "Bulletin"
    _inherit = ["mkt.governed.mixin", "mail.thread"]
    _order = "published_at desc, id desc"
    _check_company_auto = True
    _governed = ("state", "published_at", "receipt_ids")
    _fixed_after_creation = ("company_id", "user_id")
    _finished = {
        "published": ("expires_on",),
        "expired": (),
        "withdrawn": (),
    }

    name = fields.Char("Bulletin", required=True, tracking=True)
    body = fields.Html("Text")
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one(
        "res.users",
        "Issued by",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
    )
    department_ids = fields.Many2many(
        "hr.department",
        string="For Departments",
        ondelete="restrict",
        check_company=True,
        help="Whoever works in one of them or below it.",
    )
    post_ids = fields.Many2many(
        "mkt.post",
        string="For Posts",
        ondelete="restrict",
        help="Holders and deputies. Without departments and posts: the whole office.",
    )
    is_must_read = fields.Boolean(
        "Must Read",
        tracking=True,
        help="Whoever has not confirmed by the day that they have read it is chased.",
    )
    publish_on = fields.Date(
        "Publish on",
        required=True,
        default=lambda self: self.env.company._mkt_today(),
        tracking=True,
    )
    read_by = fields.Date("Read by", tracking=True)
    expires_on = fields.Date(
        "Valid Until", tracking=True, help="Last day; empty: until it is withdrawn."
    )
    file_ids = fields.Many2many("ir.attachment", string="Files")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("scheduled", "Scheduled"),
            ("published", "Published"),
            ("expired", "Expired"),
            ("withdrawn", "Withdrawn"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
        index=True,
    )
    published_at = fields.Datetime("Published on", readonly=True, copy=False)
    receipt_ids = fields.One2many(
        "mkt.bulletin.receipt", "bulletin_id", readonly=True, copy=False
    )

    _days_in_order = models.Constraint(
        "CHECK (read_by >= publish_on AND expires_on >= publish_on)",
        "A bulletin is read, and expires, on the day it is published or later.",
    )

    @api.onchange("is_must_read")
    def _onchange_is_must_read(self):
        if self.is_must_read and self.publish_on and not self.read_by:
            self.read_by = fields.Date.add(self.publish_on, days=DAYS_TO_READ)

    @api.constrains("is_must_read", "read_by")
    def _check_read_by(self):
        for bulletin in self:
            if bulletin.is_must_read and not bulletin.read_by:
                raise ValidationError(
                    self.env._(
                        "%(bulletin)s: say by which day everybody has to read it.",
                        bulletin=bulletin.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        bulletins = super().create(vals_list)
        for bulletin in bulletins:
            bulletin._check_issuer()
            bulletin.file_ids._mkt_belong_to(bulletin)
        return bulletins

    def write(self, vals):
        result = super().write(vals)
        if "file_ids" in vals:
            for bulletin in self:
                bulletin.file_ids._mkt_belong_to(bulletin)
        return result

    @guards_deletion
    def _unlink_except_draft(self):
        for bulletin in self:
            if bulletin.state not in ("draft", "scheduled"):
                raise UserError(
                    self.env._(
                        "%(bulletin)s has been published and stays on record: withdraw"
                        " it instead.",
                        bulletin=bulletin.name,
                    )
                )

    def _check_issuer(self):
        """Raise AccessError where somebody issues in the name of somebody else."""
        if not self.env.su and self.user_id != self.env.user:
            raise AccessError(
                self.env._("Bulletins are issued in one's own name: issue it yourself.")
            )

    def _check_files_may_change(self):
        """Raise UserError where the files of the bulletin stay as they are."""
        self.ensure_one()
        if self.state not in ("draft", "scheduled"):
            raise UserError(
                self.env._(
                    "%(bulletin)s was published with this file: it stays as it is.",
                    bulletin=self.display_name,
                )
            )

    @api.model
    def _today_domain(self, matches):
        return self.env["res.company"]._mkt_active()._mkt_today_domain(matches)
