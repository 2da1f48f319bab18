"""Phones, e-mail addresses and links, found in text and written one way."""

import re
from collections.abc import Sequence

_PHONE = re.compile(
    r"(?<![\w/=.@-])(?:\+|8(?=[\s(-]*[3489])|7(?=[\s(-]*9))(?:[\d().–-]|[^\S\n]){8,20}\d(?!\w)"
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)*\.[a-zA-Zа-яА-Я]{2,}")
_ZONES = (
    r"(?:com|ru|me|io|dev|net|org|by|kz|ua|uz|рф|su|app|pro|site|online|tech|info|gg|co|ai|kg|ge|am|az|md|il)"
)
_LINK = re.compile(
    rf"https?://[^\s,;|]+|(?<![\w@.-])(?:www\.)?(?:[a-z0-9-]+\.)+{_ZONES}/[^\s,;|]*"
    r"|(?<![\w@.-])www\.[^\s,;|]+",
    re.IGNORECASE,
)
_OPEN_LINK = re.compile(r"(?:https?://|www\.|\w\.\w{2,6}/)\S*$", re.IGNORECASE)
_OPEN_EMAIL = re.compile(r"(?<![\w/])[\w.+-]+@[\w.-]*$")
_EMAIL_TAIL = re.compile(r"[a-z0-9.-]*[a-z0-9]")
_EMAIL_BEHIND = re.compile(r"@[\w-]+(?:\.[\w-]+)+")
_LOCAL_PART = re.compile(r"[\w.+-]{2,64}")
_LINK_TAIL = re.compile(r"[a-z0-9_-][\w./?=&#%~+-]*")
_NAMED_HANDLE = re.compile(
    r"(?:^|\|)\s*(?:skype|telegram|github|gitlab|tg|телеграм+|скайп)\s*:\s*([A-Za-z][\w.-]{3,31})\s*(?=\||$)",
    re.IGNORECASE | re.MULTILINE,
)
_HANDLE = re.compile(r"(?<![\w@./-])@[A-Za-z]\w{3,31}(?![\w.@])")
_RUSSIAN_DIGITS = 11


def find_phones(text: str) -> tuple[str, ...]:
    """Phones of a text as `+7XXXXXXXXXX`, each once; also one cut by a line's end."""
    return _find_whole_phones(text) or _find_whole_phones(text.replace("\n", " "))


def _find_whole_phones(text: str) -> tuple[str, ...]:
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
    return tuple(dict.fromkeys((*_HANDLE.findall(_EMAIL.sub(" ", text)), *_NAMED_HANDLE.findall(text))))


def join_cut_links(texts: Sequence[str], reaches_margin: Sequence[bool]) -> list[str]:
    """Lines with the links that a line's end has cut in two joined; a link that stays open is dropped.

    Args:
        texts: the lines of one column.
        reaches_margin: for each line, whether it ends where the column does.

    Example:
        >>> join_cut_links(["https://github.com/iva", "nov", "Python"], [True, False, False])
        ['https://github.com/ivanov', 'Python']
    """
    joined: list[str] = []
    is_cut = was_full = False
    for text, is_full in zip(texts, reaches_margin, strict=True):
        is_tail = bool(_LINK_TAIL.fullmatch(text)) and not _OPEN_LINK.search(text)
        if (is_cut and is_tail) or (joined and was_full and _goes_on_email(joined[-1], text)):
            joined[-1] += text
        else:
            if joined and is_cut:
                joined[-1] = _drop_open_link(joined[-1])
            joined.append(text)
        link = _OPEN_LINK.search(joined[-1])
        was_full = is_full
        is_cut = link is not None and (is_full or link.group().endswith(("-", "/", "_", "=")))
    return [*joined[:-1], _drop_open_link(joined[-1])] if joined else []


def _goes_on_email(above: str, text: str) -> bool:
    """True for 'ivan@mail.e' above 'xample.com', and for 'ivanov.ivan' above '@mail.example.com'."""
    if _OPEN_EMAIL.search(above):
        return bool(_EMAIL_TAIL.fullmatch(text)) and bool(
            _EMAIL.fullmatch(above.rsplit(maxsplit=1)[-1] + text)
        )
    return bool(_EMAIL_BEHIND.fullmatch(text)) and bool(_LOCAL_PART.fullmatch(above.rsplit(maxsplit=1)[-1]))


def _drop_open_link(text: str) -> str:
    """A link that ends in a hyphen has lost its end, and would be somebody else's."""
    link = _OPEN_LINK.search(text)
    return text[: link.start()] if link and link.group().endswith(("-", "_", "=")) else text
