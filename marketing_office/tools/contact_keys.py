"""What tells that two entries of a list are one person."""

import re
import unicodedata

from odoo.tools import email_normalize

from .xlsx_reader import plain

CHINESE_MOBILE = re.compile(r"1[3-9]\d{9}")
SEVERAL = re.compile(r"[/、,，;；|\n]")
# mailboxes that a firm reads together
SHARED_MAILBOXES = {
    *("info", "contact", "office", "mail", "post", "admin", "webmaster", "hello"),
    *("sales", "sale", "marketing", "service", "support", "help", "kefu", "xiaoshou"),
    *("purchase", "purchasing", "procurement", "caigou", "hr", "enquiry", "inquiry"),
    *("noreply", "no-reply", "reception", "market", "shichang", "export", "trade"),
}


def national_digits(phone):
    """The digits of a number, without the prefix of China or of the long distance."""
    digits = "".join(
        c for c in unicodedata.normalize("NFKC", phone or "") if c.isdecimal()
    )
    for prefix in ("0086", "86"):
        if digits.startswith(prefix) and len(digits) >= len(prefix) + 10:
            digits = digits.removeprefix(prefix)
            break
    return digits.lstrip("0")


def contact_keys(name, firm, phone, email):
    """What only the same person has: a mobile number, a mailbox, a name within a firm.

    A switchboard or a mailbox of the firm joins only those who bear the same name.
    """
    name, firm = plain(name or ""), plain(firm or "")
    numbers = {national_digits(part) for part in SEVERAL.split(phone or "")} - {""}
    address = email_normalize(email or "") or ""
    keys = {number for number in numbers if CHINESE_MOBILE.fullmatch(number)}
    if address and address.partition("@")[0] not in SHARED_MAILBOXES:
        keys.add(address)
    if name and firm:
        keys.add((name, firm))
    return keys | {(name or firm, way) for way in (*numbers, address) if way}
