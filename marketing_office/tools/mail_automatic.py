"""E-mails that no person has written, and whom a forwarded one comes from."""

import email
import re
from email import policy

from .mail_charset import header_text
from .mail_reader import addresses_in

AUTOMATIC_SUBJECT = re.compile(
    r"^[\s\[【(（]*(自动回复|自動回覆|自动答复|自動答覆|自动应答|假期自动回复|休假自动回复"
    r"|automatic reply|auto[- ]?reply|auto[- ]?response|out of (the )?office"
    r"|réponse automatique|automatische antwort)[\s\]】)）]*([:：]|$)",
    re.IGNORECASE,
)
# what Outlook, Foxmail, QQ, 163, iPhone and Gmail write above a forwarded text
FORWARDED_FROM = re.compile(
    r"^[\s>*]*(?:发件人|發件人|寄件者|寄件人|From|De|Von)\*?\s*[:：]\*?\s*(.+)$",
    re.IGNORECASE | re.MULTILINE,
)


def is_automatic(original):
    """Whether the e-mail (bytes) says itself that no person has written it."""
    message = email.message_from_bytes(original, policy=policy.compat32)
    headers = {name.lower(): str(value) for name, value in message.raw_items()}
    # RFC 3834, and custom
    submitted = headers.get("auto-submitted", "no").split(";")[0].strip().lower()
    precedence = headers.get("precedence", "").strip().lower()
    return (
        submitted != "no"
        or precedence in ("auto_reply", "bulk", "junk")
        or bool(
            {"x-autoreply", "x-autorespond", "x-auto-response-suppress"}
            & headers.keys()
        )
        or bool(AUTOMATIC_SUBJECT.match(header_text(headers.get("subject", ""))))
        or any(_is_answer_to_invitation(part) for part in message.walk())
    )


def _is_answer_to_invitation(part):
    method = str(part.get_param("method") or "").lower()
    return part.get_content_type() == "text/calendar" and method in ("reply", "counter")


def forwarded_sender(text):
    """The text of the original sender that stands in a forwarded text; None without one."""
    for match in FORWARDED_FROM.finditer(text):
        if addresses_in([match[1].replace("[mailto:", "<").replace("]", ">")]):
            return match[1].replace("[mailto:", "<").replace("]", ">").strip()
    return None
