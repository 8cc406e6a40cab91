"""What tells that two entries of a list are one person."""

import re
import unicodedata
from functools import lru_cache

from odoo.exceptions import UserError
from odoo.tools import email_normalize

from odoo.addons.phone_validation.tools.phone_validation import phone_format

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


@lru_cache(10_000)
def is_mobile_of_china(first_five):
    """Whether mobile numbers that begin so are given out, as the host's tool knows."""
    # which are given out depends on no further digits; each takes long to look up
    try:
        phone_format(f"{first_five}000000", "CN", 86, "E164")
    except UserError:
        return False
    return True


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


def contact_keys(name, firm, phone, email, address=None):
    """What only the same person has: a mobile number, a mailbox, a name within a firm.

    A switchboard or a mailbox of the firm joins only those who bear the same name. The
    address is the normalised e-mail, where the caller knows it: to read it takes long.
    """
    name, firm = plain(name or ""), plain(firm or "")
    numbers = {national_digits(part) for part in SEVERAL.split(phone or "")} - {""}
    if address is None:
        address = email_normalize(email or "") or ""
    keys = {number for number in numbers if CHINESE_MOBILE.fullmatch(number)}
    if address and address.partition("@")[0] not in SHARED_MAILBOXES:
        keys.add(address)
    if name and firm:
        keys.add((name, firm))
    return keys | {(name or firm, way) for way in (*numbers, address) if way}
