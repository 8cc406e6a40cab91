"""E-mails that no person has written, and whom a forwarded one comes from."""

import email
import re
from email import policy

from .mail_charset import header_text
from .mail_reader import addresses_in, headers_of

AUTOMATIC_SUBJECT = re.compile(
    r"^[\s\[【(（]*(自动回复|自動回覆|自动答复|自動答覆|自动应答|假期自动回复|休假自动回复"
    r"|automatic reply|auto[- ]?reply|auto[- ]?response|out of (the )?office"
    r"|réponse automatique|automatische antwort|阅读回执|邮件收条|read receipt"
    # of what was read, or thrown away unread
    r"|(已读|已讀|未读|未讀|read|not read)(?=\s*[:：]))[\s\]】)）]*([:：]|$)",
    re.IGNORECASE,
)
# what mail servers write, in whatever form, when they could not deliver
UNDELIVERED_SUBJECT = re.compile(
    r"^[\s\[【(（]*(系统退信|退信|邮件退回|邮件被退回|undeliver(ed|able)|delivery status"
    r"|delivery failure|mail delivery (failed|system)|returned mail|failure notice"
    r"|无法投递|未送达|無法傳遞)",
    re.IGNORECASE,
)
POSTMASTERS = "postmaster", "mailer-daemon"
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
        or is_undelivered(original)
        or any(_is_answer_to_invitation(part) for part in message.walk())
    )


def is_undelivered(original):
    """Whether a mail server says in the e-mail (bytes) that it could not deliver another."""
    senders = addresses_in(headers_of(original, "From"))
    by_server = any(sender.partition("@")[0] in POSTMASTERS for sender in senders)
    subject = " ".join(headers_of(original, "Subject"))
    return by_server and bool(UNDELIVERED_SUBJECT.match(subject))


def _is_answer_to_invitation(part):
    method = str(part.get_param("method") or "").lower()
    return part.get_content_type() == "text/calendar" and method in ("reply", "counter")


def forwarded_senders(text, original=b""):
    """The original senders that a forwarded text (or e-mail, bytes) names, nearest first."""
    lines = [match[1] for match in FORWARDED_FROM.finditer(text)]
    message = email.message_from_bytes(original, policy=policy.compat32)
    for part in message.walk():
        # forwarded as a file
        if part.get_content_type() == "message/rfc822" and part.is_multipart():
            inner = part.get_payload()[0]
            lines += [header_text(str(inner["From"] or ""))]
    lines = [line.replace("[mailto:", "<").replace("]", ">") for line in lines]
    return [line.strip() for line in lines if addresses_in([line])]
