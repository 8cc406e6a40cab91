from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.deletion import guards_deletion


class BulletinReceipt(models.Model):
    """That a person has a bulletin to read, and when they have read it.

    The host deletes its own notifications after half a year; these stay.
    """

    _name = "mkt.bulletin.receipt"
    _description = "Reading Receipt"
    _inherit = ["mkt.governed.mixin"]
    _order = "read_at desc, id"
    _rec_name = "user_id"
    _governed = (
        "bulletin_id",
        "user_id",
        "read_at",
        "read_on",
        "chased_on",
        "chase_count",
    )

    bulletin_id = fields.Many2one(
        "mkt.bulletin", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="bulletin_id.company_id", store=True)
    user_id = fields.Many2one(
        "res.users",
        "Reader",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    read_at = fields.Datetime("Read on", readonly=True, copy=False)
    read_on = fields.Date("Day of Reading", readonly=True, copy=False)
    is_late = fields.Boolean(
        "Late", compute="_compute_is_late", help="Read after the day, or not yet."
    )
    chased_on = fields.Date("Last Chased on", readonly=True, copy=False)
    chase_count = fields.Integer("Times Chased", readonly=True, copy=False)

    _one_each = models.Constraint(
        "UNIQUE(bulletin_id, user_id)", "A reader has one receipt of a bulletin."
    )
    _unread = models.Index("(user_id, bulletin_id) WHERE read_at IS NULL")

    @api.depends("read_on", "bulletin_id.read_by", "bulletin_id.is_must_read")
    def _compute_is_late(self):
        for receipt in self:
            bulletin = receipt.bulletin_id
            day = receipt.read_on or receipt.company_id._mkt_today()
            has_day = bulletin.is_must_read and bulletin.read_by
            receipt.is_late = has_day and day > bulletin.read_by

    @guards_deletion
    def _unlink_except_pointless(self):
        # the system alone takes back what nobody has read and nobody has to read
        if not self.env.su or any(receipt.read_at for receipt in self):
            raise UserError(self.env._("Reading receipts stay on record."))

    def _to_chase(self, apart=1):
        """Unread receipts whose readers were not chased in the last days; as superuser."""
        return self.filtered(
            lambda receipt: (
                not receipt.read_at
                and not (
                    receipt.chased_on
                    and receipt.chased_on + timedelta(days=apart)
                    > receipt.company_id._mkt_today()
                )
            )
        )

    def _chase(self):
        """One message to each reader about all of theirs; called as superuser."""
        self.env["mkt.reminder.mixin"]._tell_people(
            self.grouped("user_id"),
            "marketing_office.bulletin_message",
            lambda env, receipts: (
                env._("Please read: %(count)s bulletins", count=len(receipts)),
                {"bulletins": receipts.bulletin_id},
            ),
        )
        for (company, count), receipts in self.grouped(
            lambda receipt: (receipt.company_id, receipt.chase_count)
        ).items():
            receipts.write(
                {"chased_on": company._mkt_today(), "chase_count": count + 1}
            )
