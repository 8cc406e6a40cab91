"""Good e-mails that were damaged on the way: no error, and no text is lost."""

import email
import os
from email import policy

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.addons.marketing_office.tools import mail_reader
from odoo.addons.marketing_office.tools.mail_automatic import is_automatic

from ..common import OfficeCase
from .mail_case import EMAILS, MailMixin, text
from .test_mail_reading import FILES, STRUCTURES, SUBJECTS, TEXTS

# bench/README.md asks for more
EXAMPLES = int(os.environ.get("MAIL_EXAMPLES", "100"))


def whole(content, subject=b"Relay fails"):
    return (
        b"From: Li Na <li.na@customer.example.com>\r\n"
        b"To: service@office.example.com\r\n"
        b"Message-ID: <1@customer.example.com>\r\n"
        b"Subject: " + subject + b"\r\nMIME-Version: 1.0\r\n" + content
    )


GOOD = [
    *(path.read_bytes() for path in sorted(EMAILS.glob("*.eml"))),
    *(whole(content) for content, _said, _doubt in TEXTS.values()),
    *(whole(content) for content in STRUCTURES.values()),
    *(whole(content) for content, _name in FILES.values()),
    *(whole(text("It fails."), subject) for subject, _name in SUBJECTS.values()),
]


@st.composite
def damaged(draw):
    """A good e-mail with bytes changed, put in, taken out, or its end cut off."""
    mail = bytearray(draw(st.sampled_from(GOOD)))
    for _time in range(draw(st.integers(1, 8))):
        place = draw(st.integers(0, len(mail)))
        length = draw(st.integers(0, 30))
        how = draw(st.sampled_from(("change", "insert", "remove", "double", "cut")))
        if how == "change":
            new = draw(st.binary(min_size=1, max_size=4))
            mail[place : place + len(new)] = new
        elif how == "insert":
            mail[place:place] = draw(st.binary(min_size=1, max_size=8))
        elif how == "remove":
            del mail[place : place + length]
        elif how == "double":
            mail[place:place] = mail[place : place + length]
        else:
            del mail[place:]
    return bytes(mail)


class TestMailDamage(MailMixin, OfficeCase):
    posts = ("customer_service_manager",)

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(damaged())
    def test_every_email_is_read(self, mail):
        reading = mail_reader.read(mail)
        self.assertEqual(reading.original, mail)
        # as the host parses it: whatever it asks for is there
        message = email.message_from_bytes(reading.readable, policy=policy.SMTP)
        for part in message.walk():
            list(part.items())
            part.get_filename()
            if not part.is_multipart():
                content = part.get_content()
                self.assertNotIn("\x00", content if isinstance(content, str) else "")

    @settings(
        max_examples=max(EXAMPLES // 5, 10),
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(damaged())
    def test_every_email_is_a_case(self, mail):
        """Handed in by a mailbox that is for cases, whatever address is left in it."""
        complaints = self.env["mkt.complaint"]
        with self.env.cr.savepoint() as savepoint, self.enter_registry_test_mode():
            before = complaints.search([])
            originals = self.env["mkt.complaint.email"].search([])
            self.env["mail.thread"].message_process("mkt.complaint", mail)
            kept = self.env["mkt.complaint.email"].search([]) - originals
            case = complaints.search([]) - before
            # what says itself that no person has written it opens none
            by_machine = is_automatic(mail) or b"/report" in mail.lower()
            self.assertEqual(len(case), 0 if by_machine else 1)
            self.assertEqual(len(kept), len(case))
            savepoint.rollback()
