"""Masks how a person can be reached, in texts that are stored or sent elsewhere."""

import re

_MASKS = (
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[email]"),
    (
        re.compile(r"(?:https?://)?(?:t|telegram)\.(?:me|dog)/[^\s\"'<>)\]]+|tg://[^\s\"'<>)\]]+", re.I),
        "[link]",
    ),
    (
        re.compile(
            r"(?:https?://)?(?:wa\.me|api\.whatsapp\.com|viber\.click|vk\.me|join\.skype\.com)/[^\s\"'<>)\]]+",
            re.I,
        ),
        "[link]",
    ),
    (re.compile(r"(?<![\w@/])@[A-Za-z]\w{3,}"), "[handle]"),
    # +7 (999) 123-45-67, 8 800 555 35 35, +375 29 123 45 67: a sum of money begins neither with a plus nor
    # with an eight and ten more digits.
    (re.compile(r"(?<![\w+])\+\d[\d\s().\u00a0-]{8,18}\d(?!\d)"), "[phone]"),
    (
        re.compile(
            r"(?<![\w.,])[78][\s(.\u00a0-]*\d{3}[\s).\u00a0-]*\d{3}[\s.\u00a0-]*\d{2}[\s.\u00a0-]*\d{2}(?!\d)"
        ),
        "[phone]",
    ),
)


def mask_contacts(text: str) -> str:
    """A text with phones, e-mail addresses, handles and personal links masked.

    Example:
        >>> mask_contacts("Пишите @hr_anna или hr@example.org")
        'Пишите [handle] или [email]'
    """
    for pattern, mask in _MASKS:
        text = pattern.sub(mask, text)
    return text
