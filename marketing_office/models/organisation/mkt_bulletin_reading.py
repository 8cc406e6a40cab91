from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_date


class BulletinReading(models.Model):
    """Who has read a bulletin and who has not: confirmed by readers, chased by the issuer."""

    _inherit = "mkt.bulletin"

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

    @api.depends_context("uid")
    def _compute_is_mine_to_follow(self):
        user = self.env.user
        directed = user.mkt_companies("director")
        for bulletin in self:
            bulletin.is_mine_to_follow = (
                bulletin.user_id == user or bulletin.company_id.id in directed
            )

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
        self.check_access("read")
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
                    "on": format_date(
                        self.env,
                        fields.Datetime.context_timestamp(
                            bulletin, bulletin.published_at
                        ),
                    ),
                    "must_read": bulletin.is_must_read,
                }
                for bulletin in bulletins
            ],
        }
