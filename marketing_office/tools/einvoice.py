"""What an electronic invoice of China (数电票) says of itself in its XML file."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from lxml import etree

LARGEST_FILE = 2_000_000  # bytes; an invoice has some thousands
NUMBER = "TaxSupervisionInfo/InvoiceNumber"
ISSUED = "TaxSupervisionInfo/IssueTime"
SELLER = "EInvoiceData/SellerInformation/SellerName"
SELLER_ID = "EInvoiceData/SellerInformation/SellerIdNum"
BUYER = "EInvoiceData/BuyerInformation/BuyerName"
BUYER_ID = "EInvoiceData/BuyerInformation/BuyerIdNum"
AMOUNT = "EInvoiceData/BasicInformation/TotalTax-includedAmount"


@dataclass(frozen=True)
class EInvoice:
    number: str
    seller_vat: str
    amount: float
    seller: str
    dated: date | None
    buyer_vat: str
    buyer: str

    def is_made_out_to(self, name, vat):
        """Whether the buyer is the company; True where the invoice names none.

        The tax IDs decide. Without them the names do, and a company is often entered
        by the short form of its name.
        """
        vat = letters_and_digits(vat or "")
        if vat and self.buyer_vat:
            return vat == self.buyer_vat
        return not self.buyer or (
            letters_and_digits(name) in letters_and_digits(self.buyer)
        )


def plain_number(text):
    """A number as it is compared: without blanks, whatever the width and case."""
    return re.sub(r"[\s\u200b-\u200f]", "", unicodedata.normalize("NFKC", text)).upper()


def letters_and_digits(text):
    """A number that others have given, whatever is written between its characters."""
    characters = filter(str.isalnum, plain_number(text))
    return "".join(str(unicodedata.decimal(each, each)) for each in characters)


def invoice_key(number, seller_vat):
    """What tells one invoice from another.

    The twenty digits of a fully digital invoice are given once in the country, other
    numbers once by their seller.
    """
    if re.fullmatch(r"[0-9]{20}", number):
        return number, ""
    return number, letters_and_digits(seller_vat or "")


def read_einvoice(content):
    """The invoice in the bytes of a file; None where it is no XML invoice."""
    if not content or len(content) > LARGEST_FILE or b"<!DOCTYPE" in content:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root.tag != "EInvoice":
        return None
    number = letters_and_digits(root.findtext(NUMBER) or "")
    try:
        amount = Decimal((root.findtext(AMOUNT) or "").strip())
    except InvalidOperation:
        return None
    if not number or not amount.is_finite():
        return None
    return EInvoice(
        number,
        letters_and_digits(root.findtext(SELLER_ID) or ""),
        float(amount),
        (root.findtext(SELLER) or "").strip(),
        _day(root.findtext(ISSUED) or ""),
        letters_and_digits(root.findtext(BUYER_ID) or ""),
        (root.findtext(BUYER) or "").strip(),
    )


def _day(text):
    found = re.match(r"\s*(\d{4})-(\d{2})-(\d{2})", text)
    try:
        return found and date(*map(int, found.groups()))
    except ValueError:
        return None
