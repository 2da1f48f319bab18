"""Contacts are nobody's business but ours: they are masked before a text leaves the house."""

import re

from services.parser.contacts import find_emails, find_handles, find_links, find_phones
from services.parser.tables.dates import find_range

_DIGITS = re.compile(r"\+?\d[\d ()\u00a0.–-]*\d")
_PHONE_DIGITS = 10
_PHONE = "[phone]"


def mask_contacts(text: str) -> str:
    """A text without phones, e-mail addresses, links and handles.

    Digits are masked generously: long ones that are no dates go too, since a phone may be written in any way.
    """
    while (masked := _mask_once(text)) != text:  # a mask may bring to light what stood close to it
        text = masked
    return text


def _mask_once(text: str) -> str:
    for mask, found in (
        ("[e-mail]", find_emails(text)),
        ("[link]", (*find_links(text), *find_handles(text))),
    ):
        for contact in sorted(found, key=len, reverse=True):  # a link may begin like a longer one
            text = text.replace(contact, mask)
    return _DIGITS.sub(lambda match: _mask_run(match.group()), text)


def _mask_run(digits: str) -> str:
    """Digits in a row, with the marks that phones have between them; dates beside a phone are kept."""
    kept: list[str] = []
    rest = digits
    while found := find_range(rest):
        start, end = found.span
        kept += (_mask_phone(rest[:start]), rest[start:end])
        rest = rest[end:]
    masked = "".join([*kept, _mask_phone(rest)])
    return _PHONE if find_phones(masked) else masked


def _mask_phone(digits: str) -> str:
    is_long = sum(character.isdigit() for character in digits) >= _PHONE_DIGITS
    return f"{_PHONE} " if is_long or find_phones(digits) else digits
