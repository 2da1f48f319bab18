"""Phones, e-mail addresses and links, found in text and written one way."""

import re

_PHONE = re.compile(r"(?<![\w/=.@-])(?:\+|8(?=[\s(-]*[3489])|7(?=[\s(-]*9))[\d\s().–-]{8,20}\d(?!\w)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-zA-Zа-яА-Я]{2,}")
_ZONES = (
    r"(?:com|ru|me|io|dev|net|org|by|kz|ua|uz|рф|su|app|pro|site|online|tech|info|gg|co|ai|kg|ge|am|az|md|il)"
)
_LINK = re.compile(
    rf"https?://[^\s,;|]+|(?<![\w@.-])(?:www\.)?(?:[a-z0-9-]+\.)+{_ZONES}/[^\s,;|]*"
    r"|(?<![\w@.-])www\.[^\s,;|]+",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@./-])@[A-Za-z]\w{3,31}(?![\w.@])")
_RUSSIAN_DIGITS = 11


def find_phones(text: str) -> tuple[str, ...]:
    """Phones of a text as `+7XXXXXXXXXX`, each once."""
    found = (normalise_phone(match) for match in _PHONE.findall(text))
    return tuple(dict.fromkeys(phone for phone in found if phone))


def normalise_phone(text: str) -> str | None:
    """A phone as '+' and its digits; '8' before a Russian number becomes '+7'. None for other text.

    Example:
        >>> normalise_phone("8 (957) 316-42-09")
        '+79573164209'
    """
    digits = re.sub(r"\D", "", text)
    if not text.strip().startswith("+") and len(digits) == _RUSSIAN_DIGITS and digits[0] in "78":
        digits = "7" + digits[1:]
    elif not text.strip().startswith("+"):
        return None
    return f"+{digits}" if 10 <= len(digits) <= 15 else None


def find_emails(text: str) -> tuple[str, ...]:
    """E-mail addresses of a text, each once."""
    return tuple(dict.fromkeys(_EMAIL.findall(text)))


def find_links(text: str) -> tuple[str, ...]:
    """Addresses of pages in a text, as printed, each once; parts of e-mail addresses are none."""
    without_emails = _EMAIL.sub(" ", text)
    return tuple(dict.fromkeys(link.rstrip(".,;:)»\"'") for link in _LINK.findall(without_emails)))


def find_handles(text: str) -> tuple[str, ...]:
    """Names such as '@ivanov' of a text, each once."""
    return tuple(dict.fromkeys(_HANDLE.findall(_EMAIL.sub(" ", text))))
