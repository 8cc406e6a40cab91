from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command, Domain
from odoo.tools import html2plaintext

from ...tools.deletion import guards_deletion
from ...tools.text import is_blank

# who issues bulletins
ISSUERS = (
    "director",
    "marketing_manager",
    "sales_manager",
    "promotion_manager",
    "customer_service_manager",
    "finance_manager",
)


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
    receipt_count = fields.Integer("Readers", compute="_compute_receipts")
    read_count = fields.Integer("Have Read It", compute="_compute_receipts")
    unread_count = fields.Integer("Have Not Read It", compute="_compute_receipts")
    is_unread = fields.Boolean(
        "Not Read by Me", compute="_compute_is_unread", search="_search_is_unread"
    )
    is_overdue = fields.Boolean(
        "Past Its Day",
        compute="_compute_is_overdue",
        search="_search_is_overdue",
        help="Somebody has not read it by the day.",
    )
    is_mine_to_follow = fields.Boolean(compute="_compute_is_mine_to_follow")

    _days_in_order = models.Constraint(
        "CHECK (read_by >= publish_on AND expires_on >= publish_on)",
        "A bulletin is read, and expires, on the day it is published or later.",
    )

    # without rights on the receipts of others, readers see how many have read it
    def _compute_receipts(self):
        # sudo: how many have read it is told to whoever reads the bulletin
        rows = (
            self.env["mkt.bulletin.receipt"]
            .sudo()
            ._read_group(
                [("bulletin_id", "in", self.ids)],
                ["bulletin_id"],
                ["__count", "read_at:count"],
            )
        )
        counts = {bulletin.id: numbers for bulletin, *numbers in rows}
        for bulletin in self:
            total, read = counts.get(bulletin._origin.id, (0, 0))
            bulletin.receipt_count = total
            bulletin.read_count = read
            bulletin.unread_count = total - read

    @api.depends("state", "receipt_ids.read_at")
    @api.depends_context("uid")
    def _compute_is_unread(self):
        unread = self.filtered_domain(self._unread_domain())
        for bulletin in self:
            bulletin.is_unread = bulletin in unread

    def _search_is_unread(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._unread_domain()

    @api.model
    def _unread_domain(self):
        mine = Domain("user_id", "=", self.env.uid) & Domain("read_at", "=", False)
        return Domain("state", "=", "published") & Domain("receipt_ids", "any!", mine)

    @api.depends("state", "is_must_read", "read_by", "receipt_ids.read_at")
    def _compute_is_overdue(self):
        overdue = self.filtered_domain(self._overdue_domain())
        for bulletin in self:
            bulletin.is_overdue = bulletin in overdue

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._overdue_domain()

    @api.model
    def _overdue_domain(self):
        past = self._today_domain(lambda day: Domain("read_by", "<", day))
        waiting = Domain("state", "=", "published") & Domain("is_must_read", "=", True)
        unread = Domain("receipt_ids", "any!", [("read_at", "=", False)])
        return waiting & unread & past

    @api.model
    def _today_domain(self, matches):
        return self.env["res.company"]._mkt_active()._mkt_today_domain(matches)

    @api.depends_context("uid")
    def _compute_is_mine_to_follow(self):
        user = self.env.user
        directed = user.mkt_companies("director")
        for bulletin in self:
            bulletin.is_mine_to_follow = (
                bulletin.user_id == user or bulletin.company_id.id in directed
            )

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

    # ------------------------------------------------------------- publishing

    def action_publish(self):
        """Hand the bulletins to their readers, today or on their day."""
        self.check_access("write")
        self._check_state("draft")
        for bulletin in self:
            if is_blank(html2plaintext(bulletin.body or "")) and not bulletin.file_ids:
                raise UserError(
                    self.env._(
                        "%(bulletin)s says nothing yet: write the text or add a file.",
                        bulletin=bulletin.name,
                    )
                )
            bulletin._check_days()
            if not bulletin.sudo()._audience():
                raise UserError(
                    self.env._(
                        "%(bulletin)s has no reader: nobody works in these departments"
                        " or holds these posts today.",
                        bulletin=bulletin.name,
                    )
                )
        today = self._today_domain(lambda day: Domain("publish_on", "<=", day))
        due = self.filtered_domain(today)
        (self - due)._set_state("scheduled")
        # sudo: governed fields and receipts, after the checks above
        due.sudo()._publish()

    def _check_days(self):
        today = self.company_id._mkt_today()
        days = [self.expires_on, self.is_must_read and self.read_by]
        if any(day and day < today for day in days):
            raise UserError(
                self.env._(
                    "%(bulletin)s: the day by which it is read, or until which it is"
                    " valid, is past.",
                    bulletin=self.name,
                )
            )

    def action_set_draft(self):
        """Take scheduled bulletins back to change them."""
        self.check_access("write")
        self._check_state("scheduled")
        self._set_state("draft")

    def action_withdraw(self):
        """Take published bulletins back; who has read them stays on record."""
        self.check_access("read")
        self._check_state("published")
        self._check_follows()
        self._set_state("withdrawn")

    def _check_follows(self):
        """Raise AccessError unless the user has issued them, or is the Director."""
        for bulletin in self:
            if not bulletin.is_mine_to_follow:
                raise AccessError(
                    self.env._(
                        "%(bulletin)s is followed up by who issued it, %(user)s, or by"
                        " the Director.",
                        bulletin=bulletin.name,
                        user=bulletin.user_id.name,
                    )
                )

    def _publish(self):
        """Receipts for the readers, and a message to each; called as superuser."""
        self.write({"state": "published", "published_at": fields.Datetime.now()})
        self._renew_receipts()

    def _audience(self):
        """Who has to read the bulletin, as of today; called as superuser."""
        self.ensure_one()
        assignments = self.env["mkt.post.assignment"]
        if not self.department_ids and not self.post_ids:
            return assignments._members(self.company_id) - self.user_id
        held = assignments.search(
            [("company_id", "=", self.company_id.id), ("is_active", "=", True)]
        )
        readers = held.filtered(lambda a: a.post_id in self.post_ids).user_id
        if self.department_ids:
            departments = set(self.department_ids.ids)
            there = assignments._working_in(self.company_id.id, departments)
            readers |= held.user_id.filtered(lambda user: user.id in there)
        return readers - self.user_id

    def _renew_receipts(self):
        """Receipts for those who have joined; those who have gone need not read it any more.

        Called as superuser. Whoever is new to a bulletin is told of it.
        """
        told = {}
        for bulletin in self:
            audience = bulletin._audience()
            receipts = bulletin.receipt_ids
            new = audience - receipts.user_id
            gone = receipts.filtered(
                lambda r, audience=audience: not r.read_at and r.user_id not in audience
            )
            bulletin.write(
                {
                    "receipt_ids": [
                        *(Command.delete(receipt.id) for receipt in gone),
                        *(Command.create({"user_id": user.id}) for user in new),
                    ]
                }
            )
            told[bulletin] = new
        for bulletin, readers in told.items():
            bulletin._tell_readers(readers)

    def _tell_readers(self, readers):
        """One message to all new readers of a language."""
        for lang, people in readers.grouped("lang").items():
            qweb = self.env["ir.qweb"].with_context(lang=lang)
            bulletin = self.with_env(qweb.env)
            self.env["mail.thread"].message_notify(
                author_id=self.user_id.partner_id.id,
                partner_ids=people.partner_id.ids,
                subject=qweb.env._("Bulletin: %s", self.name),
                body=qweb._render(
                    "marketing_office.bulletin_message", {"bulletins": bulletin}
                ),
            )

    # ------------------------------------------------------------- reading

    def action_read(self):
        """The reader confirms having read the bulletins: the one way to a receipt."""
        self.check_access("read")
        # sudo: one's own receipts alone, which nobody else writes
        receipts = self.env["mkt.bulletin.receipt"].sudo()
        mine = receipts.search(
            [
                ("bulletin_id", "in", self.ids),
                ("user_id", "=", self.env.uid),
                ("bulletin_id.state", "=", "published"),
            ]
        )
        for bulletin in self - mine.bulletin_id.sudo(False):
            raise UserError(
                self.env._(
                    "%(bulletin)s does not wait for you to read it.",
                    bulletin=bulletin.name,
                )
            )
        for company, receipts in mine.grouped("company_id").items():
            receipts.filtered(lambda r: not r.read_at).write(
                {"read_at": fields.Datetime.now(), "read_on": company._mkt_today()}
            )
        self.invalidate_recordset(["is_unread", "read_count", "unread_count"])

    def action_open_receipts(self):
        """Who has read it, and who has not."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marketing_office.mkt_bulletin_receipt_action"
        )
        return {**action, "domain": [("bulletin_id", "=", self.id)], "context": {}}

    def action_chase(self):
        """Ask those who have not read the bulletins: each person once a day."""
        self.check_access("read")
        self._check_state("published")
        self._check_follows()
        # sudo: receipts are written by the steps of the bulletin alone
        receipts = self.sudo().receipt_ids._to_chase()
        if not receipts:
            raise UserError(
                self.env._(
                    "There is nobody to chase: everybody has read it, or was chased"
                    " today."
                )
            )
        receipts._chase()

    # ------------------------------------------------------------- as days pass

    @api.model
    def _cron_follow(self):
        """Publish and expire on the day, hand to who has joined, chase who is late."""
        commit_progress = self.env["ir.cron"]._commit_progress
        current = self._today_domain(
            lambda day: (
                Domain("state", "=", "published")
                | Domain("state", "=", "scheduled") & Domain("publish_on", "<=", day)
            )
        )
        bulletins = self.search(current)
        commit_progress(remaining=len(bulletins))
        for bulletin in bulletins:
            if bulletin.try_lock_for_update():
                bulletin._follow()
            if not commit_progress(1):
                return
        self.search(self._overdue_domain()).receipt_ids._to_chase(apart=3)._chase()

    def _follow(self):
        """What the day brings for the bulletin; called as superuser."""
        if self.state == "scheduled":
            self._publish()
        if self.expires_on and self.expires_on < self.company_id._mkt_today():
            self.state = "expired"
        else:
            self._renew_receipts()

    # ------------------------------------------------------------- the desk

    @api.model
    def _newest_unread(self, most=3):
        """What stands above the desk: the newest that the reader has not read, as JSON."""
        if not self.has_access("read"):
            return {"count": 0, "items": []}
        unread = self._unread_domain()
        bulletins = self.search(unread, order="is_must_read desc, id desc", limit=most)
        count = len(bulletins)
        return {
            "count": self.search_count(unread) if count == most else count,
            "items": [
                {
                    "id": bulletin.id,
                    "name": bulletin.name,
                    "by": bulletin.user_id.name,
                    "on": fields.Date.to_string(
                        fields.Datetime.context_timestamp(
                            bulletin, bulletin.published_at
                        )
                    ),
                    "must_read": bulletin.is_must_read,
                }
                for bulletin in bulletins
            ],
        }
