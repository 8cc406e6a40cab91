from datetime import timedelta

from odoo import api, fields, models

# what may be doubtful in an e-mail, as the reader of e-mails calls it
DOUBTS = (
    *("charset", "lost", "control", "cut", "unreadable"),
    *("sender", "repeated", "secret"),
)


class ComplaintEmail(models.Model):
    """An e-mail as it arrived: the evidence behind what the case shows of it."""

    _name = "mkt.complaint.email"
    _description = "Original E-mail"
    _inherit = ["mkt.complaint.part"]
    _order = "id desc"
    _rec_name = "subject"
    _governed = ("message_id", "sender", "subject", "content", "note")

    message_id = fields.Char("Message-Id", index=True)
    sender = fields.Char()
    subject = fields.Char()
    content = fields.Binary("E-mail", attachment=True)
    file_name = fields.Char(compute="_compute_file_name")
    note = fields.Text("What Was Doubtful")

    def _compute_file_name(self):
        for original in self:
            original.file_name = f"{original.id}.eml"

    @api.model
    def _doubts(self, notes):
        """What the case says of these doubts about the e-mail."""
        texts = {
            "charset": self.env._(
                "It does not say rightly in which characters it is written: they were"
                " chosen by the text."
            ),
            "lost": self.env._(
                "Some characters could not be read; they are shown as \ufffd."
            ),
            "control": self.env._("Signs that cannot be shown were left out."),
            "cut": self.env._("It is incomplete: its end, or a part, is missing."),
            "unreadable": self.env._(
                "It could not be taken apart: its text is shown as it came."
            ),
            "sender": self.env._(
                "It does not say who sent it: the address is the one that stands elsewhere"
                " in it. Make sure before you answer."
            ),
            "repeated": self.env._(
                "It has the Message-Id of another e-mail, with another content."
            ),
            "secret": self.env._(
                "It quotes links with which the customer answers: they were made"
                " unfit, all else is as it came."
            ),
        }
        return [texts[doubt] for doubt in DOUBTS if doubt in notes]

    @api.autovacuum
    def _gc_old(self):
        """Forget originals after the company's time; 0 keeps them for good."""
        for company in self.env["res.company"].search([("mkt_email_days", ">", 0)]):
            until = fields.Datetime.now() - timedelta(days=company.mkt_email_days)
            self.search(
                [
                    ("complaint_id.company_id", "=", company.id),
                    ("create_date", "<", until),
                ]
            ).unlink()
