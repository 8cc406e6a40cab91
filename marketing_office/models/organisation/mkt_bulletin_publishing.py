from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import html2plaintext

from ...tools.text import is_blank


class BulletinPublishing(models.Model):
    """How bulletins reach their readers, today and as days pass and people come and go."""

    _inherit = "mkt.bulletin"

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
            # sudo: whether there is a reader, whoever they are
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
